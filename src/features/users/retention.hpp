// What outlives a person who leaves: signed papers (15 U.S.C. 1679c(c): two years) and the proof of
// what was mailed in the person's name, for the two years in which it may be asked for (15 U.S.C.
// 1681p). Each record is sealed with a key of its own that ends with it. docs/retention.md has the
// table of all that is kept and how long.
#pragma once

#include "base/result.hpp"
#include "infra/crypto/key_store.hpp"
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

struct User;

struct RetainedRecord {
    Uuid id;
    std::string kind;  // "signed_paper", "mailing"
    std::string law;
    std::string retained_at;  // RFC 3339
    std::string keep_until;   // YYYY-MM-DD
    std::optional<std::string> legal_hold;
};

/// Everything outlives the retention. `pool` is one for files.
struct RetentionParts {
    postgres::Database& database;
    crypto::KeyStore& keys;
    runtime::CpuPool& pool;
    log::Log& log;
};

class Retention {
  public:
    explicit Retention(RetentionParts parts) : parts_(parts) {}

    /// The call that closes the account of `user` and keeps what must be kept. In a transaction of
    /// the person; when something was added to the account since, it closes nothing and the
    /// transaction fails ("postgres.rejected", detail "account changed meanwhile").
    awaitable<Result<std::vector<postgres::Call>>> close_account(User user);

    /// For operators, by whoever owns the machine; opening and holding are written into the audit
    /// log. Nothing when there is no such record.
    awaitable<Result<std::vector<RetainedRecord>>> list(std::int64_t limit);
    awaitable<Result<std::optional<std::string>>> open(Uuid record);
    /// With a reason the record stays beyond its day, without one it does not any more.
    awaitable<Result<bool>> hold(Uuid record, std::optional<std::string> reason);

    /// Removes what need not be kept any longer, then its keys.
    awaitable<jobs::Outcome> dispose();

  private:
    awaitable<Result<crypto::Key>> key_of(crypto::KeyName name);
    awaitable<Result<std::string>> sealed_records(const User& user, const postgres::Rows& rows);

    RetentionParts parts_;
};

inline constexpr std::string_view dispose_records = "dispose_records";

/// The job kind that `retention` serves. It must outlive the worker.
jobs::Kind job_kind(Retention& retention);

}  // namespace fairfile::users
