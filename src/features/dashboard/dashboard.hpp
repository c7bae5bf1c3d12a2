// The start page in one call and one query: counts, quota, the newest report, disputes, deadlines,
// the latest score of each bureau and model.
#pragma once

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "base/result.hpp"
#include "features/users/users.hpp"
#include "infra/crypto/key_store.hpp"
#include "infra/http/http.hpp"
#include "infra/postgres/postgres.hpp"
#include "infra/runtime/runtime.hpp"

#include <boost/asio/awaitable.hpp>

#include <string>
#include <vector>

namespace fairfile::dashboard {

using boost::asio::awaitable;

struct Parts {
    postgres::Database& database;
    crypto::KeyStore& keys;
    runtime::CpuPool& pool;
    const users::UnitLimits& limits;
    const Clock& clock;
};

class Dashboard {
  public:
    explicit Dashboard(Parts parts) : parts_(parts) {}

    struct Page {
        std::string json;
        std::string version;
    };
    awaitable<Result<Page>> show(UserId user);

  private:
    Parts parts_;
};

void add_routes(http::Router& router, Dashboard& dashboard);

std::vector<const postgres::Statement*> statements();

}  // namespace fairfile::dashboard
