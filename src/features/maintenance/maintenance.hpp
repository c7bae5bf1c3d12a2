// Chores of the database that come by themselves. Source: docs/architecture.md, "Data".
#pragma once

#include "infra/jobs/jobs.hpp"
#include "infra/log/log.hpp"
#include "infra/metrics/metrics.hpp"
#include "infra/postgres/postgres.hpp"

#include <boost/asio/awaitable.hpp>

#include <cstdint>
#include <string_view>
#include <vector>

namespace fairfile::maintenance {

using boost::asio::awaitable;

/// Everything outlives the chores. `database` logs in as the worker.
struct Parts {
    postgres::Database& database;
    log::Log& log;
    metrics::Registry& metrics;
};

struct PartitionsKept {
    std::int64_t made = 0;
    std::int64_t dropped = 0;
    /// Rows that lie in default partitions: of months before the first or far ahead.
    std::int64_t left_over = 0;
};

class Partitions {
  public:
    explicit Partitions(Parts parts) : parts_(parts) {}

    /// Makes the months from last month to half a year ahead, takes rows of theirs out of the
    /// default partition, and drops finished jobs older than a year. May die anywhere and be
    /// repeated. Fails with `unavailable` while somebody holds one of the tables for a second.
    awaitable<Result<PartitionsKept>> keep();

  private:
    Parts parts_;
};

inline constexpr std::string_view keep_partitions = "keep_partitions";

/// The job kind that `partitions` serves. It must outlive the worker.
jobs::Kind job_kind(Partitions& partitions);

std::vector<const postgres::Statement*> statements();

}  // namespace fairfile::maintenance
