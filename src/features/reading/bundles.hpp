// Several reports in one file, one after the other: the three disclosures that somebody saved
// together, or the same bureau's twice.
#pragma once

#include "base/words.hpp"
#include "features/reading/layout/line.hpp"

#include <vector>

namespace fairfile::reading {

/// The document cut before each page on which another report begins; a single part when none does.
std::vector<DocumentOfWords> reports_in(
    const DocumentOfWords& document, const std::vector<Line>& lines
);

}  // namespace fairfile::reading
