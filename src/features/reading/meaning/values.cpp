#include "features/reading/meaning/values.hpp"

#include "base/text.hpp"
#include "features/reading/meaning/phrase.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace fairfile::reading {
namespace {

constexpr int year_min = 1900;
constexpr int year_max = 2099;
/// Ten billion dollars: no consumer account is larger, damaged text often is.
constexpr std::int64_t cents_max = 1'000'000'000'000;

bool all_digits(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

int number_of(std::string_view digits) {
    int value = -1;
    if (digits.size() > 6) return -1;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}

std::string without_blanks(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (!is_space(c)) out += c;
    }
    return out;
}

/// "1,250" or "1250"; empty when the commas do not group by three.
std::string whole_digits(std::string_view text) {
    if (text.find(',') == std::string_view::npos) return all_digits(text) ? std::string(text) : "";
    const auto groups = split(text, ',');
    std::string digits;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        const bool fits =
            i == 0 ? groups[i].size() >= 1 && groups[i].size() <= 3 : groups[i].size() == 3;
        if (!fits || !all_digits(groups[i])) return "";
        digits += groups[i];
    }
    return digits;
}

std::optional<PartialDate> checked(int year, int month, int day) {
    if (year < year_min || year > year_max) return std::nullopt;
    return make_date(year, month, day);
}

/// Two digits mean the past: reports carry no date more than a few decades ahead.
int full_year(std::string_view digits) {
    const int year = number_of(digits);
    if (digits.size() == 4) return year;
    if (digits.size() != 2) return -1;
    return year >= 60 ? 1900 + year : 2000 + year;
}

std::optional<PartialDate> date_of_numbers(const std::vector<std::string_view>& parts) {
    for (const auto part : parts) {
        if (!all_digits(part) || part.size() > 4) return std::nullopt;
    }
    if (parts.size() == 3 && parts[0].size() == 4) {
        return checked(number_of(parts[0]), number_of(parts[1]), number_of(parts[2]));
    }
    if (parts.size() == 3 && parts[0].size() <= 2 && parts[1].size() <= 2) {
        return checked(full_year(parts[2]), number_of(parts[0]), number_of(parts[1]));
    }
    if (parts.size() == 2 && parts[0].size() == 4 && parts[1].size() == 2) {
        return number_of(parts[1]) == 0 ? std::nullopt
                                        : checked(number_of(parts[0]), number_of(parts[1]), 0);
    }
    if (parts.size() == 2 && parts[0].size() <= 2 && parts[1].size() == 4) {
        return number_of(parts[0]) == 0 ? std::nullopt
                                        : checked(number_of(parts[1]), number_of(parts[0]), 0);
    }
    if (parts.size() == 1 && parts[0].size() == 4) return checked(number_of(parts[0]), 0, 0);
    return std::nullopt;
}

/// "jan 15 2020", "15 jan 2020", "jan 2020", normalised already.
std::optional<PartialDate> date_of_words(const std::vector<std::string_view>& words) {
    if (words.size() < 2 || words.size() > 3) return std::nullopt;
    const auto year = words.back();
    if (!all_digits(year) || year.size() != 4) return std::nullopt;
    if (words.size() == 2) {
        const int month = month_of_name(words[0]);
        return month == 0 ? std::nullopt : checked(number_of(year), month, 0);
    }
    const bool month_first = month_of_name(words[0]) != 0;
    const int month = month_of_name(month_first ? words[0] : words[1]);
    const auto day = month_first ? words[1] : words[0];
    if (month == 0 || !all_digits(day) || day.size() > 2) return std::nullopt;
    return checked(number_of(year), month, number_of(day));
}

/// Letters to change, add or leave out to make one word of the other (Levenshtein).
std::size_t edits_between(std::string_view one, std::string_view other) {
    std::vector<std::size_t> row(other.size() + 1);
    for (std::size_t i = 0; i < row.size(); ++i) row[i] = i;
    for (std::size_t i = 0; i < one.size(); ++i) {
        auto diagonal = row[0];
        row[0] = i + 1;
        for (std::size_t j = 0; j < other.size(); ++j) {
            const auto changed = diagonal + (one[i] == other[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({changed, row[j] + 1, row[j + 1] + 1});
        }
    }
    return row.back();
}

}  // namespace

bool is_nothing(std::string_view text) {
    static constexpr std::array<std::string_view, 22> phrases{
        "",
        "n a",
        "na",
        "none",
        "none reported",
        "not reported",
        "no data",
        "not available",
        "not applicable",
        "null",
        "nil",
        "no data available",
        "not provided",
        "no comments",
        "no comment",
        "no remarks",
        "no information",
        "not disclosed",
        "none listed",
        "unspecified",
        "blank",
        "not specified",
    };
    const auto phrase = normalised(text);
    if (phrase.empty()) {
        // Only marks such as asterisks are text: a wholly masked number is not nothing.
        return text.find('*') == std::string_view::npos;
    }
    return std::find(phrases.begin(), phrases.end(), phrase) != phrases.end();
}

std::optional<Money> parse_money(std::string_view text) {
    auto compact = without_blanks(text);
    std::string_view rest = compact;
    bool negative = false;
    if (rest.size() > 2 && rest.front() == '(' && rest.back() == ')') {
        negative = true;
        rest = rest.substr(1, rest.size() - 2);
    }
    if (rest.starts_with('-')) {
        negative = true;
        rest.remove_prefix(1);
    }
    if (rest.starts_with("USD")) rest.remove_prefix(3);
    if (rest.starts_with("US$")) rest.remove_prefix(2);
    if (rest.starts_with('$')) rest.remove_prefix(1);
    if (rest.starts_with('-')) {
        negative = true;
        rest.remove_prefix(1);
    }
    const auto point = rest.find('.');
    const auto decimals =
        point == std::string_view::npos ? std::string_view() : rest.substr(point + 1);
    const auto digits = whole_digits(rest.substr(0, point));
    const bool sound_decimals =
        point == std::string_view::npos || (decimals.size() == 2 && all_digits(decimals));
    if (digits.empty() || digits.size() > 11 || !sound_decimals) return std::nullopt;
    std::int64_t whole = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), whole);
    const std::int64_t cents = whole * 100 + (decimals.empty() ? 0 : number_of(decimals));
    if (cents > cents_max) return std::nullopt;
    return Money{negative ? -cents : cents};
}

std::optional<PartialDate> parse_date(std::string_view text) {
    text = trim(text);
    while (!text.empty() && (text.back() == '.' || text.back() == ',' || text.back() == ';')) {
        text.remove_suffix(1);
    }
    if (text.empty() || text.size() > 24) return std::nullopt;
    const auto compact = without_blanks(text);
    for (const char separator : {'/', '-', '.'}) {
        if (compact.find(separator) == std::string::npos) continue;
        if (auto date = date_of_numbers(split(compact, separator))) return date;
    }
    if (all_digits(compact)) return date_of_numbers({compact});
    const auto phrase = normalised(text);
    return date_of_words(words_of(phrase));
}

int month_of_name(std::string_view text) {
    static constexpr std::array<std::string_view, 12> names{
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    };
    const auto name = normalised(text);
    if (name.size() < 3) return 0;
    for (std::size_t i = 0; i < names.size(); ++i) {
        const bool short_form = name.size() == 3 || name == "sept";
        if (name == names[i] || (short_form && names[i].starts_with(name))) {
            return static_cast<int>(i) + 1;
        }
    }
    return 0;
}

bool looks_like_account_number(std::string_view text) {
    const auto compact = without_blanks(text);
    if (compact.size() < 4 || compact.size() > 40) return false;
    std::size_t signs = 0;
    for (const char c : compact) {
        const bool mask = c == '*' || c == 'X' || c == 'x' || c == '#';
        if (is_digit(c) || mask) ++signs;
        const bool allowed =
            is_digit(c) || is_letter(c) || mask || c == '-' || c == '.' || c == '/' || c == '_';
        if (!allowed && static_cast<unsigned char>(c) < 0x80) return false;
    }
    return signs >= 3;
}

std::optional<Bureau> bureau_of(std::string_view text) {
    const auto name = normalised(text);
    if (name == "transunion" || name == "trans union") return Bureau::transunion;
    if (name == "experian") return Bureau::experian;
    if (name == "equifax") return Bureau::equifax;
    return std::nullopt;
}

std::optional<Bureau> bureau_of_abbreviation(std::string_view text) {
    if (const auto bureau = bureau_of(text)) return bureau;
    const auto name = normalised(text);
    if (name == "tu" || name == "tuc") return Bureau::transunion;
    if (name == "exp" || name == "xpn" || name == "ex") return Bureau::experian;
    if (name == "efx" || name == "eqf" || name == "eq" || name == "equ") return Bureau::equifax;
    return std::nullopt;
}

PartialDate month_only(const PartialDate& date) {
    return {date.year, date.month, 0};
}

PartialDate month_before(PartialDate month) {
    month.day = 0;
    if (month.month > 1) {
        --month.month;
    } else {
        --month.year;
        month.month = 12;
    }
    return month;
}

std::optional<Bureau> bureau_resembling(std::string_view text) {
    constexpr std::array<std::pair<std::string_view, Bureau>, 3> names{
        {{"transunion", Bureau::transunion},
         {"experian", Bureau::experian},
         {"equifax", Bureau::equifax}}};
    constexpr std::size_t misread_max = 2;
    const auto word = normalised(text);
    for (const auto& [name, bureau] : names) {
        const bool alike = word.size() + 1 >= name.size() && word.size() <= name.size() + 1 &&
                           !word.empty() && word[0] == name[0];
        if (alike && edits_between(word, name) <= misread_max) return bureau;
    }
    return std::nullopt;
}

}  // namespace fairfile::reading
