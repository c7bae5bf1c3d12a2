// What a person changed in a letter, line by line: the longest common run of lines stays, the rest
// was taken out or put in. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace fairfile::letters {

struct LineChange {
    enum class Kind { kept, removed, added } kind;
    std::string_view line;  // into the texts compared
};

std::vector<LineChange> line_changes(std::string_view before, std::string_view after);

}  // namespace fairfile::letters
