// Everything that is kept of a person, to be taken along: a ZIP with the rows of every table, what
// was sealed opened, the files, and the entries of the audit log. A job makes it; it is kept a day.
#pragma once

#include "base/clock.hpp"
#include "base/result.hpp"
#include "infra/blob/blob.hpp"
#include "infra/crypto/key_store.hpp"
#include "infra/http/http.hpp"
#include "infra/jobs/jobs.hpp"
#include "infra/log/log.hpp"
#include "infra/postgres/postgres.hpp"
#include "infra/runtime/runtime.hpp"

#include <boost/asio/awaitable.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fairfile::users {

using boost::asio::awaitable;

/// Everything outlives the exports. `pool` is one for files.
struct ExportParts {
    postgres::Database& database;
    crypto::KeyStore& keys;
    blob::BlobStore& files;
    runtime::CpuPool& pool;
    const Clock& clock;
    log::Log& log;
};

class Exports {
  public:
    explicit Exports(ExportParts parts) : parts_(parts) {}

    /// An export that is done, or how far one is.
    struct State {
        std::string status;         // "queued", "running", "done"
        std::int64_t progress = 0;  // of 100
        std::optional<std::string> zip = {};
    };
    /// The export of the last hour; begins one when there is none.
    awaitable<Result<State>> ask(UserId user);

    awaitable<jobs::Outcome> run(const jobs::ClaimedJob& job);
    awaitable<jobs::Outcome> abandon(const jobs::ClaimedJob& job);

  private:
    struct Work;

    awaitable<Result<bool>> begin(UserId user);
    awaitable<Result<bool>> note(const Work& work, std::int64_t progress);
    awaitable<Result<bool>> collect(Work& work);
    awaitable<Result<bool>> add_table(Work& work, const std::string& table);
    awaitable<Result<bool>> add_files(Work& work);
    awaitable<jobs::Outcome> store(Work& work);

    ExportParts parts_;
};

inline constexpr std::string_view make_export = "make_export";

/// `GET /api/v1/me/export`. `exports` must outlive the router.
void add_export_route(http::Router& router, Exports& exports);

/// The job kind that `exports` serves. It must outlive the worker.
jobs::Kind job_kind(Exports& exports);

}  // namespace fairfile::users
