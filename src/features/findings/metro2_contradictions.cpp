// Rules that need the furnisher's own codes: what a Metro 2 file leaves out is known to be left
// out, which a printed report never tells.
#include "features/findings/rules.hpp"

#include <algorithm>
#include <array>

namespace fairfile::findings {
namespace {

using reading::Tradeline;

std::string_view code_of(const Tradeline& line, std::string_view name) {
    const auto found = line.codes.find(name);
    return found == line.codes.end() ? std::string_view() : std::string_view(found->second);
}

template <std::size_t count>
bool is_one_of(const std::array<std::string_view, count>& codes, std::string_view code) {
    return std::find(codes.begin(), codes.end(), code) != codes.end();
}

constexpr auto delinquent = std::to_array<std::string_view>(
    {"61",
     "62",
     "63",
     "64",
     "65",
     "71",
     "78",
     "80",
     "82",
     "83",
     "84",
     "88",
     "89",
     "93",
     "94",
     "95",
     "96",
     "97"}
);
constexpr auto line_of_credit_types =
    std::to_array<std::string_view>({"15", "43", "47", "89", "7A", "9B"});

void check(Collector& collector, std::size_t index, const Tradeline& line) {
    const auto status = code_of(line, "metro2.status");
    const auto type = code_of(line, "metro2.account_type");
    const bool charged_off = status == "97" || status == "64";
    if (charged_off && (!line.charge_off || line.charge_off->cents == 0)) {
        collector.about(
            "charge_off_without_amount",
            index,
            "Status " + std::string(status) +
                " is a charge-off, but no charge-off amount is given.",
            {"payment_status", "charge_off_cents"}
        );
    }
    if (is_one_of(delinquent, status) && !line.date_first_delinquency) {
        collector.about(
            "delinquent_without_first_date",
            index,
            "Status " + std::string(status) + " needs a date of first delinquency; there is none.",
            {"payment_status"}
        );
    }
    const bool credit_line = code_of(line, "metro2.portfolio") == "C";
    if (credit_line && !is_one_of(line_of_credit_types, type)) {
        collector.about(
            "account_type_outside_portfolio",
            index,
            "Account type " + std::string(type) +
                " does not belong to portfolio C, line of credit.",
            {"account_type"}
        );
    }
    const bool agency = type == "48" || type == "0C";
    if (agency && !line.original_creditor) {
        collector.about(
            "collection_without_original_creditor",
            index,
            "A collection is reported without naming the original creditor.",
            {"account_type"}
        );
    }
    const bool newest_ok = !line.payment_history.empty() &&
                           line.payment_history.front().mark == reading::HistoryMark::ok;
    if (status == "84" && newest_ok) {
        collector.about(
            "zero_history_when_180_late",
            index,
            "Status 84 says 180 days late, the month before is reported as current.",
            {"payment_status", "payment_history"}
        );
    }
}

}  // namespace

void find_metro2_contradictions(Collector& collector) {
    if (collector.report.kind != reading::DocumentKind::furnisher_file) return;
    const auto& lines = collector.report.tradelines;
    for (std::size_t i = 0; i < lines.size(); ++i) check(collector, i, lines[i]);
}

}  // namespace fairfile::findings
