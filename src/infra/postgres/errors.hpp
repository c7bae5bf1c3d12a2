// What PostgreSQL refuses, as our Error. Values never get into `detail`: messages of data errors
// quote them, so only the state and the names of constraint, column or statement are kept there.
#pragma once

#include "base/result.hpp"

#include <libpq-fe.h>

#include <string>
#include <string_view>

namespace fairfile::postgres {

/// The error of a result that says PGRES_FATAL_ERROR.
Error error_of(const PGresult* result, std::string_view statement_name);

/// The same from its parts; pure.
struct Refusal {
    std::string_view state;
    std::string_view message = {};
    std::string_view constraint = {};
    std::string_view column = {};
};
Error error_of(const Refusal& refusal, std::string_view statement_name);

/// True when the server ends the session with this state or is not able to serve it: what was in
/// flight has an unknown outcome and the connection is of no more use.
bool ends_the_connection(std::string_view state);

/// True when a prepared statement is not what its client believes: missing, there already, or
/// planned for an older schema.
bool spoils_prepared_statements(std::string_view state);

std::string_view state_of(const PGresult* result);

Error unavailable();
Error overloaded();
Error timed_out();

}  // namespace fairfile::postgres
