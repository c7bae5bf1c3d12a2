#include "infra/postgres/plain_connection.hpp"

#include "infra/postgres/connect.hpp"
#include "infra/postgres/connection_access.hpp"
#include "infra/postgres/errors.hpp"

#include <libpq-fe.h>

namespace fairfile::postgres {

namespace {

Result<Rows> rows_of(PGconn* connection, PGresult* result) {
    Rows rows(result);
    switch (PQresultStatus(result)) {
        case PGRES_COMMAND_OK:
        case PGRES_TUPLES_OK:
        case PGRES_EMPTY_QUERY:
            return rows;
        default:
            break;
    }
    if (PQstatus(connection) == CONNECTION_BAD) return unavailable();
    return error_of(result, "a plain statement");
}

std::string quoted(std::string_view text, char quote) {
    std::string out(1, quote);
    for (const char character : text) {
        if (character == quote) out.push_back(quote);
        out.push_back(character);
    }
    out.push_back(quote);
    return out;
}

}  // namespace

Result<PlainConnection> PlainConnection::open(const Secret& connection_string) {
    auto opened = connect(connection_string);
    if (!opened) return opened.error();
    return PlainConnection(opened->release());
}

PlainConnection::PlainConnection(PlainConnection&&) noexcept = default;
PlainConnection& PlainConnection::operator=(PlainConnection&&) noexcept = default;
PlainConnection::~PlainConnection() = default;

void PlainConnection::Close::operator()(pg_conn* connection) const {
    PQfinish(connection);
}

Result<Rows> PlainConnection::execute(const std::string& sql) {
    return rows_of(connection_.get(), PQexec(connection_.get(), sql.c_str()));
}

Result<Rows> PlainConnection::execute(const std::string& sql, const Parameters& parameters) {
    ParameterArrays arrays;
    ConnectionAccess::fill(arrays, parameters);
    constexpr int text_results = 0;
    return rows_of(
        connection_.get(),
        PQexecParams(
            connection_.get(),
            sql.c_str(),
            arrays.count(),
            nullptr,
            arrays.values.data(),
            arrays.lengths.data(),
            arrays.formats.data(),
            text_results
        )
    );
}

std::string quoted_literal(std::string_view text) {
    return quoted(text, '\'');  // standard_conforming_strings is on: a backslash is plain
}

std::string quoted_identifier(std::string_view text) {
    return quoted(text, '"');
}

}  // namespace fairfile::postgres
