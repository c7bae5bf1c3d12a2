// Words with boxes: the one value that every way of looking at a page gives (text layer, OCR,
// structured file) and that reading starts from. Boxes are in points (1/72 inch), origin at the
// top left of the page, y downwards.
#pragma once

#include <string>
#include <vector>

namespace fairfile {

struct Box {
    double left = 0;
    double top = 0;
    double right = 0;
    double bottom = 0;

    double width() const { return right - left; }
    double height() const { return bottom - top; }
    double middle_y() const { return (top + bottom) / 2; }
};

enum class ReadingMethod { text, ocr, structured, model, user };

struct Word {
    std::string text;  // UTF-8, no white space inside
    Box box;
    double confidence = 1;  // 0..1
    bool bold = false;
};

struct PageOfWords {
    int number = 1;  // 1-based, as in the document
    double width = 612;
    double height = 792;
    ReadingMethod method = ReadingMethod::text;
    std::vector<Word> words;
};

struct DocumentOfWords {
    std::vector<PageOfWords> pages;
    std::string producer;  // what the file says made it; may be empty
    bool truncated = false;
};

}  // namespace fairfile
