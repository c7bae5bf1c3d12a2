#include "features/reading/machine/structured.hpp"

#include "base/text.hpp"
#include "features/reading/engine/linking.hpp"
#include "features/reading/engine/negative.hpp"
#include "features/reading/meaning/values.hpp"

#include <algorithm>

namespace fairfile::reading {
namespace {

constexpr std::size_t warnings_max = 100;

Evidence structured(std::string_view raw) {
    Evidence evidence;
    evidence.text = raw;
    evidence.method = ReadingMethod::structured;
    return evidence;
}

bool is_zeros(std::string_view text) {
    return text.find_first_not_of("0 /-") == std::string_view::npos;
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
        text.replace(at, from.size(), to);
    }
}

}  // namespace

void EntryBuilder::note(std::string_view name, std::string_view raw) {
    line.evidence.insert_or_assign(std::string(name), structured(raw));
}

void EntryBuilder::text(
    std::optional<std::string>& field, std::string_view name, std::string_view raw
) {
    auto plain = plain_text(raw);
    if (is_nothing(plain)) return;
    note(name, raw);
    field = std::move(plain);
}

void EntryBuilder::money(std::optional<Money>& field, std::string_view name, std::string_view raw) {
    raw = trim(raw);
    if (is_nothing(raw)) return;
    field = parse_money(raw);
    if (field) {
        note(name, raw);
    } else if (warnings_.size() < warnings_max) {
        warnings_.push_back("An amount could not be read: " + std::string(name) + ".");
    }
}

void EntryBuilder::date(
    std::optional<PartialDate>& field, std::string_view name, std::string_view raw, DateParser parse
) {
    raw = trim(raw);
    if (is_nothing(raw) || is_zeros(raw)) return;
    field = parse(raw);
    if (field) {
        note(name, raw);
    } else if (warnings_.size() < warnings_max) {
        warnings_.push_back("A date could not be read: " + std::string(name) + ".");
    }
}

void EntryBuilder::remark(std::string_view raw) {
    auto plain = plain_text(raw);
    const auto known = std::find(line.remarks.begin(), line.remarks.end(), plain);
    if (is_nothing(plain) || known != line.remarks.end()) return;
    if (line.remarks.empty()) note("remarks", raw);
    line.remarks.push_back(std::move(plain));
}

void EntryBuilder::code(std::string_view name, std::string_view raw) {
    raw = trim(raw);
    if (!raw.empty()) line.codes.insert_or_assign(std::string(name), std::string(raw));
}

std::optional<PartialDate> parse_compact_date(std::string_view text) {
    text = trim(text);
    const bool digits = std::all_of(text.begin(), text.end(), is_digit);
    if (!digits || is_zeros(text)) return std::nullopt;
    std::string spaced;
    if (text.size() == 8) {
        spaced = std::string(text.substr(0, 2)) + "/" + std::string(text.substr(2, 2)) + "/" +
                 std::string(text.substr(4));
    } else if (text.size() == 6) {
        spaced = std::string(text.substr(0, 2)) + "/" + std::string(text.substr(2));
    } else {
        return std::nullopt;
    }
    return parse_date(spaced);
}

std::optional<PartialDate> parse_any_date(std::string_view text) {
    text = trim(text);
    // A time behind an ISO date says nothing more about the day.
    const auto time = text.find('T');
    if (time == 10) text = text.substr(0, 10);
    if (const auto compact = parse_compact_date(text)) return compact;
    return parse_date(text);
}

HistoryMark settled_mark(const Tradeline& line, HistoryMark mark) {
    const auto status = line.payment_status;
    const bool of_charge_off = mark == HistoryMark::charge_off || mark == HistoryMark::collection;
    if (of_charge_off) {
        if (status == PaymentStatus::collection || line.account_type == AccountType::collection) {
            return HistoryMark::collection;
        }
        return status == PaymentStatus::charge_off ? HistoryMark::charge_off : HistoryMark::unknown;
    }
    if (status == PaymentStatus::foreclosure) return HistoryMark::foreclosure;
    const bool taken =
        status == PaymentStatus::repossession || status == PaymentStatus::voluntary_surrender;
    return taken ? HistoryMark::repossession : HistoryMark::unknown;
}

std::string plain_text(std::string_view raw) {
    std::string text = collapse_spaces(raw);
    for (int round = 0; round < 2; ++round) {
        replace_all(text, "&#x26;", "&");
        replace_all(text, "&amp;", "&");
    }
    replace_all(text, "&lt;", "<");
    replace_all(text, "&gt;", ">");
    replace_all(text, "&apos;", "'");
    replace_all(text, "&quot;", "\"");
    if (text.size() > 2 && text.front() == '>' && text.back() == '<') {
        text = text.substr(1, text.size() - 2);
    }
    return std::string(trim(text));
}

CreditReport finished(CreditReport report, std::vector<std::vector<Tradeline>> groups) {
    int account = 0;
    for (auto& group : linked(std::move(groups))) {
        ++account;
        for (auto& line : group) {
            line.account = account;
            judge(line);
            report.tradelines.push_back(std::move(line));
        }
    }
    report.verdict = report.warnings.empty() ? Verdict::accepted : Verdict::needs_review;
    return report;
}

}  // namespace fairfile::reading
