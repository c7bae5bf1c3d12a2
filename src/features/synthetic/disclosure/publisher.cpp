#include "features/synthetic/disclosure/publisher.hpp"

#include "base/json_writer.hpp"

#include <algorithm>
#include <array>

namespace fairfile::synthetic {

namespace {

constexpr std::array<std::string_view, 12> short_months{
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr std::array<std::string_view, 12> long_months{
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December"};

std::string two(int number) {
    return (number < 10 ? "0" : "") + std::to_string(number);
}

std::string_view month_name(int month) {
    return short_months[static_cast<std::size_t>(month - 1)];
}

std::string sign_of(std::span<const Sign> signs, std::string_view mark) {
    for (const auto& [word, sign] : signs) {
        if (word == mark) return std::string(sign);
    }
    return "";
}

std::string iso_month(const MonthMark& month) {
    return std::to_string(month.year) + "-" + two(month.month);
}

/// "30" and worse make an account negative, whatever else it says. What is printed as a blank is
/// not there to be read.
void note_month(PrintedAccount& account, const MonthMark& month, std::string_view printed) {
    if (printed.empty()) return;
    account.months[iso_month(month)] = month.mark;
    const auto& mark = month.mark;
    if (mark == "ok" || mark == "no_data") return;
    const bool days = std::all_of(mark.begin(), mark.end(), [](char c) { return c < 'A'; });
    account.reasons.insert(days ? "late_payment" : mark);
}

}  // namespace

DisclosureWriter::DisclosureWriter(Dice& dice_, const ConsumerFile& file_, Sheet& sheet_)
    : dice(dice_), file(file_), sheet(sheet_) {
    wording.month_names = dice.chance(40);
    wording.mask = dice.between(0, 2);
    wording.dashes = dice.chance(50);
    wording.alternative = dice.between(0, 1);
}

std::string DisclosureWriter::day(const PartialDate& date) const {
    if (!date.has_day()) return month(date);
    const auto year = std::to_string(date.year);
    if (!wording.month_names) return two(date.month) + "/" + two(date.day) + "/" + year;
    return std::string(month_name(date.month)) + " " + two(date.day) + ", " + year;
}

std::string DisclosureWriter::month(const PartialDate& date) {
    return std::string(month_name(date.month)) + " " + std::to_string(date.year);
}

std::string DisclosureWriter::slashed_month(const PartialDate& date) {
    return two(date.month) + "/" + std::to_string(date.year);
}

std::string DisclosureWriter::dollars(int amount) {
    auto digits = std::to_string(amount);
    for (std::size_t place = digits.size(); place > 3; place -= 3) digits.insert(place - 3, ",");
    return "$" + digits;
}

std::string DisclosureWriter::masked(const FileAccount& account, char sign) const {
    const auto& digits = account.digits;
    const std::size_t half = digits.size() / 2;
    if (wording.mask == 0) return digits.substr(0, half) + std::string(digits.size() - half, sign);
    if (wording.mask == 1)
        return std::string(digits.size() - 4, sign) + digits.substr(digits.size() - 4);
    return digits.substr(0, digits.size() - 4) + std::string(4, sign);
}

void DisclosureWriter::begin_account(const FileAccount& account, const std::string& number) {
    printed.emplace_back();
    know("creditor", json_text(account.creditor));
    know("account_number", json_text(number));
}

void DisclosureWriter::know(std::string_view key, std::string json) {
    if (!key.empty()) printed.back().values[std::string(key)] = std::move(json);
}

void DisclosureWriter::print(const AccountFacts& facts, Arrangement arrangement) {
    for (const auto& value : facts.values) know(value.key, value.json);
    for (const auto& [key, json] : facts.more) know(key, json);
    printed.back().reasons.insert(facts.reasons.begin(), facts.reasons.end());
    sheet.values(facts.values, arrangement);
}

void DisclosureWriter::print_years(const FileAccount& account, std::span<const Sign> signs) {
    const auto& names = sheet.style().full_month_names ? long_months : short_months;
    std::vector<std::vector<std::string>> rows;
    for (const auto& month : account.history) {
        const auto year = std::to_string(month.year);
        if (rows.empty() || rows.back().front() != year) {
            rows.emplace_back(13);
            rows.back().front() = year;
        }
        auto& cell = rows.back()[static_cast<std::size_t>(month.month)];
        cell = sign_of(signs, month.mark);
        note_month(printed.back(), month, cell);
    }
    if (sheet.style().years_ascend) std::reverse(rows.begin(), rows.end());
    std::vector<std::string> head{wording.alternative == 0 ? "" : "Year"};
    head.insert(head.end(), names.begin(), names.end());
    rows.insert(rows.begin(), std::move(head));
    sheet.table(rows, "m");
}

void DisclosureWriter::print_months(const FileAccount& account, std::span<const Sign> signs) {
    const std::size_t across = wording.alternative == 0 ? 8 : 12;
    for (std::size_t first = 0; first < account.history.size(); first += across) {
        std::vector<std::string> dates{""};
        std::vector<std::string> marks{"Rating"};
        const auto end = std::min(first + across, account.history.size());
        for (std::size_t nth = first; nth < end; ++nth) {
            const auto& month = account.history[nth];
            dates.push_back(slashed_month({.year = month.year, .month = month.month}));
            marks.push_back(sign_of(signs, month.mark));
            note_month(printed.back(), month, marks.back());
        }
        const std::vector<std::vector<std::string>> rows{std::move(dates), std::move(marks)};
        sheet.table(rows, "m");
    }
}

std::string json_text(std::string_view text) {
    std::string out;
    append_json_string(out, text);
    return out;
}

std::string json_cents(int dollars) {
    return std::to_string(std::int64_t{dollars} * 100);
}

void FactList::nothing(std::string_view label) {
    if (writer_.wording.dashes) facts_.values.push_back({std::string(label), "-"});
}

void FactList::mean(std::string_view key, std::string json) {
    facts_.values.back().key = key;
    facts_.values.back().json = std::move(json);
}

void FactList::text(std::string_view label, std::string_view printed) {
    facts_.values.push_back({std::string(label), std::string(printed)});
}

void FactList::text(std::string_view label, std::string_view printed, std::string_view key) {
    if (printed.empty()) return nothing(label);
    facts_.values.push_back(
        {std::string(label), std::string(printed), std::string(key), json_text(printed)}
    );
}

void FactList::word(
    std::string_view label, std::string_view printed, std::string_view key, std::string_view word
) {
    facts_.values.push_back(
        {std::string(label), std::string(printed), std::string(key), json_text(word)}
    );
}

void FactList::money(std::string_view label, int dollars, std::string_view key) {
    facts_.values.push_back(
        {std::string(label), writer_.dollars(dollars), std::string(key), json_cents(dollars)}
    );
}

void FactList::day(
    std::string_view label, const std::optional<PartialDate>& date, std::string_view key
) {
    if (!date) return nothing(label);
    const auto meaning = json_text(to_string(*date));
    facts_.values.push_back({std::string(label), writer_.day(*date), std::string(key), meaning});
}

void FactList::month(
    std::string_view label, const std::optional<PartialDate>& date, std::string_view key
) {
    if (!date) return nothing(label);
    const auto meaning = json_text(to_string(*date).substr(0, 7));
    facts_.values.push_back({std::string(label), writer_.month(*date), std::string(key), meaning});
}

}  // namespace fairfile::synthetic
