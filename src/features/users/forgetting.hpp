// The end of what only served for a while: answers kept for repeated requests, sessions that are
// over, tokens of e-mails.
#pragma once

#include "base/result.hpp"
#include "infra/jobs/jobs.hpp"
#include "infra/log/log.hpp"
#include "infra/postgres/postgres.hpp"

#include <boost/asio/awaitable.hpp>

#include <cstdint>
#include <string_view>

namespace fairfile::users {

struct Forgotten {
    std::int64_t repeats = 0;
    std::int64_t sessions = 0;
    std::int64_t tokens = 0;
};

/// Everything outlives it. `database` logs in as the worker.
class Forgetting {
  public:
    Forgetting(postgres::Database& database, log::Log& log) : database_(database), log_(log) {}

    /// Deletes kept answers after their day, tokens of e-mails a day after they ran out, and
    /// sessions (with their refresh tokens) 30 days after they ended. May be repeated.
    boost::asio::awaitable<Result<Forgotten>> forget();

  private:
    postgres::Database& database_;
    log::Log& log_;
};

inline constexpr std::string_view forget_ended = "forget_ended";

/// The job kind that `forgetting` serves. It must outlive the worker.
jobs::Kind job_kind(Forgetting& forgetting);

}  // namespace fairfile::users
