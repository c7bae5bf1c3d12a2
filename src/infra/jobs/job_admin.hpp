// What operators do with the queue: look, run again, throw away, hold a queue. As the worker's
// login (Identity::nobody) or an operator's.
#pragma once

#include "base/ids.hpp"
#include "base/result.hpp"
#include "infra/postgres/postgres.hpp"

#include <boost/asio/awaitable.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fairfile::jobs {

struct JobState {
    Uuid id;
    std::string kind;
    std::string queue;
    std::string state;  // scheduled, waiting, running, parked; done, failed, cancelled, discarded
    std::int64_t attempt = 0;
    std::string created_at;  // as PostgreSQL prints it, UTC
    std::optional<std::string> last_error = {};
    std::optional<std::string> worker = {};
    std::optional<std::string> user = {};
};

/// Filters that are empty hold for all. The archive is looked at for its states only.
struct JobFilter {
    std::string state = {};
    std::string queue = {};
    std::int64_t limit = 100;
};

class JobAdmin {
  public:
    explicit JobAdmin(postgres::Database& database) : database_(database) {}

    boost::asio::awaitable<Result<std::vector<JobState>>> list(JobFilter filter);
    /// Nothing when there is no such job, finished ones included.
    boost::asio::awaitable<Result<std::optional<JobState>>> show(Uuid id);
    /// Runs a failed, discarded, parked or scheduled job now; false when it is none of these.
    boost::asio::awaitable<Result<bool>> retry(Uuid id);
    /// Archives a job that does not run; false when there is none.
    boost::asio::awaitable<Result<bool>> discard(Uuid id);
    /// A paused queue's jobs are not claimed; false when it was so already.
    boost::asio::awaitable<Result<bool>> pause(std::string queue);
    boost::asio::awaitable<Result<bool>> resume(std::string queue);
    boost::asio::awaitable<Result<std::vector<std::string>>> paused();

  private:
    postgres::Database& database_;
};

}  // namespace fairfile::jobs
