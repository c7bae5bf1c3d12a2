// Histories that show when somebody changed them: each entry holds the hash of the one before. The
// database writes them (its triggers know the formula, db/migrations 0017 and 0030); this slice
// writes operators' entries and verifies all. A chain alone cannot show that its tail was cut or
// that it was rewritten as a whole: for that, an anchor, a head kept elsewhere, is compared.
#pragma once

#include "base/ids.hpp"
#include "base/result.hpp"
#include "features/audit/chain.hpp"
#include "infra/postgres/postgres.hpp"

#include <boost/asio/awaitable.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace fairfile::audit {

using boost::asio::awaitable;

/// What somebody did: `action` like "users.tier_set", `subject_type` like "user". `details` is a
/// JSON object or empty; no personal data beyond ids.
struct Entry {
    std::optional<UserId> actor = {};
    std::string_view action = {};
    std::string_view subject_type = {};
    std::optional<Uuid> subject = {};
    std::string details = {};
};

/// To be run in the transaction of what it tells of, as operator, gate, worker or job.
postgres::Call record(const Entry& entry);

/// What a verification found. Nothing broken: `breaks` is empty.
struct Report {
    std::int64_t entries = 0;
    std::int64_t chains = 0;
    std::vector<ChainBreak> breaks = {};
    Anchor head = {};  // of the log; to be kept elsewhere as the next anchor
};

inline constexpr std::size_t breaks_max = 100;

/// Walk a whole history as fairfile_auditor (Identity::nobody of its login), some thousand rows at
/// a time. `verify_histories` knows the heads of people's chains from their rows.
awaitable<Result<Report>> verify_log(postgres::Database& database, std::vector<Anchor> anchors);
awaitable<Result<Report>> verify_histories(postgres::Database& database);

/// For the test that prepares every statement against the schema.
std::span<const postgres::Statement* const> statements();

}  // namespace fairfile::audit
