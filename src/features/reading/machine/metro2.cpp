// Metro 2 in its 426-character format: one furnisher's accounts, one record each. A damaged record
// is left out with a warning; its neighbours are read.
#include "base/text.hpp"
#include "features/reading/engine/negative.hpp"
#include "features/reading/machine/metro2_codes.hpp"
#include "features/reading/machine/readers.hpp"
#include "features/reading/machine/structured.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace fairfile::reading {
namespace {

constexpr std::size_t base_length = 426;
constexpr std::size_t records_max = 200'000;
constexpr std::size_t warnings_max = 100;

/// "1" is 30 days late here and current at the bureaus.
constexpr MarkOfLetter profile_alphabet[] = {
    {'0', HistoryMark::ok},
    {'1', HistoryMark::late_30},
    {'2', HistoryMark::late_60},
    {'3', HistoryMark::late_90},
    {'4', HistoryMark::late_120},
    {'5', HistoryMark::late_150},
    {'6', HistoryMark::late_180},
    {'B', HistoryMark::no_data},
    {'D', HistoryMark::no_data},
    {'E', HistoryMark::ok},
    {'G', HistoryMark::collection},
    {'H', HistoryMark::foreclosure},
    {'J', HistoryMark::repossession},
    {'K', HistoryMark::repossession},
    {'L', HistoryMark::charge_off},
};

/// Positions as the format's own description counts them: from 1, both ends included.
std::string_view field(std::string_view record, std::size_t first, std::size_t last) {
    if (record.size() < last) return {};
    return record.substr(first - 1, last - first + 1);
}

bool is_number(std::string_view text) {
    const auto plain = trim(text);
    return std::all_of(plain.begin(), plain.end(), is_digit);
}

/// Why the record cannot be trusted; empty when it can.
std::string_view damage_in(std::string_view record) {
    if (record.size() < base_length) return "it is too short";
    for (const auto& [first, last] :
         {std::pair<std::size_t, std::size_t>{76, 83}, {84, 101}, {106, 123}, {155, 213}}) {
        if (!is_number(field(record, first, last))) return "a number or date is not one";
    }
    if (trim(field(record, 43, 72)).empty()) return "it has no account number";
    return {};
}

void add_segments(EntryBuilder& entry, std::string_view rest) {
    struct Length {
        std::string_view name;
        std::size_t bytes;
    };
    static constexpr auto lengths = std::to_array<Length>({
        {"J1", 100},
        {"J2", 200},
        {"K1", 34},
        {"K2", 34},
        {"K3", 40},
        {"K4", 30},
        {"L1", 54},
        {"N1", 146},
    });
    while (rest.size() >= 2) {
        const auto row = std::find_if(lengths.begin(), lengths.end(), [&](const Length& one) {
            return rest.starts_with(one.name);
        });
        if (row == lengths.end()) return;
        const auto segment = rest.substr(0, std::min(row->bytes, rest.size()));
        entry.line.codes["metro2.segment." + std::string(row->name)] = "present";
        if (row->name == "K1" && segment.size() >= 32) {
            entry.text(
                entry.line.original_creditor, "original_creditor", trim(segment.substr(2, 30))
            );
        }
        if (rest.size() <= row->bytes) return;
        rest.remove_prefix(row->bytes);
    }
}

void add_status(EntryBuilder& entry, std::string_view record) {
    auto& line = entry.line;
    const auto code = field(record, 124, 125);
    entry.code("metro2.status", code);
    give_status_of_code(entry, code);
    // The rating tells the standing of accounts whose status is that they ended.
    const auto rating = field(record, 126, 126);
    const bool rated = code == "05" || code == "13" || code == "65" || code == "88" ||
                       code == "89" || code == "94" || code == "95";
    if (rated && !line.payment_status) {
        if (rating == "G") line.payment_status = PaymentStatus::collection;
        if (rating == "L") line.payment_status = PaymentStatus::charge_off;
        if (rating == "0") line.payment_status = PaymentStatus::current;
        if (rating >= "1" && rating <= "6") {
            line.payment_status = static_cast<PaymentStatus>(
                static_cast<int>(PaymentStatus::late_30) + (rating[0] - '1')
            );
        }
    }
    if (line.date_closed && !line.account_status) line.account_status = AccountStatus::closed;
}

Tradeline base_record(
    std::string_view record, std::string_view reporter, std::vector<std::string>& warnings
) {
    EntryBuilder entry(warnings);
    auto& line = entry.line;
    entry.text(line.creditor, "creditor", trim(reporter));
    entry.text(line.account_number, "account_number", trim(field(record, 43, 72)));
    line.account_type = type_of_codes(field(record, 73, 73), field(record, 74, 75));
    entry.note("account_type", field(record, 73, 75));
    entry.date(line.date_opened, "date_opened", field(record, 76, 83));
    entry.money(line.credit_limit, "credit_limit_cents", field(record, 84, 92));
    entry.money(line.high_credit, "high_credit_cents", field(record, 93, 101));
    entry.text(line.terms, "terms", trim(field(record, 102, 104)));
    entry.money(line.monthly_payment, "monthly_payment_cents", field(record, 106, 114));
    entry.money(line.balance, "balance_cents", field(record, 155, 163));
    entry.money(line.past_due, "past_due_cents", field(record, 164, 172));
    entry.money(line.charge_off, "charge_off_cents", field(record, 173, 181));
    entry.date(line.date_reported, "date_reported", field(record, 182, 189));
    entry.date(line.date_first_delinquency, "date_first_delinquency", field(record, 190, 197));
    entry.date(line.date_closed, "date_closed", field(record, 198, 205));
    entry.date(line.date_last_payment, "date_last_payment", field(record, 206, 213));
    line.responsibility = owner_of_ecoa(field(record, 325, 325));
    add_status(entry, record);
    entry.code("metro2.portfolio", field(record, 73, 73));
    entry.code("metro2.account_type", field(record, 74, 75));
    entry.code("metro2.rating", field(record, 126, 126));
    entry.code("metro2.special_comment", field(record, 151, 152));
    entry.code("metro2.compliance", field(record, 153, 154));
    entry.code("metro2.ecoa", field(record, 325, 325));
    entry.code("metro2.consumer_information", field(record, 326, 327));
    const auto profile = field(record, 127, 150);
    if (line.date_reported && line.date_reported->has_month()) {
        auto month = *line.date_reported;
        month.day = 0;
        --month.month;
        if (month.month == 0) {
            month.month = 12;
            --month.year;
        }
        add_history(line, trim(profile), month, profile_alphabet);
        entry.note("payment_history", profile);
    }
    add_segments(entry, record.substr(std::min(record.size(), base_length)));
    return std::move(line);
}

/// Lines when there are line ends, else records as long as their first four digits say.
std::vector<std::string_view> records_of(std::string_view bytes) {
    std::vector<std::string_view> records;
    if (bytes.find('\n') != std::string_view::npos) {
        for (auto record : split(bytes, '\n')) {
            if (record.ends_with('\r')) record.remove_suffix(1);
            if (!trim(record).empty() && records.size() < records_max) records.push_back(record);
        }
        return records;
    }
    if (bytes.size() > 14 && bytes.substr(8, 6) == "HEADER") bytes.remove_prefix(4);
    while (bytes.size() > 10 && records.size() < records_max) {
        std::size_t length = 0;
        std::from_chars(bytes.data(), bytes.data() + 4, length);
        if (length < base_length || length > bytes.size())
            length = std::min(base_length, bytes.size());
        records.push_back(bytes.substr(0, length));
        bytes.remove_prefix(length);
    }
    return records;
}

/// 61 to 65 are paid, but say what the account was before.
std::optional<PaymentStatus> earlier_state(const Tradeline& line) {
    const auto code = line.codes.find("metro2.status");
    if (code == line.codes.end()) return std::nullopt;
    if (code->second == "61") return PaymentStatus::voluntary_surrender;
    if (code->second == "62") return PaymentStatus::collection;
    if (code->second == "63") return PaymentStatus::repossession;
    if (code->second == "64") return PaymentStatus::charge_off;
    if (code->second == "65") return PaymentStatus::foreclosure;
    return std::nullopt;
}

}  // namespace

CreditReport read_metro2(std::string_view bytes) {
    CreditReport report;
    report.kind = DocumentKind::furnisher_file;
    report.format = "metro2";
    const auto records = records_of(bytes);
    std::string_view reporter;
    std::size_t number = 0;
    for (const auto record : records) {
        ++number;
        const auto kind = field(record, 5, 11);
        if (kind.starts_with("HEADER")) {
            reporter = field(record, 80, 119);
            report.report_date = parse_compact_date(field(record, 48, 55));
            continue;
        }
        if (kind.starts_with("TRAILER")) continue;
        const auto damage = damage_in(record);
        if (!damage.empty()) {
            if (report.warnings.size() >= warnings_max) continue;
            report.warnings.push_back(
                "Record " + std::to_string(number) + " was left out: " + std::string(damage) + "."
            );
            continue;
        }
        auto line = base_record(record, reporter, report.warnings);
        line.account = static_cast<int>(report.tradelines.size()) + 1;
        report.tradelines.push_back(std::move(line));
    }
    if (report.tradelines.empty()) return refused(Refusal::malformed);
    for (auto& line : report.tradelines) judge(line, {{}, earlier_state(line)});
    report.verdict = report.warnings.empty() ? Verdict::accepted : Verdict::needs_review;
    return report;
}

}  // namespace fairfile::reading
