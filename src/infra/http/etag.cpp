#include "infra/http/etag.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <stdexcept>

namespace fairfile::http {

namespace {

enum class Comparison { weak, strong };

/// Takes one tag with its quotes off the list; empty when the list is over or broken.
std::string_view take_tag(std::string_view& list) {
    while (!list.empty() && (is_space(list.front()) || list.front() == ',')) list.remove_prefix(1);
    const std::size_t quote = list.starts_with("W/") ? 2 : 0;
    if (list.size() <= quote || list[quote] != '"') return {};
    const auto end = list.find('"', quote + 1);
    if (end == std::string_view::npos) return {};
    const auto tag = list.substr(0, end + 1);
    list.remove_prefix(end + 1);
    return tag;
}

bool names(std::string_view list, std::string_view etag, Comparison comparison) {
    if (trim(list) == "*") return true;
    for (auto tag = take_tag(list); !tag.empty(); tag = take_tag(list)) {
        if (comparison == Comparison::weak && tag.starts_with("W/")) tag.remove_prefix(2);
        if (tag == etag) return true;
    }
    return false;
}

}  // namespace

std::string strong_etag(std::string_view version) {
    const auto is_bad = [](char character) {
        return character <= ' ' || character >= 0x7f || character == '"';
    };
    if (std::any_of(version.begin(), version.end(), is_bad)) {
        throw std::logic_error("an entity tag must be visible ASCII without quotes");
    }
    std::string tag;
    tag.reserve(version.size() + 2);
    tag += '"';
    tag += version;
    tag += '"';
    return tag;
}

bool none_match_names(std::string_view if_none_match, std::string_view etag) {
    return names(if_none_match, etag, Comparison::weak);
}

bool match_names(std::string_view if_match, std::string_view etag) {
    return names(if_match, etag, Comparison::strong);
}

}  // namespace fairfile::http
