// Numbered, forward-only migrations, applied in order under an advisory lock and remembered with
// their checksums in schema_migrations. Each runs in a transaction with its entry, unless its head
// says `-- transaction: none`: then its statements run one by one and must bear being repeated.
// A past migration that changed or disappeared is refused before anything is applied.
// Needs a direct connection of the schema's owner (not through PgBouncer); blocks.
#pragma once

#include "base/result.hpp"
#include "base/secret.hpp"

#include <chrono>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace fairfile::postgres {

struct Migration {
    std::string_view name;  // "0001_roles"
    std::string_view sql;
};

/// db/migrations as it was when the program was built.
std::span<const Migration> embedded_migrations();

struct MigratorOptions {
    /// How long to wait for another migrator to finish.
    std::chrono::milliseconds lock_wait{60'000};
    /// A migration that cannot get a table's lock in that time fails instead of queueing everybody
    /// behind it; a file may set its own.
    std::chrono::milliseconds lock_timeout{5'000};
};

/// The names applied now, in order; empty when everything was in place. Errors: "migration.changed"
/// and "migration.missing" (the database knows another past), "migration.failed" (`detail` names
/// it), "postgres.unavailable", "postgres.timeout" (lock not had).
Result<std::vector<std::string>> migrate(
    const Secret& connection_string,
    std::span<const Migration> migrations,
    const MigratorOptions& options = {}
);

struct MigrationStatus {
    std::string name;
    enum class State { applied, pending, changed, missing } state = State::pending;
    std::string applied_at = {};
};

/// All that are known to the program or to the database, in order of their names. Changes nothing.
Result<std::vector<MigrationStatus>> migration_status(
    const Secret& connection_string, std::span<const Migration> migrations
);

/// The statements of a script, cut at semicolons outside quotes, dollar quotes and comments; pure.
std::vector<std::string_view> split_statements(std::string_view sql);

}  // namespace fairfile::postgres
