// Words put back into lines, the same for every way of reading a page. Rulers, page numbers and
// addresses that a browser prints around a page are taken out; hostile boxes are dropped.
#pragma once

#include "base/words.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace fairfile::reading {

struct Line {
    int page = 1;
    ReadingMethod method = ReadingMethod::text;
    std::vector<Word> words;  // left to right, never empty
    Box box;
    double space = 3;      // the usual blank between two words here
    double gap_above = 0;  // blank to the line above
    double gap_below = 0;  // blank to the line below
    bool first_on_page = false;
    bool after_rule = false;  // a drawn ruler lies between this line and the one above
};

/// Half-open range of word indices.
struct WordRange {
    std::size_t first = 0;
    std::size_t last = 0;

    bool empty() const { return first >= last; }
    std::size_t size() const { return empty() ? 0 : last - first; }
};

/// A piece of text with the place it was read at.
struct Cell {
    std::string text;
    int page = 0;
    Box box;
    double confidence = 1;
    ReadingMethod method = ReadingMethod::text;
};

struct LinesOfDocument {
    std::vector<Line> lines;
    bool cut = false;  // there were more words than words_max
};

/// More than 300 dense pages hold; what is beyond is not read, and said so.
inline constexpr std::size_t words_max = 300'000;

LinesOfDocument lines_of(const DocumentOfWords& document);

/// Parts of a line that are set apart by more than a usual blank.
std::vector<WordRange> segments_of(const Line& line);

std::string text_of(const Line& line, WordRange range);
std::string text_of(const Line& line);
Cell cell_of(const Line& line, WordRange range);
Box box_of(const Line& line, WordRange range);
Box united(const Box& one, const Box& other);

/// True when a blank of this width separates two cells rather than two words.
bool is_wide(const Line& line, double gap);

}  // namespace fairfile::reading
