// Walks the lines of a consumer report from top to bottom and hands each to the reader that
// understands it: headings, bureau headers, tables, pipes, histories, labelled rows.
#pragma once

#include "features/reading/engine/raw.hpp"

#include <optional>
#include <vector>

namespace fairfile::reading {

struct WalkSettings {
    std::optional<Bureau> only_bureau;      // a single bureau's own disclosure
    Section first_section = Section::head;  // what stands before any heading
};

RawReport walk(const std::vector<Line>& lines, const WalkSettings& settings);

}  // namespace fairfile::reading
