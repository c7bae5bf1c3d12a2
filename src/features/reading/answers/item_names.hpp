// How a letter names the items it speaks of: account numbers and who furnished them.
#pragma once

#include "features/reading/layout/line.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace fairfile::reading {

/// "#517805XXXXXX****," as the bare number; nothing for other words, postal codes among them.
std::optional<std::string> number_in(std::string_view word);

struct Numbered {
    std::string number;
    std::size_t word = 0;
};
std::optional<Numbered> number_on(const Line& line);

/// The words before the number, or the first cell that reads like a name.
std::optional<std::string> name_on(const Line& line, std::size_t number_at);

/// "If you have questions about this item please contact: Capital One Bank USA, PO Box 31293"
std::optional<std::string> contact_in(const std::string& text);

}  // namespace fairfile::reading
