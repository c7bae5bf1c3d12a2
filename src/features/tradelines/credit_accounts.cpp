#include "features/tradelines/credit_accounts.hpp"

#include "features/tradelines/tradeline_json.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <vector>

namespace fairfile::tradelines {

namespace {

constexpr std::array<std::string_view, 3> bureaus{"TransUnion", "Experian", "Equifax"};

// What the three bureaus should agree on. Balances differ lawfully when they were reported in
// different months.
constexpr std::array<std::string_view, 8> compared_always{
    "account_type",
    "account_status",
    "payment_status",
    "date_opened",
    "date_closed",
    "date_first_delinquency",
    "credit_limit_cents",
    "charge_off_cents",
};
constexpr std::array<std::string_view, 3> compared_in_one_month{
    "balance_cents",
    "past_due_cents",
    "monthly_payment_cents",
};

using RowNumbers = std::vector<std::size_t>;

std::string_view month_reported(const postgres::Rows& rows, std::size_t row) {
    static const auto column = column_of("date_reported");
    return rows.is_null(row, column) ? std::string_view() : rows.text(row, column).substr(0, 7);
}

bool differs(const postgres::Rows& rows, const RowNumbers& account, std::size_t column) {
    std::optional<std::string_view> first;
    for (const auto row : account) {
        if (rows.is_null(row, column)) continue;
        if (first && *first != rows.text(row, column)) return true;
        first = rows.text(row, column);
    }
    return false;
}

bool same_month(const postgres::Rows& rows, const RowNumbers& account) {
    const auto month = month_reported(rows, account.front());
    return !month.empty() && std::all_of(account.begin(), account.end(), [&](std::size_t row) {
        return month_reported(rows, row) == month;
    });
}

void write_conflicts(JsonWriter& json, const postgres::Rows& rows, const RowNumbers& account) {
    json.begin_array();
    for (const auto member : compared_always) {
        if (differs(rows, account, column_of(member))) json.value(member);
    }
    for (const auto member : compared_in_one_month) {
        if (same_month(rows, account) && differs(rows, account, column_of(member))) {
            json.value(member);
        }
    }
    json.end_array();
}

std::optional<std::size_t> row_of(
    const postgres::Rows& rows, const RowNumbers& account, std::string_view bureau
) {
    static const auto column = column_of("bureau");
    for (const auto row : account) {
        const auto found = rows.is_null(row, column) ? std::string_view() : rows.text(row, column);
        if (found == bureau) return row;
    }
    return std::nullopt;
}

void write_entry(JsonWriter& json, const postgres::Rows& rows, std::optional<std::size_t> row) {
    if (!row) {
        json.null();
        return;
    }
    json.begin_object();
    write_members(json, rows, *row, {});
    json.end_object();
}

/// The first of the account's rows that says it.
void write_first(
    JsonWriter& json, const postgres::Rows& rows, const RowNumbers& account, std::string_view member
) {
    const auto column = column_of(member);
    json.key(member);
    for (const auto row : account) {
        if (rows.is_null(row, column)) continue;
        if (member == "account_number") {
            json.value(std::string_view("****" + std::string(rows.text(row, column))));
        } else {
            json.value(rows.text(row, column));
        }
        return;
    }
    json.null();
}

bool any_true(const postgres::Rows& rows, const RowNumbers& account, std::string_view member) {
    const auto column = column_of(member);
    return std::any_of(account.begin(), account.end(), [&](std::size_t row) {
        return rows.truth(row, column);
    });
}

void write_account(JsonWriter& json, const postgres::Rows& rows, const RowNumbers& account) {
    const auto first = account.front();
    json.begin_object().field("report_id", rows.text(first, column_of("report_id")));
    json.key("account").raw(rows.text(first, column_of("account")));
    for (const auto* member : {"creditor", "original_creditor", "account_number", "account_type"}) {
        write_first(json, rows, account, member);
    }
    json.key("bureaus").begin_object();
    for (const auto bureau : bureaus) {
        json.key(bureau);
        write_entry(json, rows, row_of(rows, account, bureau));
    }
    json.end_object().key("unstated");
    write_entry(json, rows, row_of(rows, account, {}));
    json.key("conflicts");
    write_conflicts(json, rows, account);
    json.field("negative", any_true(rows, account, "negative"));
    json.field("disputable", any_true(rows, account, "disputable")).end_object();
}

}  // namespace

std::string accounts_json(const postgres::Rows& rows) {
    static const auto group = column_of("account");
    std::string text;
    text.reserve(rows.size() * 1'200 + 64);
    JsonWriter json(text);
    json.begin_object().key("items").begin_array();
    RowNumbers account;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        if (!account.empty() && rows.text(account.front(), group) != rows.text(row, group)) {
            write_account(json, rows, account);
            account.clear();
        }
        account.push_back(row);
    }
    if (!account.empty()) write_account(json, rows, account);
    json.end_array().key("next_cursor").null().end_object();
    return text;
}

}  // namespace fairfile::tradelines
