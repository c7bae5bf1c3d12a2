// Rows of the slice as JSON members. The hot path: no tree, text columns go through as they are.
#pragma once

#include "base/json_writer.hpp"
#include "infra/postgres/postgres.hpp"

#include <string_view>

namespace fairfile::tradelines {

/// Number of columns of the list; the statement for one tradeline has its own after them.
std::size_t tradeline_column_count();

/// Writes the members of one tradeline; the caller opens and closes the object. `account_number`
/// replaces the masked form when it is not empty.
void write_members(
    JsonWriter& json, const postgres::Rows& rows, std::size_t row, std::string_view account_number
);

/// Position of a member in the list's columns.
std::size_t column_of(std::string_view member);

/// Text or null.
void text_or_null(
    JsonWriter& json, const postgres::Rows& rows, std::size_t row, std::size_t column
);

/// Rows of rule, fact, citation, as_of, tradelines, public_records.
void write_findings(JsonWriter& json, const postgres::Rows& rows);

}  // namespace fairfile::tradelines
