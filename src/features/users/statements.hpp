// Every statement of this slice, so that a test can prepare them all against the migrated schema.
// Internal to this slice.
#pragma once

#include "infra/postgres/postgres.hpp"

#include <span>

namespace fairfile::users {

std::span<const postgres::Statement* const> unit_statements();
std::span<const postgres::Statement* const> user_statements();
std::span<const postgres::Statement* const> session_statements();
std::span<const postgres::Statement* const> second_factor_statements();
std::span<const postgres::Statement* const> management_statements();
std::span<const postgres::Statement* const> forgetting_statements();
std::span<const postgres::Statement* const> retention_statements();
std::span<const postgres::Statement* const> export_statements();
std::span<const postgres::Statement* const> erasure_statements();
std::span<const postgres::Statement* const> repeat_statements();

}  // namespace fairfile::users
