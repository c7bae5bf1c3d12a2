// POST requests that create and may come twice (Idempotency-Key,
// draft-ietf-httpapi-idempotency-key- header): the same key and body give the first answer again
// for 24 hours, another body is refused, one that is still being answered says so. Scoped by person
// and route.
//
// The key is claimed before the handler runs, and the transaction that makes the effect notes it
// under that claim (`finish_repeat`). A process that dies between effect and answer leaves the
// note: the next request with the key is told where the first one's thing is, and nothing happens
// twice.
#pragma once

#include "base/ids.hpp"
#include "infra/crypto/key_store.hpp"
#include "infra/http/http.hpp"
#include "infra/log/log.hpp"
#include "infra/postgres/postgres.hpp"
#include "infra/runtime/runtime.hpp"

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace fairfile::users {

/// Adds the note to the calls of an effect; nothing when the request came without a key. The
/// transaction fails with "postgres.rejected" when another request has taken the claim over.
void finish_repeat(
    std::vector<postgres::Call>& calls,
    UserId user,
    const std::optional<Uuid>& claim,
    std::string_view location
);

class Repeats {
  public:
    struct Parts {
        postgres::Database& database;
        crypto::KeyStore& keys;
        runtime::CpuPool& pool;
        log::Log& log;
        const Clock& clock;
    };
    explicit Repeats(Parts parts) : parts_(parts) {}

    /// Runs the row's handler, once for each key.
    http::awaitable<http::Response> answer(http::Request& request, const http::RouteRow& row);

  private:
    struct Question;
    http::awaitable<Result<postgres::Rows>> claim(const Question& question);
    http::awaitable<http::Response> run(
        http::Request& request, const http::RouteRow& row, const Question& question
    );
    http::awaitable<void> keep(const Question& question, const http::Response& response);
    http::awaitable<void> release(const Question& question, unsigned code);
    http::awaitable<http::Response> repeated(const Question& question, const postgres::Rows& rows);

    Parts parts_;
};

/// Deletes the keys that are older than a day; for the worker. How many there were.
http::awaitable<Result<std::size_t>> forget_repeats(postgres::Database& database);

}  // namespace fairfile::users
