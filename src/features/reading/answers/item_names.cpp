#include "features/reading/answers/item_names.hpp"

#include "base/text.hpp"
#include "features/reading/answers/results.hpp"
#include "features/reading/meaning/phrase.hpp"
#include "features/reading/meaning/values.hpp"

#include <algorithm>
#include <array>

namespace fairfile::reading {
namespace {

constexpr std::size_t name_words_max = 8;
constexpr std::size_t name_length_max = 60;

/// Mostly capitals, as bureaus print who furnished an account.
bool is_name(std::string_view text) {
    const auto letters = std::count_if(text.begin(), text.end(), is_letter);
    const auto capitals =
        std::count_if(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    return letters >= 3 && capitals * 10 >= letters * 8 && !text.ends_with('.') &&
           !result_of(text) && normalised(text).find("po box") == std::string::npos;
}

std::string stripped(std::string text) {
    while (!text.empty() && std::string_view(" -:#|,").find(text.back()) != std::string_view::npos
    ) {
        text.pop_back();
    }
    return text;
}

}  // namespace

std::optional<std::string> number_in(std::string_view word) {
    while (!word.empty() && (word.front() == '#' || word.front() == '(')) word.remove_prefix(1);
    while (!word.empty() && std::string_view(".,;)").find(word.back()) != std::string_view::npos) {
        word.remove_suffix(1);
    }
    if (!looks_like_account_number(word)) return std::nullopt;
    const auto digits = std::count_if(word.begin(), word.end(), is_digit);
    const auto masks = std::count_if(word.begin(), word.end(), [](char c) {
        return c == '*' || c == 'X' || c == 'x';
    });
    const bool money_or_date = word.find_first_of("$/,") != std::string_view::npos;
    const bool number = digits >= 7 || (digits >= 2 && masks >= 3) || (digits >= 4 && masks >= 1);
    // "84131-0293" is a postal code, "955-7070" a telephone.
    const bool dashed = masks == 0 && word.size() <= 10 && word.find('-') != std::string_view::npos;
    if (money_or_date || dashed || !number) return std::nullopt;
    return std::string(word);
}

std::optional<Numbered> number_on(const Line& line) {
    for (std::size_t i = 0; i < line.words.size(); ++i) {
        if (auto number = number_in(line.words[i].text)) return Numbered{std::move(*number), i};
    }
    return std::nullopt;
}

std::optional<std::string> name_on(const Line& line, std::size_t number_at) {
    static constexpr std::array<std::string_view, 7> openers{
        "account", "acct", "number", "no", "item", "ending", "in"};
    auto last = std::min(number_at, line.words.size());
    while (last > 0) {
        const auto word = normalised(line.words[last - 1].text);
        if (!word.empty() && std::find(openers.begin(), openers.end(), word) == openers.end())
            break;
        --last;
    }
    for (const auto& segment : segments_of(line)) {
        if (segment.first >= last) break;
        const WordRange range{segment.first, std::min(segment.last, last)};
        auto text = stripped(text_of(line, range));
        if (range.size() <= name_words_max && is_name(text)) return text;
    }
    return std::nullopt;
}

std::optional<std::string> contact_in(const std::string& text) {
    const auto at = to_lower(text).find("contact:");
    if (at == std::string::npos) return std::nullopt;
    auto name = std::string(trim(text.substr(at + std::string_view("contact:").size())));
    name.resize(std::min(name.find_first_of(",0123456789"), name.size()));
    name = stripped(std::string(trim(name)));
    if (name.empty() || name.size() > name_length_max) return std::nullopt;
    return name;
}

}  // namespace fairfile::reading
