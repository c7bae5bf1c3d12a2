// Element access that does not care about namespace prefixes. Entities are never expanded from a
// document type: pugixml knows none.
#pragma once

#include <pugixml.hpp>

#include <initializer_list>
#include <string_view>
#include <vector>

namespace fairfile::reading {

inline std::string_view local_name(const pugi::xml_node& node) {
    const std::string_view name = node.name();
    const auto colon = name.find(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

inline pugi::xml_node child(const pugi::xml_node& node, std::string_view name) {
    for (const auto& one : node.children()) {
        if (local_name(one) == name) return one;
    }
    return {};
}

inline std::vector<pugi::xml_node> children(const pugi::xml_node& node, std::string_view name) {
    std::vector<pugi::xml_node> found;
    for (const auto& one : node.children()) {
        if (local_name(one) == name) found.push_back(one);
    }
    return found;
}

inline pugi::xml_node at(pugi::xml_node node, std::initializer_list<std::string_view> path) {
    for (const auto name : path) node = child(node, name);
    return node;
}

inline std::string_view text_at(
    const pugi::xml_node& node, std::initializer_list<std::string_view> path
) {
    return at(node, path).text().get();
}

inline std::string_view attribute(const pugi::xml_node& node, const char* name) {
    return node.attribute(name).value();
}

}  // namespace fairfile::reading
