#include "app/commands.hpp"
#include "app/output.hpp"
#include "infra/postgres/migrator.hpp"

namespace fairfile::app {

namespace {

std::string_view word_of(postgres::MigrationStatus::State state) {
    using State = postgres::MigrationStatus::State;
    switch (state) {
        case State::applied:
            return "applied";
        case State::pending:
            return "pending";
        case State::changed:
            return "changed";
        case State::missing:
            break;
    }
    return "missing";
}

int show_status(const Secret& url) {
    const auto status = postgres::migration_status(url, postgres::embedded_migrations());
    if (!status) return complain(status.error(), exit_missing);
    std::vector<std::vector<std::string>> rows{{"Migration", "State", "Applied"}};
    for (const auto& one : *status) {
        rows.push_back({one.name, std::string(word_of(one.state)), one.applied_at});
    }
    say(table(rows));
    return exit_done;
}

}  // namespace

int run_config(const Settings& settings) {
    std::vector<std::vector<std::string>> rows{{"Setting", "Value", "From", "What it does"}};
    for (const auto& one : settings.described) {
        rows.push_back({one.name, one.value, one.source, one.words});
    }
    say(table(rows));
    return exit_done;
}

int run_migrate(const Settings& settings, bool status_only) {
    const auto& url = settings.database.owner_url;
    if (url.empty()) {
        return complain("Set FAIRFILE_OWNER_DATABASE_URL to the owner's connection.", exit_missing);
    }
    if (status_only) return show_status(url);
    const auto applied = postgres::migrate(url, postgres::embedded_migrations());
    if (!applied) return complain(applied.error(), exit_missing);
    for (const auto& name : *applied) say_line("applied " + name);
    if (applied->empty()) say_line("The database is up to date.");
    return exit_done;
}

}  // namespace fairfile::app
