// What a person may do in a month: reports and letters. The truth is a row in PostgreSQL, raised
// in the transaction of what uses the unit and lowered in the one that records its failure.
#pragma once

#include "base/ids.hpp"
#include "base/result.hpp"
#include "infra/postgres/postgres.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace fairfile::users {

enum class Unit : std::uint8_t { reports, letters };

/// A month's units by tier; nothing is unlimited. An operator may set others for one person.
struct UnitLimits {
    std::optional<std::int64_t> free_reports = 2;
    std::optional<std::int64_t> free_letters = 3;
    std::optional<std::int64_t> paid_reports = {};
    std::optional<std::int64_t> paid_letters = {};
};

/// To be run with the caller's other statements, as that person (Identity::user or ::job): when no
/// unit is left, the whole transaction fails. Its row is the month the unit was taken from, to be
/// kept for `return_unit`.
postgres::Call take_unit(UserId user, Unit unit, const UnitLimits& limits);

/// In the transaction that records the failure, and only where that happens once. `month` is what
/// `take_unit` gave: YYYY-MM-DD.
postgres::Call return_unit(UserId user, Unit unit, std::string_view month);

/// The error of a transaction that held `take_unit`: `users.reports_used_up` or
/// `users.letters_used_up` (429) when that is what failed, else the error itself.
Error unit_error(Error error, Unit unit);

}  // namespace fairfile::users
