// One blocking connection, for migrations, chores and tools: never on an event loop. Its statements
// are its own transactions, as psql's are.
#pragma once

#include "base/result.hpp"
#include "base/secret.hpp"
#include "infra/postgres/postgres.hpp"

#include <memory>
#include <string>

struct pg_conn;

namespace fairfile::postgres {

class PlainConnection {
  public:
    /// Fails with `unavailable`, "postgres.unavailable"; `detail` says why, without the password.
    static Result<PlainConnection> open(const Secret& connection_string);

    PlainConnection(PlainConnection&&) noexcept;
    PlainConnection& operator=(PlainConnection&&) noexcept;
    ~PlainConnection();

    /// One or several statements; the rows of the last.
    Result<Rows> execute(const std::string& sql);
    /// One statement with $1, $2, …
    Result<Rows> execute(const std::string& sql, const Parameters& parameters);

  private:
    struct Close {
        void operator()(pg_conn* connection) const;
    };
    explicit PlainConnection(pg_conn* connection) : connection_(connection) {}

    std::unique_ptr<pg_conn, Close> connection_;
};

/// The text as a quoted SQL literal, or as a quoted identifier, for statements that take no
/// parameters.
std::string quoted_literal(std::string_view text);
std::string quoted_identifier(std::string_view text);

}  // namespace fairfile::postgres
