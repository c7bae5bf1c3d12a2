// Which product made a document, by several independent marks; what is no report, or not one for
// an American consumer, is named as such.
#pragma once

#include "features/reading/layout/line.hpp"
#include "features/reading/reading.hpp"

#include <optional>
#include <string>
#include <vector>

namespace fairfile::reading {

struct Recognition {
    std::string format;                 // "iiq_trimerge", "pipe_list", "experian", …
    std::optional<Bureau> only_bureau;  // of a single bureau's disclosure
    std::optional<Refusal> refusal;     // decided before reading
    int credit_marks = 0;               // independent signs of a credit report
};

Recognition recognise(const std::vector<Line>& lines);

}  // namespace fairfile::reading
