// A Database over one blocking connection: slices' SQL against a real PostgreSQL without event
// loops. Each call is a transaction with the caller's identity local to it, as in production.
#pragma once

#include "infra/postgres/plain_connection.hpp"
#include "infra/postgres/postgres.hpp"
#include "tests/support/postgres_server.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>

#include <future>
#include <optional>
#include <stdexcept>
#include <utility>

namespace fairfile::test {

class PlainDatabase final : public postgres::Database {
  public:
    PlainDatabase(const TestDatabase& database, std::string_view role)
        : connection_(
              std::move(postgres::PlainConnection::open(database.connection_string(role)).value())
          ) {}

    boost::asio::awaitable<Result<postgres::Rows>> run(
        postgres::Identity identity,
        const postgres::Statement& statement,
        postgres::Parameters parameters
    ) override {
        std::vector<postgres::Call> calls{{&statement, std::move(parameters)}};
        auto all = run_now(identity, calls);
        if (!all) co_return all.error();
        co_return std::move(all->front());
    }

    boost::asio::awaitable<Result<std::vector<postgres::Rows>>> run_all(
        postgres::Identity identity, std::vector<postgres::Call> calls
    ) override {
        co_return run_now(identity, calls);
    }

    bool is_ready() const override { return !failing_; }

    /// From now on every call fails as if the server were gone, until told otherwise.
    void fail(bool failing) { failing_ = failing; }

    std::size_t calls() const { return calls_; }

  private:
    Result<std::vector<postgres::Rows>> run_now(
        const postgres::Identity& identity, const std::vector<postgres::Call>& calls
    ) {
        ++calls_;
        if (failing_) return Error{Failure::unavailable, "postgres.unavailable", "Gone."};
        if (auto begun = connection_.execute("begin"); !begun) return begun.error();
        auto rows = run_inside(identity, calls);
        auto ended = connection_.execute(rows ? "commit" : "rollback");
        if (rows && !ended) return ended.error();
        return rows;
    }

    Result<std::vector<postgres::Rows>> run_inside(
        const postgres::Identity& identity, const std::vector<postgres::Call>& calls
    ) {
        if (!identity.is_nobody()) {
            postgres::Parameters who;
            who.add(identity.claims()).add(identity.role());
            auto set = connection_.execute(
                "select set_config('request.jwt.claims', $1, true), set_config('role', $2, true)",
                who
            );
            if (!set) return set.error();
        }
        std::vector<postgres::Rows> all;
        for (const auto& call : calls) {
            auto rows = connection_.execute(std::string(call.statement->sql), call.parameters);
            if (!rows) return rows.error();
            all.push_back(std::move(*rows));
        }
        return all;
    }

    postgres::PlainConnection connection_;
    bool failing_ = false;
    std::size_t calls_ = 0;
};

/// Runs a coroutine to its end on a loop of its own.
template <class T>
T wait_for(boost::asio::awaitable<T> work) {
    boost::asio::io_context context;
    auto result = boost::asio::co_spawn(context, std::move(work), boost::asio::use_future);
    context.run();
    return result.get();
}

}  // namespace fairfile::test
