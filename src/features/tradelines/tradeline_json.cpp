#include "features/tradelines/tradeline_json.hpp"

#include <array>
#include <stdexcept>

namespace fairfile::tradelines {

namespace {

enum class Form : std::uint8_t { text, bare, truth, last_four };

struct Column {
    std::string_view member;
    Form form;
};

// In the order of TRADELINE_COLUMNS in tradeline_store.cpp.
constexpr std::array<Column, 34> columns{{
    {"id", Form::text},
    {"report_id", Form::text},
    {"account", Form::bare},
    {"bureau", Form::text},
    {"creditor", Form::text},
    {"original_creditor", Form::text},
    {"account_number", Form::last_four},
    {"account_type", Form::text},
    {"account_type_text", Form::text},
    {"responsibility", Form::text},
    {"account_status", Form::text},
    {"account_status_text", Form::text},
    {"payment_status", Form::text},
    {"payment_status_text", Form::text},
    {"date_opened", Form::text},
    {"date_closed", Form::text},
    {"date_reported", Form::text},
    {"date_last_payment", Form::text},
    {"date_last_active", Form::text},
    {"date_first_delinquency", Form::text},
    {"date_removal", Form::text},
    {"balance_cents", Form::bare},
    {"credit_limit_cents", Form::bare},
    {"high_credit_cents", Form::bare},
    {"past_due_cents", Form::bare},
    {"monthly_payment_cents", Form::bare},
    {"charge_off_cents", Form::bare},
    {"terms", Form::text},
    {"payment_history", Form::bare},
    {"remarks", Form::bare},
    {"negative", Form::truth},
    {"negative_reasons", Form::bare},
    {"disputable", Form::truth},
    {"confidence", Form::bare},
}};

void write_last_four(JsonWriter& json, std::string_view digits) {
    std::string masked = "****";
    masked += digits;
    json.value(std::string_view(masked));
}

}  // namespace

std::size_t tradeline_column_count() {
    return columns.size();
}

std::size_t column_of(std::string_view member) {
    for (std::size_t index = 0; index < columns.size(); ++index) {
        if (columns[index].member == member) return index;
    }
    throw std::logic_error("no such column");
}

void write_members(
    JsonWriter& json, const postgres::Rows& rows, std::size_t row, std::string_view account_number
) {
    for (std::size_t index = 0; index < columns.size(); ++index) {
        const auto& [member, form] = columns[index];
        json.key(member);
        if (form == Form::last_four && !account_number.empty()) {
            json.value(account_number);
        } else if (rows.is_null(row, index)) {
            json.null();
        } else if (form == Form::bare) {
            json.raw(rows.text(row, index));
        } else if (form == Form::truth) {
            json.value(rows.truth(row, index));
        } else if (form == Form::last_four) {
            write_last_four(json, rows.text(row, index));
        } else {
            json.value(rows.text(row, index));
        }
    }
}

void text_or_null(
    JsonWriter& json, const postgres::Rows& rows, std::size_t row, std::size_t column
) {
    if (rows.is_null(row, column)) {
        json.null();
    } else {
        json.value(rows.text(row, column));
    }
}

void write_findings(JsonWriter& json, const postgres::Rows& rows) {
    json.begin_array();
    for (std::size_t row = 0; row < rows.size(); ++row) {
        json.begin_object();
        json.field("rule", rows.text(row, 0)).field("fact", rows.text(row, 1));
        json.field("citation", rows.text(row, 2)).field("as_of", rows.text(row, 3));
        json.key("tradelines").raw(rows.text(row, 4));
        json.key("public_records").raw(rows.text(row, 5));
        json.end_object();
    }
    json.end_array();
}

}  // namespace fairfile::tradelines
