// The end of files: those whose time is over, and what a crash left on one side only. Both run as
// jobs that may die anywhere and be run again: a file goes before its row says so.
#pragma once

#include "base/ids.hpp"
#include "base/result.hpp"
#include "infra/blob/blob.hpp"
#include "infra/jobs/jobs.hpp"
#include "infra/log/log.hpp"
#include "infra/metrics/metrics.hpp"
#include "infra/postgres/postgres.hpp"

#include <boost/asio/awaitable.hpp>

#include <span>
#include <string_view>
#include <vector>

namespace fairfile::reports {

using boost::asio::awaitable;

/// Everything outlives the lifecycle. `database` logs in as the worker.
struct FileLifecycleParts {
    postgres::Database& database;
    blob::BlobStore& files;
    const Clock& clock;
    log::Log& log;
    metrics::Registry& metrics;
};

class FileLifecycle {
  public:
    explicit FileLifecycle(FileLifecycleParts parts) : parts_(parts) {}

    /// Removes the files whose time is over (uploads: 30 days) and shows the age of the oldest
    /// upload that is left as `storage_oldest_upload_seconds`.
    awaitable<jobs::Outcome> expire();
    /// Removes files that no row names once they are a day old (`storage_orphans_removed_total`),
    /// and counts rows whose file is not there (`storage_missing_objects`).
    awaitable<jobs::Outcome> sweep();

  private:
    struct Owned {
        UserId user;
        blob::BlobId id;
    };

    awaitable<Result<bool>> remove(Owned file);
    awaitable<Result<bool>> show_oldest_upload();
    awaitable<Result<std::size_t>> remove_unnamed(std::vector<blob::BlobId> candidates);
    awaitable<Result<bool>> sweep_files();
    awaitable<Result<bool>> count_missing();
    awaitable<Result<bool>> is_missing(Owned file);

    FileLifecycleParts parts_;
};

inline constexpr std::string_view expire_files = "expire_files";
inline constexpr std::string_view sweep_files = "sweep_files";

/// The job kinds that `lifecycle` serves. It must outlive the worker.
std::vector<jobs::Kind> job_kinds(FileLifecycle& lifecycle);

std::span<const postgres::Statement* const> lifecycle_statements();

}  // namespace fairfile::reports
