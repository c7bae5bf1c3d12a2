#include "features/reading/machine/json_members.hpp"

namespace fairfile::reading {

const json::object& object_in(const json::object& parent, std::string_view name) {
    static const json::object nothing;
    const auto* value = parent.if_contains(name);
    return value != nullptr && value->is_object() ? value->get_object() : nothing;
}

const json::array& array_in(const json::object& parent, std::string_view name) {
    static const json::array nothing;
    const auto* value = parent.if_contains(name);
    return value != nullptr && value->is_array() ? value->get_array() : nothing;
}

std::string text_in(const json::object& parent, std::string_view name) {
    const auto* value = parent.if_contains(name);
    if (value == nullptr) return {};
    if (value->is_string()) return std::string(value->get_string());
    if (value->is_int64()) return std::to_string(value->get_int64());
    if (value->is_uint64()) return std::to_string(value->get_uint64());
    return {};
}

std::string joined_members(
    const json::object& object, std::initializer_list<std::string_view> names
) {
    std::string text;
    for (const auto name : names) {
        const auto part = text_in(object, name);
        if (part.empty()) continue;
        if (!text.empty()) text += ' ';
        text += part;
    }
    return text;
}

}  // namespace fairfile::reading
