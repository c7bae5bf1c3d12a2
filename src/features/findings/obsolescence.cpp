// How long items may stay: 15 USC 1681c. A date known only to the month or year is a range, and
// counts when its latest day proves the point.
#include "features/clocks/clocks.hpp"
#include "features/findings/rules.hpp"

#include <algorithm>

namespace fairfile::findings {
namespace {

using reading::AccountType;
using reading::HistoryMark;
using reading::PaymentStatus;
using reading::Tradeline;
using std::chrono::sys_days;

constexpr int account_years = 7;
constexpr int bankruptcy_years = 10;

std::string iso(sys_days day) {
    return fairfile::to_string(to_date(day));
}

bool is_collection_like(const Tradeline& line) {
    return line.account_type == AccountType::collection ||
           line.payment_status == PaymentStatus::collection ||
           line.payment_status == PaymentStatus::charge_off;
}

bool is_past_seven_years(const Collector& collector, const PartialDate& date) {
    return end_of_reporting(last_day(date)) < *collector.today;
}

void account(Collector& collector, std::size_t index) {
    const auto& line = collector.report.tradelines[index];
    if (!is_collection_like(line)) return;
    if (line.date_first_delinquency) {
        const auto& date = *line.date_first_delinquency;
        if (!is_past_seven_years(collector, date)) return;
        collector.about(
            "obsolete_account",
            index,
            "First delinquency " + fairfile::to_string(date) + " + 180 days + 7 years ended " +
                iso(end_of_reporting(last_day(date))) + ".",
            {"date_first_delinquency"}
        );
    } else if (line.date_last_active && is_past_seven_years(collector, *line.date_last_active)) {
        const auto& date = *line.date_last_active;
        collector.about(
            "obsolete_by_last_activity",
            index,
            "Last active " + fairfile::to_string(date) +
                ": if delinquent by then, 7 years + 180 "
                "days ended " +
                iso(end_of_reporting(last_day(date))) + " (low confidence).",
            {"date_last_active"}
        );
    }
}

void removal(Collector& collector, std::size_t index) {
    const auto& line = collector.report.tradelines[index];
    if (!line.date_removal || !line.negative) return;
    if (last_day(*line.date_removal) >= *collector.today) return;
    collector.about(
        "past_printed_removal_date",
        index,
        "The report itself says removal by " + fairfile::to_string(*line.date_removal) +
            "; the item is still shown.",
        {"date_removal"}
    );
}

bool is_late(HistoryMark mark) {
    return mark >= HistoryMark::late_30 && mark <= HistoryMark::late_180;
}

void late_months(Collector& collector, std::size_t index) {
    const auto& line = collector.report.tradelines[index];
    const auto derived = line.evidence.find("payment_history");
    // Months counted back by the reader are no proof.
    if (derived != line.evidence.end() && derived->second.confidence < 0.8) return;
    std::size_t count = 0;
    std::optional<PartialDate> oldest;
    for (const auto& entry : line.payment_history) {
        const bool past =
            clocks::years_after(last_day(entry.month), account_years) < *collector.today;
        if (!is_late(entry.mark) || !past) continue;
        ++count;
        if (!oldest || entry.month < *oldest) oldest = entry.month;
    }
    if (!oldest) return;
    collector.about(
        "obsolete_late_payment",
        index,
        std::to_string(count) + " late month(s) are older than 7 years, the oldest " +
            fairfile::to_string(*oldest) + ".",
        {"payment_history"}
    );
}

void bankruptcy(Collector& collector, std::size_t index) {
    const auto& record = collector.report.public_records[index];
    if (!record.filed) return;
    const auto filed = last_day(*record.filed);
    const auto chapter = record.chapter ? " chapter " + std::to_string(*record.chapter) : "";
    const auto head = "Bankruptcy" + chapter + " filed " + fairfile::to_string(*record.filed);
    const auto ten = clocks::years_after(filed, bankruptcy_years);
    if (ten < *collector.today) {
        collector.about_record(
            "obsolete_bankruptcy", index, head + ": 10 years ended " + iso(ten) + "."
        );
        return;
    }
    const auto seven = clocks::years_after(filed, account_years);
    if (record.chapter == 13 && seven < *collector.today) {
        collector.about_record(
            "bankruptcy_13_past_policy",
            index,
            head + ": bureaus delete it after 7 years by policy, on " + iso(seven) + "."
        );
    }
}

void record(Collector& collector, std::size_t index) {
    const auto type = collector.report.public_records[index].type;
    if (type == reading::PublicRecordType::judgment) {
        collector.about_record(
            "judgment_reported", index, "A civil judgment is shown; bureaus carry none since 2017."
        );
    } else if (type == reading::PublicRecordType::tax_lien) {
        collector.about_record(
            "tax_lien_reported", index, "A tax lien is shown; bureaus carry none since 2018."
        );
    }
}

}  // namespace

std::chrono::sys_days end_of_reporting(std::chrono::sys_days delinquency) {
    return clocks::seven_years_and_180_days(delinquency);
}

void find_obsolete(Collector& collector) {
    const auto& report = collector.report;
    for (std::size_t i = 0; i < report.public_records.size(); ++i) record(collector, i);
    if (!collector.today) return;
    for (std::size_t i = 0; i < report.tradelines.size(); ++i) {
        account(collector, i);
        removal(collector, i);
        late_months(collector, i);
    }
    for (std::size_t i = 0; i < report.public_records.size(); ++i) {
        if (report.public_records[i].type == reading::PublicRecordType::bankruptcy) {
            bankruptcy(collector, i);
        }
    }
}

}  // namespace fairfile::findings
