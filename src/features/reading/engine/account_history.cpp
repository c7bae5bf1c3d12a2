#include "features/reading/engine/account_history.hpp"

#include "features/reading/engine/history.hpp"
#include "features/reading/engine/history_sentences.hpp"
#include "features/reading/meaning/values.hpp"

#include <algorithm>
#include <map>

namespace fairfile::reading {
namespace {

/// Months that the page does not print are counted back from the date reported.
constexpr double derived_month_factor = 0.6;
constexpr std::size_t months_max = 120;

struct WholeHistory {
    std::vector<RawHistory> dated;
    RawHistory undated;  // rows without months, one after the other

    bool empty() const { return dated.empty() && undated.marks.empty(); }
};

void add(WholeHistory& whole, const RawHistory& row) {
    const bool dated = std::any_of(row.months.begin(), row.months.end(), [](const auto& month) {
        return month.has_value();
    });
    if (dated) {
        whole.dated.push_back(row);
        return;
    }
    if (whole.undated.marks.empty()) whole.undated.cell = row.cell;
    whole.undated.marks.insert(whole.undated.marks.end(), row.marks.begin(), row.marks.end());
    whole.undated.names.insert(whole.undated.names.end(), row.names.begin(), row.names.end());
}

WholeHistory history_in(const RawEntry& entry) {
    WholeHistory whole;
    for (const auto& row : entry.histories) add(whole, row);
    const auto cells = entry.cells.find(Field::history);
    if (cells == entry.cells.end()) return whole;
    for (const auto& cell : cells->second) {
        auto row = history_of(cell);
        if (row.marks.empty()) row = history_in_words(cell);
        if (!row.marks.empty()) add(whole, row);
    }
    return whole;
}

std::optional<HistoryMark> newest_mark(const WholeHistory& whole) {
    if (!whole.undated.marks.empty()) return whole.undated.marks.front();
    std::optional<PartialDate> month;
    std::optional<HistoryMark> mark;
    for (const auto& row : whole.dated) {
        for (std::size_t i = 0; i < row.marks.size(); ++i) {
            if (!row.months[i] || (month && *row.months[i] < *month)) continue;
            month = row.months[i];
            mark = row.marks[i];
        }
    }
    return mark;
}

bool agrees(HistoryMark mark, const std::optional<PaymentStatus>& status) {
    if (!status) return false;
    switch (*status) {
        case PaymentStatus::current:
        case PaymentStatus::paid:
            return mark == HistoryMark::ok;
        case PaymentStatus::late_30:
            return mark == HistoryMark::late_30;
        case PaymentStatus::late_60:
            return mark == HistoryMark::late_60;
        case PaymentStatus::late_90:
            return mark == HistoryMark::late_90;
        case PaymentStatus::late_120:
            return mark == HistoryMark::late_120;
        case PaymentStatus::late_150:
            return mark == HistoryMark::late_150;
        case PaymentStatus::late_180:
            return mark == HistoryMark::late_180;
        case PaymentStatus::charge_off:
            return mark == HistoryMark::charge_off;
        case PaymentStatus::collection:
            return mark == HistoryMark::collection;
        default:
            return false;
    }
}

constexpr int months_a_year = 12;

/// Months named without a year: the newest is the last of its name up to the report's, the others
/// follow without gaps. Empty when the names do not run in one direction.
std::vector<PartialDate> months_of_names(std::vector<int> names, const PartialDate& reported) {
    if (names.size() < 2) return {};
    const bool oldest_first = names[1] % months_a_year == (names[0] + 1) % months_a_year;
    if (oldest_first) std::reverse(names.begin(), names.end());
    std::vector<PartialDate> months;
    PartialDate month{reported.year, names.front(), 0};
    if (names.front() > reported.month) --month.year;
    for (const int name : names) {
        if (name != month.month) return {};
        months.push_back(month);
        month = month_before(month);
    }
    if (oldest_first) std::reverse(months.begin(), months.end());
    return months;
}

/// Without any names the newest month is the one before the report's.
std::vector<PartialDate> months_counted_back(std::size_t count, PartialDate month) {
    std::vector<PartialDate> months;
    for (std::size_t i = 0; i < count; ++i) {
        month = month_before(month);
        months.push_back(month);
    }
    return months;
}

std::vector<PartialDate> derived_months(const RawHistory& undated, const PartialDate& reported) {
    const auto& names = undated.names;
    const bool named = names.size() == undated.marks.size() &&
                       std::all_of(names.begin(), names.end(), [](int name) { return name > 0; });
    return named ? months_of_names(names, reported)
                 : months_counted_back(undated.marks.size(), reported);
}

void give(BureauAccount& account, const WholeHistory& whole) {
    auto& line = account.typed.line;
    std::map<PartialDate, HistoryMark, std::greater<>> months;
    double factor = 1;
    const Cell* cell = nullptr;
    for (const auto& row : whole.dated) {
        if (cell == nullptr) cell = &row.cell;
        for (std::size_t i = 0; i < row.marks.size(); ++i) {
            if (row.months[i]) months.emplace(month_only(*row.months[i]), row.marks[i]);
        }
    }
    const auto& marks = whole.undated.marks;
    const bool countable = line.date_reported && line.date_reported->has_month();
    if (months.empty() && !marks.empty() && countable) {
        const auto derived = derived_months(whole.undated, *line.date_reported);
        for (std::size_t i = 0; i < derived.size(); ++i) months.emplace(derived[i], marks[i]);
        if (derived.empty()) account.typed.undated = marks;
        factor = derived_month_factor;
        cell = &whole.undated.cell;
        account.typed.warnings.push_back(
            "The report prints no months or no years in a payment history; they were counted back "
            "from the date reported."
        );
    } else if (months.empty()) {
        account.typed.undated = marks;
    }
    for (const auto& [month, mark] : months) {
        // A grid of whole years has empty places for months still to come.
        const bool to_come = mark == HistoryMark::no_data && line.payment_history.empty() &&
                             line.date_reported && month > month_only(*line.date_reported);
        if (to_come) continue;
        if (line.payment_history.size() < months_max) line.payment_history.push_back({month, mark});
    }
    if (cell != nullptr) {
        line.evidence.insert_or_assign("payment_history", evidence_of(*cell, factor));
    }
}

}  // namespace

void give_histories(const RawItem& item, std::vector<BureauAccount>& accounts) {
    const auto shared = history_in(item.common);
    const auto newest = newest_mark(shared);
    bool same_status = true;
    bool any_agrees = false;
    for (const auto& account : accounts) {
        const auto& status = account.typed.line.payment_status;
        same_status = same_status && status == accounts.front().typed.line.payment_status;
        any_agrees = any_agrees || (newest && agrees(*newest, status));
    }
    bool left_out = false;
    for (auto& account : accounts) {
        auto own = account.own != nullptr ? history_in(*account.own) : WholeHistory{};
        if (!own.empty()) {
            give(account, own);
            continue;
        }
        if (shared.empty()) continue;
        const bool fits =
            same_status || (newest && agrees(*newest, account.typed.line.payment_status));
        if (fits) {
            give(account, shared);
        } else {
            left_out = true;
        }
    }
    if (left_out && !accounts.empty()) {
        accounts.front().typed.warnings.push_back(
            "A payment history does not say which bureau it is from; it was left out where a "
            "bureau's own status contradicts it."
        );
    }
}

}  // namespace fairfile::reading
