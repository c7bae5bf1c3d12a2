// What Tesseract prints as tab-separated values, and how two of its readings become one.
#pragma once

#include "base/words.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace fairfile::ocr {

/// Words with boxes in pixels of a picture of that size.
struct Reading {
    double width = 0;
    double height = 0;
    std::vector<Word> words;
};

/// Lines that are not as expected are passed over.
Reading parse_tsv(std::string_view printed);

/// By how many quarters a page must be turned clockwise to stand upright, from what Tesseract
/// prints of its orientation; nothing when it is not sure.
std::optional<int> parse_orientation(std::string_view printed);

/// The better reading, with what only the other one found and is fairly sure of.
Reading merge(Reading left, Reading right);

}  // namespace fairfile::ocr
