#include "features/reading/meaning/phrase.hpp"

#include "base/text.hpp"

namespace fairfile::reading {

std::string normalised(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    const auto blank = [&] {
        if (!out.empty() && out.back() != ' ') out += ' ';
    };
    for (const char c : text) {
        if (is_digit(c) || (c >= 'a' && c <= 'z')) {
            out += c;
        } else if (c >= 'A' && c <= 'Z') {
            out += static_cast<char>(c - 'A' + 'a');
        } else if (c == '#') {
            blank();
            out += "# ";
        } else if (c == '&') {
            blank();
            out += "and ";
        } else if (c != '\'' && c != '`') {
            // Marks such as the registered sign and typographic dashes separate words too.
            blank();
        }
    }
    while (!out.empty() && out.back() == ' ') out.pop_back();
    return out;
}

std::vector<std::string_view> words_of(std::string_view normalised_text) {
    std::vector<std::string_view> words;
    if (normalised_text.empty()) return words;
    return split(normalised_text, ' ');
}

bool has_phrase(std::string_view normalised_text, std::string_view phrase) {
    if (phrase.empty()) return false;
    for (auto at = normalised_text.find(phrase); at != std::string_view::npos;
         at = normalised_text.find(phrase, at + 1)) {
        const bool starts = at == 0 || normalised_text[at - 1] == ' ';
        const auto end = at + phrase.size();
        const bool ends = end == normalised_text.size() || normalised_text[end] == ' ';
        if (starts && ends) return true;
    }
    return false;
}

}  // namespace fairfile::reading
