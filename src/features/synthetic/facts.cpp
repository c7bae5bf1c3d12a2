#include "features/synthetic/facts.hpp"

namespace fairfile::synthetic {

namespace {

constexpr std::array<std::string_view, 12> month_words{
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

std::string two_digits(int number) {
    std::string digits = std::to_string(number);
    return digits.size() < 2 ? "0" + digits : digits;
}

}  // namespace

Entry* Account::at(std::size_t bureau) {
    for (auto& entry : entries) {
        if (entry.bureau == bureau) return &entry;
    }
    return nullptr;
}

std::string printed_date(const Style& style, const PartialDate& date) {
    const auto year = std::to_string(date.year);
    if (!date.has_day()) return two_digits(date.month) + "/" + year;
    if (style.month_names) {
        const auto word = month_words[static_cast<std::size_t>(date.month - 1)];
        return std::string(word) + " " + two_digits(date.day) + ", " + year;
    }
    return two_digits(date.month) + "/" + two_digits(date.day) + "/" + year;
}

std::string printed_amount(const Style& style, std::int64_t dollars) {
    std::string digits = std::to_string(dollars);
    for (auto place = digits.size(); place > 3; place -= 3) digits.insert(place - 3, ",");
    return "$" + digits + (style.cents ? ".00" : "");
}

std::string show(Fact& fact) {
    if (!fact.printed.empty()) fact.shown = true;
    return fact.printed;
}

std::string show_shared(Account& account, Field field) {
    std::string text;
    for (auto& entry : account.entries) text = show(entry[field]);
    return text;
}

}  // namespace fairfile::synthetic
