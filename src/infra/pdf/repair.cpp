#include "infra/pdf/repair.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

namespace fairfile::pdf {

namespace {

// More than any honest report has; bounds the work on a hostile file.
constexpr std::size_t objects_max = 100'000;
constexpr std::size_t object_head_bytes = 4096;

struct Found {
    int highest = 0;
    std::optional<int> catalogue;
    std::vector<int> pages;
};

/// The number before `at`, with the blanks after it; moves `at` to its first digit.
std::optional<int> number_before(std::string_view bytes, std::size_t& at) {
    constexpr std::size_t digits_max = 7;
    while (at > 0 && is_space(bytes[at - 1])) --at;
    const auto end = at;
    while (at > 0 && is_digit(bytes[at - 1])) --at;
    if (end == at || end - at > digits_max) return std::nullopt;
    int number = 0;
    std::from_chars(bytes.data() + at, bytes.data() + end, number);
    return number;
}

/// The dictionary at the start of an object, as far as it was saved.
std::string_view head_of_object(std::string_view bytes, std::size_t after) {
    auto head = bytes.substr(after, object_head_bytes);
    head = head.substr(0, head.find("endobj"));
    return head.substr(0, head.find("stream"));
}

bool is_of_type(std::string_view head, std::string_view type) {
    constexpr std::string_view key = "/Type";
    for (auto at = head.find(key); at != head.npos; at = head.find(key, at + 1)) {
        const auto value = trim(head.substr(at + key.size()));
        if (!value.starts_with(type)) continue;
        const auto rest = value.substr(type.size());
        if (rest.empty() || !is_letter(rest[0])) return true;
    }
    return false;
}

Found look_through(std::string_view bytes) {
    constexpr std::string_view word = "obj";
    Found found;
    std::size_t objects = 0;
    for (auto at = bytes.find(word); at != bytes.npos; at = bytes.find(word, at + 1)) {
        if (++objects > objects_max) break;
        auto before = at;
        const auto generation = number_before(bytes, before);
        const auto number = generation ? number_before(bytes, before) : std::nullopt;
        if (!number) continue;
        found.highest = std::max(found.highest, *number);
        const auto head = head_of_object(bytes, at + word.size());
        if (is_of_type(head, "/Catalog")) found.catalogue = *number;
        if (is_of_type(head, "/Page")) found.pages.push_back(*number);
    }
    return found;
}

std::string reference(int number) {
    return std::to_string(number) + " 0 R ";
}

std::string trailer(int root, int highest) {
    return "\ntrailer\n<< /Size " + std::to_string(highest + 1) + " /Root " + reference(root) +
           ">>\nstartxref\n0\n%%EOF\n";
}

std::string new_page_tree(const Found& found) {
    const int tree = found.highest + 1;
    const int catalogue = found.highest + 2;
    std::string text = "\nendobj\n" + std::to_string(tree) + " 0 obj\n<< /Type /Pages /Kids [ ";
    for (const int page : found.pages) text += reference(page);
    text += "] /Count " + std::to_string(found.pages.size()) + " >>\nendobj\n";
    text += std::to_string(catalogue) + " 0 obj\n<< /Type /Catalog /Pages " + reference(tree) +
            ">>\nendobj\n";
    return text + trailer(catalogue, catalogue);
}

}  // namespace

std::vector<std::string> endings_for(std::string_view bytes) {
    const auto found = look_through(bytes);
    std::vector<std::string> endings;
    if (found.pages.empty()) return endings;
    if (found.catalogue) {
        endings.push_back("\nendobj\n" + trailer(*found.catalogue, found.highest));
    }
    endings.push_back(new_page_tree(found));
    return endings;
}

}  // namespace fairfile::pdf
