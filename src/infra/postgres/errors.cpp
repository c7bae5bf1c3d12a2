#include "infra/postgres/errors.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace fairfile::postgres {

namespace {

using namespace std::literals;

constexpr std::array<std::pair<std::string_view, std::string_view>, 4> violations{{
    {"23505", "postgres.unique_violation"},
    {"23503", "postgres.foreign_key_violation"},
    {"23514", "postgres.check_violation"},
    {"23P01", "postgres.exclusion_violation"},
}};

std::string_view field(const PGresult* result, int code) {
    const char* text = PQresultErrorField(result, code);
    return text == nullptr ? std::string_view{} : std::string_view(text);
}

bool is_about_values(std::string_view state) {
    return state.starts_with("22") || state.starts_with("23");
}

Error bug(const Refusal& refusal, std::string_view statement_name) {
    Error error;
    error.message = "Something went wrong on our side.";
    error.detail = "SQLSTATE " + std::string(refusal.state) + " in " + std::string(statement_name);
    if (!refusal.constraint.empty())
        error.detail += " constraint " + std::string(refusal.constraint);
    if (!refusal.column.empty()) error.detail += " column " + std::string(refusal.column);
    if (!is_about_values(refusal.state)) error.detail += ": " + std::string(refusal.message);
    error.code = "postgres.failed";
    return error;
}

Error try_again(std::string_view code) {
    Error error{Failure::unavailable, code, "Please try again in a moment."};
    error.retry_after = std::chrono::seconds(1);
    return error;
}

}  // namespace

Error error_of(const PGresult* result, std::string_view statement_name) {
    return error_of(
        Refusal{
            .state = state_of(result),
            .message = field(result, PG_DIAG_MESSAGE_PRIMARY),
            .constraint = field(result, PG_DIAG_CONSTRAINT_NAME),
            .column = field(result, PG_DIAG_COLUMN_NAME),
        },
        statement_name
    );
}

Error error_of(const Refusal& refusal, std::string_view statement_name) {
    const auto state = refusal.state;
    for (const auto& [violation, code] : violations) {
        if (state != violation) continue;
        Error error{Failure::conflict, code, "This does not fit what is already there."};
        error.detail = refusal.constraint;
        return error;
    }
    if (state == "P0001") {
        Error error{Failure::invalid, "postgres.rejected", "This is not possible."};
        error.detail = refusal.message;
        return error;
    }
    if (state == "53100") {
        return Error{Failure::storage_full, "postgres.disk_full", "There is no room left."};
    }
    if (state == "57014" || state == "55P03") return timed_out();
    if (state == "40001" || state == "40P01") return try_again("postgres.deadlock");
    if (state.empty() || ends_the_connection(state) || state.starts_with("53")) {
        return unavailable();
    }
    return bug(refusal, statement_name);
}

bool ends_the_connection(std::string_view state) {
    // 25006: a server that turned read-only is no longer the primary.
    return state.starts_with("08") || state.starts_with("57P") || state == "25006" ||
           state == "25P03";
}

bool spoils_prepared_statements(std::string_view state) {
    return state == "26000" || state == "42P05" || state == "0A000";
}

std::string_view state_of(const PGresult* result) {
    return field(result, PG_DIAG_SQLSTATE);
}

Error unavailable() {
    return try_again("postgres.unavailable");
}

Error overloaded() {
    return try_again("postgres.overloaded");
}

Error timed_out() {
    return try_again("postgres.timeout");
}

}  // namespace fairfile::postgres
