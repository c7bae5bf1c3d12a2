#include "infra/postgres/migrator.hpp"

#include "base/text.hpp"
#include "infra/postgres/plain_connection.hpp"

#include <algorithm>
#include <map>

namespace fairfile::postgres {

namespace {

// Any constant will do; this one spells "fairfile".
constexpr std::int64_t advisory_lock = 0x6661'6972'6669'6c65;
constexpr std::string_view owner_role = "fairfile_owner";

struct Applied {
    std::string checksum;
    std::string at;
};
using History = std::map<std::string, Applied, std::less<>>;

Error about(Error error, std::string_view code, std::string_view name) {
    if (error.kind == Failure::unavailable) return error;
    error.kind = Failure::bug;
    error.code = code;
    error.message = "The migration " + std::string(name) + " could not be applied.";
    error.detail = std::string(name) + ": " + error.detail;
    return error;
}

Result<bool> has_table(PlainConnection& connection) {
    auto rows = connection.execute("select to_regclass('schema_migrations') is not null");
    if (!rows) return rows.error();
    return rows->truth(0, 0);
}

Result<History> read_history(PlainConnection& connection) {
    History history;
    auto there = has_table(connection);
    if (!there) return there.error();
    if (!*there) return history;
    auto rows = connection.execute("select name, checksum, applied_at from schema_migrations");
    if (!rows) return rows.error();
    for (std::size_t row = 0; row < rows->size(); ++row) {
        history.emplace(
            rows->text(row, 0),
            Applied{std::string(rows->text(row, 1)), std::string(rows->text(row, 2))}
        );
    }
    return history;
}

/// PostgreSQL hashes: this module needs no cryptography of its own.
Result<std::string> checksum_of(PlainConnection& connection, const Migration& migration) {
    Parameters parameters;
    parameters.add(migration.sql);
    auto rows =
        connection.execute("select encode(sha256(convert_to($1, 'UTF8')), 'hex')", parameters);
    if (!rows) return rows.error();
    return std::string(rows->text(0, 0));
}

Result<std::vector<MigrationStatus>> compare(
    PlainConnection& connection, std::span<const Migration> migrations
) {
    using State = MigrationStatus::State;
    auto history = read_history(connection);
    if (!history) return history.error();
    std::vector<MigrationStatus> all;
    for (const auto& migration : migrations) {
        auto checksum = checksum_of(connection, migration);
        if (!checksum) return checksum.error();
        MigrationStatus status{.name = std::string(migration.name)};
        if (const auto found = history->find(migration.name); found != history->end()) {
            const bool same = found->second.checksum == *checksum;
            status.state = same ? State::applied : State::changed;
            status.applied_at = found->second.at;
            history->erase(found);
        }
        all.push_back(std::move(status));
    }
    for (auto& [name, applied] : *history) all.push_back({name, State::missing, applied.at});
    std::ranges::sort(all, {}, &MigrationStatus::name);
    return all;
}

Result<void> refuse_another_past(const std::vector<MigrationStatus>& all) {
    using State = MigrationStatus::State;
    const auto newest_applied = std::find_if(all.rbegin(), all.rend(), [](const auto& status) {
        return status.state == State::applied;
    });
    for (const auto& status : all) {
        if (status.state == State::changed) {
            return Error{
                Failure::conflict,
                "migration.changed",
                "The migration " + status.name + " was changed after it was applied."};
        }
        if (status.state == State::missing) {
            return Error{
                Failure::conflict,
                "migration.missing",
                "The database has the migration " + status.name + ", this program does not."};
        }
        const bool is_late = status.state == State::pending && newest_applied != all.rend() &&
                             status.name < newest_applied->name;
        if (is_late) {
            return Error{
                Failure::conflict,
                "migration.missing",
                "The migration " + status.name + " comes before one that is already applied."};
        }
    }
    return {};
}

Result<void> run(PlainConnection& connection, const std::string& sql) {
    auto done = connection.execute(sql);
    if (!done) return done.error();
    return {};
}

Result<void> prepare(PlainConnection& connection, const MigratorOptions& options) {
    const auto milliseconds = [](auto duration) { return std::to_string(duration.count()); };
    auto locked =
        run(connection,
            "set lock_timeout = " + milliseconds(options.lock_wait) + "; select pg_advisory_lock(" +
                std::to_string(advisory_lock) + ")");
    if (!locked) return locked;
    auto there = has_table(connection);
    if (!there) return there.error();
    const std::string create =
        "create table schema_migrations ("
        "name text primary key, checksum text not null, "
        "applied_at timestamptz not null default clock_timestamp())";
    if (!*there) {
        auto created = run(connection, create);
        if (!created) return created;
    }
    return run(connection, "set lock_timeout = " + milliseconds(options.lock_timeout));
}

bool wants_no_transaction(std::string_view sql) {
    while (sql.starts_with("--")) {
        const auto line = sql.substr(0, sql.find('\n'));
        if (collapse_spaces(line) == "-- transaction: none") return true;
        sql.remove_prefix(std::min(sql.size(), line.size() + 1));
    }
    return false;
}

Result<void> record(PlainConnection& connection, const Migration& migration) {
    Parameters parameters;
    parameters.add(migration.name).add(migration.sql);
    auto recorded = connection.execute(
        "insert into schema_migrations (name, checksum) "
        "values ($1, encode(sha256(convert_to($2, 'UTF8')), 'hex'))",
        parameters
    );
    if (!recorded) return recorded.error();
    return {};
}

Result<void> apply_in_transaction(PlainConnection& connection, const Migration& migration) {
    auto done = run(connection, "begin");
    if (done) done = run(connection, std::string(migration.sql));
    if (done) done = record(connection, migration);
    if (done) done = run(connection, "commit");
    if (!done)
        static_cast<void>(run(connection, "rollback"));  // the first error is the one to tell
    return done;
}

Result<void> apply_statement_by_statement(PlainConnection& connection, const Migration& migration) {
    for (const auto statement : split_statements(migration.sql)) {
        auto done = run(connection, std::string(statement));
        if (!done) return done;
    }
    // The file may have taken another role or path; the entry is ours.
    auto restored = run(connection, "reset role; reset search_path");
    if (!restored) return restored;
    return record(connection, migration);
}

Result<void> apply(PlainConnection& connection, const Migration& migration) {
    auto applied = wants_no_transaction(migration.sql)
                       ? apply_statement_by_statement(connection, migration)
                       : apply_in_transaction(connection, migration);
    if (!applied) return about(applied.error(), "migration.failed", migration.name);
    return {};
}

/// The first run is a superuser's, later ones may be the owner's: the list is the owner's too.
Result<void> hand_over_list(PlainConnection& connection) {
    const std::string owner(owner_role);
    return run(
        connection,
        "do $$ begin if exists (select from pg_roles where rolname = '" + owner +
            "') and (select tableowner from pg_tables where tablename = "
            "'schema_migrations' and schemaname = current_schema()) = current_user "
            "and current_user <> '" +
            owner +
            "' then alter table schema_migrations "
            "owner to " +
            owner + "; end if; end $$"
    );
}

}  // namespace

Result<std::vector<std::string>> migrate(
    const Secret& connection_string,
    std::span<const Migration> migrations,
    const MigratorOptions& options
) {
    auto connection = PlainConnection::open(connection_string);
    if (!connection) return connection.error();
    auto ready = prepare(*connection, options);
    if (!ready) return ready.error();
    auto all = compare(*connection, migrations);
    if (!all) return all.error();
    auto fits = refuse_another_past(*all);
    if (!fits) return fits.error();

    std::vector<std::string> applied;
    for (const auto& status : *all) {
        if (status.state != MigrationStatus::State::pending) continue;
        const auto migration = std::ranges::find(migrations, status.name, &Migration::name);
        auto done = apply(*connection, *migration);
        if (!done) return done.error();
        applied.push_back(status.name);
    }
    auto handed = hand_over_list(*connection);
    if (!handed) return handed.error();
    return applied;
}

Result<std::vector<MigrationStatus>> migration_status(
    const Secret& connection_string, std::span<const Migration> migrations
) {
    auto connection = PlainConnection::open(connection_string);
    if (!connection) return connection.error();
    return compare(*connection, migrations);
}

}  // namespace fairfile::postgres
