#include "features/users/units.hpp"

#include "features/users/statements.hpp"

namespace fairfile::users {

namespace {

constexpr postgres::Statement take{
    .name = "users_take_unit",
    .sql = "select take_unit($1::uuid, $2, $3::integer, $4::integer)",
    .lane = postgres::Lane::write,
};

constexpr postgres::Statement give_back{
    .name = "users_return_unit",
    .sql = "select return_unit($1::uuid, $2, $3::date)",
    .lane = postgres::Lane::write,
};

std::string_view name_of(Unit unit) {
    return unit == Unit::reports ? "reports" : "letters";
}

}  // namespace

postgres::Call take_unit(UserId user, Unit unit, const UnitLimits& limits) {
    const bool is_report = unit == Unit::reports;
    postgres::Call call{.statement = &take};
    call.parameters.add(user).add(name_of(unit));
    call.parameters.add(is_report ? limits.free_reports : limits.free_letters);
    call.parameters.add(is_report ? limits.paid_reports : limits.paid_letters);
    return call;
}

postgres::Call return_unit(UserId user, Unit unit, std::string_view month) {
    postgres::Call call{.statement = &give_back};
    call.parameters.add(user).add(name_of(unit)).add(month);
    return call;
}

Error unit_error(Error error, Unit unit) {
    // The words of take_unit in db/migrations/0039_units.sql.
    if (error.code != "postgres.rejected" || error.detail != "unit used up") return error;
    if (unit == Unit::reports) {
        return {
            Failure::limited,
            "users.reports_used_up",
            "This month's reports are used. More can be uploaded next month."};
    }
    return {
        Failure::limited,
        "users.letters_used_up",
        "This month's letters are used. More can be written next month."};
}

std::span<const postgres::Statement* const> unit_statements() {
    static constexpr const postgres::Statement* all[] = {&take, &give_back};
    return all;
}

}  // namespace fairfile::users
