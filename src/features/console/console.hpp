// What operators see of everybody: accounts without anything from their reports, and background
// jobs. Every look is written into the audit log in the transaction that looks; without the entry
// there is no answer.
#pragma once

#include "base/ids.hpp"
#include "base/result.hpp"
#include "infra/http/http.hpp"
#include "infra/postgres/postgres.hpp"

#include <boost/asio/awaitable.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace fairfile::console {

using boost::asio::awaitable;

inline constexpr std::int64_t page_default = 50;
inline constexpr std::int64_t page_max = 200;

/// Newest first, those before `before`.
struct PageWish {
    std::optional<Uuid> before = {};
    std::int64_t limit = page_default;
};

/// States as the API names them: waiting, running, done, parked, cancelled.
struct JobFilter {
    std::optional<std::string> state = {};
    std::optional<std::string> kind = {};
    PageWish page = {};
};

class Console {
  public:
    explicit Console(postgres::Database& database) : database_(database) {}

    /// {"items": [...], "next_cursor": …}
    awaitable<Result<std::string>> list_users(UserId operator_user, PageWish page);
    awaitable<Result<std::string>> list_jobs(UserId operator_user, JobFilter filter);

  private:
    postgres::Database& database_;
};

void add_routes(http::Router& router, Console& console);

/// For the test that prepares every statement against the schema.
std::vector<const postgres::Statement*> statements();

}  // namespace fairfile::console
