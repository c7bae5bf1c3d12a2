#include "base/text.hpp"
#include "features/synthetic/synthetic.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <set>
#include <vector>

namespace fairfile::synthetic {

namespace {

namespace json = boost::json;

// The tradeline's fields that a truth file knows; findings and evidence are scored elsewhere.
constexpr std::array<std::string_view, 28> scored_fields{
    "creditor",          "original_creditor",     "account_number",     "account_type",
    "account_type_text", "responsibility",        "account_status",     "account_status_text",
    "payment_status",    "payment_status_text",   "date_opened",        "date_closed",
    "date_reported",     "date_last_payment",     "date_last_active",   "date_first_delinquency",
    "date_removal",      "balance_cents",         "credit_limit_cents", "high_credit_cents",
    "past_due_cents",    "monthly_payment_cents", "charge_off_cents",   "terms",
    "remarks",           "payment_history",       "negative",           "negative_reasons",
};

struct List {
    std::string_view name;
    std::array<std::string_view, 5> fields;
};

constexpr std::array lists{
    List{"consumer", {"bureau", "name", "birth", "addresses", "employers"}},
    List{"scores", {"bureau", "model", "value", "", ""}},
    List{"inquiries", {"bureau", "creditor", "date", "kind", ""}},
    List{"public_records", {"bureau", "type", "chapter", "filed", "status"}},
};

/// Letters and digits only: how a line was broken or a blank drawn is not the reader's fault.
std::string bare(std::string_view text) {
    std::string out;
    for (const char character : to_lower(text)) {
        if (!is_letter(character) && !is_digit(character)) continue;
        out += character;
    }
    return out;
}

const json::value& member(const json::value& object, std::string_view key) {
    static const json::value nothing;
    const auto* fields = object.if_object();
    const auto* found = fields == nullptr ? nullptr : fields->if_contains(key);
    return found == nullptr ? nothing : *found;
}

json::array items(const json::value& report, std::string_view key) {
    const auto& list = member(report, key);
    return list.is_array() ? list.get_array() : json::array{};
}

/// A value in a form in which equal meanings are equal texts; empty for null and empty lists.
std::string normal(const json::value& value) {
    if (value.is_null()) return {};
    if (value.is_string()) return bare(value.get_string());
    if (!value.is_array()) return json::serialize(value);
    std::multiset<std::string> parts;
    for (const auto& part : value.get_array()) {
        parts.insert(part.is_object() ? json::serialize(part) : normal(part));
    }
    std::string out;
    for (const auto& part : parts) out += part + ";";
    return out;
}

void mark(const json::value& got, const json::value& truth, Marks& marks) {
    const auto read = normal(got);
    const auto printed = normal(truth);
    if (read == printed) {
        if (!printed.empty()) ++marks.right;
    } else if (printed.empty()) {
        ++marks.invented;
    } else if (read.empty()) {
        ++marks.missing;
    } else {
        ++marks.wrong;
    }
}

/// How well an entry that was read fits one of the truth; zero: another bureau's, or nobody's.
int likeness(const json::value& got, const json::value& truth) {
    if (normal(member(got, "bureau")) != normal(member(truth, "bureau"))) return 0;
    const auto same = [&](std::string_view key) {
        const auto printed = normal(member(truth, key));
        return !printed.empty() && printed == normal(member(got, key));
    };
    const int names = (same("account_number") ? 4 : 0) + (same("creditor") ? 2 : 0);
    return names == 0 ? 0 : names + (same("balance_cents") ? 1 : 0);
}

/// Takes the likest entry out of those left.
std::optional<json::value> take_likest(json::array& left, const json::value& truth) {
    const auto likest = std::max_element(left.begin(), left.end(), [&](auto& one, auto& other) {
        return likeness(one, truth) < likeness(other, truth);
    });
    if (likest == left.end() || likeness(*likest, truth) == 0) return std::nullopt;
    auto taken = *likest;
    left.erase(likest);
    return taken;
}

void mark_negative(const json::value& got, const json::value& truth, LayoutScore& score) {
    const bool found = member(got, "negative") == json::value(true);
    const bool printed = member(truth, "negative") == json::value(true);
    if (found && printed) ++score.negatives_found;
    if (!found && printed) ++score.negatives_missed;
    if (found && !printed) ++score.negatives_false;
}

void mark_tradelines(const json::value& got, const json::value& truth, LayoutScore& score) {
    auto left = items(got, "tradelines");
    const auto compare = [&score](const json::value& read, const json::value& printed) {
        mark_negative(read, printed, score);
        for (const auto field : scored_fields) {
            mark(member(read, field), member(printed, field), score.fields[std::string(field)]);
        }
    };
    for (const auto& printed : items(truth, "tradelines")) {
        compare(take_likest(left, printed).value_or(json::value()), printed);
    }
    for (const auto& extra : left) compare(extra, json::value());
}

std::vector<std::string> keys_of(const json::value& report, const List& list) {
    std::vector<std::string> keys;
    for (const auto& item : items(report, list.name)) {
        std::string key;
        for (const auto field : list.fields) {
            if (!field.empty()) key += normal(member(item, field)) + "|";
        }
        keys.push_back(std::move(key));
    }
    std::sort(keys.begin(), keys.end());
    return keys;
}

/// Whole items: right only when everything in them is. What does not pair off is wrong as long as
/// both sides have one more, then missing or invented.
void mark_list(const json::value& got, const json::value& truth, const List& list, Marks& marks) {
    const auto read = keys_of(got, list);
    const auto printed = keys_of(truth, list);
    std::vector<std::string> both;
    std::set_intersection(
        read.begin(), read.end(), printed.begin(), printed.end(), std::back_inserter(both)
    );
    const auto right = static_cast<int>(both.size());
    const int unread = static_cast<int>(printed.size()) - right;
    const int unprinted = static_cast<int>(read.size()) - right;
    marks.right += right;
    marks.wrong += std::min(unread, unprinted);
    marks.missing += std::max(0, unread - unprinted);
    marks.invented += std::max(0, unprinted - unread);
}

std::size_t accounts_in(const json::value& report) {
    std::set<std::string> accounts;
    for (const auto& entry : items(report, "tradelines")) {
        accounts.insert(json::serialize(member(entry, "account")));
    }
    return accounts.size();
}

}  // namespace

void score_answer(std::string_view got, std::string_view truth, LayoutScore& score) {
    boost::system::error_code failure;
    const auto printed = json::parse(truth, failure);
    auto read = json::parse(got, failure);
    if (failure) read = nullptr;
    ++score.documents;
    if (!read.is_object() || normal(member(read, "verdict")) == "refused") ++score.unreadable;
    if (accounts_in(read) == accounts_in(printed)) ++score.accounts_exact;
    for (const auto field : {"report_date", "reference"}) {
        mark(member(read, field), member(printed, field), score.fields[field]);
    }
    mark_tradelines(read, printed, score);
    for (const auto& list : lists) {
        mark_list(read, printed, list, score.fields[std::string(list.name)]);
    }
}

}  // namespace fairfile::synthetic
