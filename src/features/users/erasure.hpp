// The end of an account. What the person asked for is ordered in the transaction that closes the
// account; here is the job that does it: key, files, rows. It may run twice, and stops at the first
// thing that fails, to go on there later.
#pragma once

#include "infra/blob/blob.hpp"
#include "infra/crypto/key_store.hpp"
#include "infra/jobs/jobs.hpp"
#include "infra/log/log.hpp"
#include "infra/postgres/postgres.hpp"
#include "infra/runtime/runtime.hpp"

#include <boost/asio/awaitable.hpp>

#include <string_view>

namespace fairfile::users {

using boost::asio::awaitable;

/// Everything outlives the erasure. `pool` is one for files.
struct ErasureParts {
    postgres::Database& database;
    crypto::KeyStore& keys;
    blob::BlobStore& files;
    runtime::CpuPool& pool;
    log::Log& log;
};

class Erasure {
  public:
    explicit Erasure(ErasureParts parts) : parts_(parts) {}

    /// Waits until every process has learnt that the sessions ended: their rows go with the rest.
    awaitable<jobs::Outcome> run(const jobs::ClaimedJob& job);
    /// The account stays closed and its key destroyed; an operator must look.
    awaitable<jobs::Outcome> abandon(const jobs::ClaimedJob& job);

  private:
    awaitable<Result<bool>> destroy_key(UserId user);
    awaitable<Result<bool>> remove_files(UserId user);
    awaitable<jobs::Outcome> delete_rows(const jobs::ClaimedJob& job);

    ErasureParts parts_;
};

inline constexpr std::string_view erase_user = "erase_user";

/// The job kind that `erasure` serves. It must outlive the worker.
jobs::Kind job_kind(Erasure& erasure);

}  // namespace fairfile::users
