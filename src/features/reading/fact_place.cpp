#include "features/reading/reading.hpp"

#include <charconv>

namespace fairfile::reading {

std::string to_string(const FactPlace& place) {
    return place.list + "/" + std::to_string(place.index) + "/" + place.field;
}

std::optional<FactPlace> parse_fact_place(std::string_view text) {
    const auto slash = text.find('/');
    if (slash == std::string_view::npos || slash == 0) return std::nullopt;
    FactPlace place;
    place.list = text.substr(0, slash);
    text.remove_prefix(slash + 1);
    const auto* end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, place.index);
    if (read.ec != std::errc{} || read.ptr == end || *read.ptr != '/') return std::nullopt;
    place.field = std::string(read.ptr + 1, end);
    if (place.field.empty()) return std::nullopt;
    return place;
}

}  // namespace fairfile::reading
