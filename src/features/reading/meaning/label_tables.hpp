// Label tables, shared by the sources of meaning/labels only.
#pragma once

#include "features/reading/meaning/labels.hpp"

#include <span>
#include <string_view>

namespace fairfile::reading {

struct Label {
    std::string_view phrase;
    Field field;
};

struct HeadingRow {
    std::string_view phrase;
    Section section;
    std::string_view hint = {};
};

std::span<const Label> account_labels();
std::span<const Label> inquiry_labels();
std::span<const Label> record_labels();
std::span<const Label> personal_labels();
std::span<const Label> score_labels();
std::span<const Label> head_labels();
std::span<const HeadingRow> headings();

}  // namespace fairfile::reading
