#include "app/blocking.hpp"
#include "app/cage.hpp"
#include "app/commands.hpp"
#include "app/output.hpp"
#include "app/places.hpp"
#include "features/users/users.hpp"
#include "infra/postgres/migrator.hpp"

#include <filesystem>

namespace fairfile::app {

namespace {

constexpr std::int64_t clock_skew_max_seconds = 2;

constexpr postgres::Statement ask_version{
    "doctor.version", "select current_setting('server_version_num')::integer"};
constexpr postgres::Statement ask_clock{
    "doctor.clock", "select extract(epoch from clock_timestamp())::bigint"};
constexpr postgres::Statement ask_unprotected{
    "doctor.row_security",
    "select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace"
    " join pg_attribute a on a.attrelid = c.oid and a.attname = 'user_id'"
    " where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition"
    " and not (c.relrowsecurity and c.relforcerowsecurity)"};
constexpr postgres::Statement ask_roles{
    "doctor.roles",
    "select count(*) from pg_roles where rolbypassrls and rolname like 'fairfile%'"};

/// Findings as they come, one line each; remembers whether anything is wrong.
class Report {
  public:
    void good(const std::string& what) { say_line("ok    " + what); }
    void weak(const std::string& what, const std::string& how_to_mend) {
        say_line("weak  " + what + "\n      " + how_to_mend);
    }
    void bad(const std::string& what, const std::string& how_to_mend) {
        say_line("BAD   " + what + "\n      " + how_to_mend);
        all_good_ = false;
    }
    bool all_good() const { return all_good_; }

  private:
    bool all_good_ = true;
};

void check_cage(Report& report, const Result<sandbox::Sandbox>& cage) {
    if (!cage) {
        report.bad("Sandbox: " + cage.error().message, "Documents are not read without it.");
        return;
    }
    report.good("Sandbox: " + sandbox::to_string(cage->active_layers()));
    for (const std::string program : {"pdftotext", "pdftoppm", "tesseract"}) {
        if (cage->knows(program)) {
            report.good("Reader: " + program);
        } else {
            report.bad("Reader: no " + program, "apt-get install poppler-utils tesseract-ocr");
        }
    }
}

void check_files(Report& report, const Settings& settings) {
    std::error_code error;
    const auto space = std::filesystem::space(settings.storage.data_directory, error);
    constexpr std::uintmax_t wanted = 1'073'741'824;
    if (error) {
        report.weak("Data: no folder " + settings.storage.data_directory, "fairfile up makes it.");
    } else if (space.available < wanted) {
        report.bad("Disk: less than 1 GiB free for the data", "Make room or move FAIRFILE_DATA.");
    } else {
        report.good("Disk: " + std::to_string(space.available / wanted) + " GiB free");
    }
    const auto& keys = settings.storage.key_encryption_keys_file;
    if (keys.starts_with(settings.storage.data_directory)) {
        report.weak(
            "Keys: " + keys + " lies beside the data it protects",
            "In production keep FAIRFILE_KEY_ENCRYPTION_KEYS on another disk or in a secret store."
        );
    }
    if (web_directory(settings)) {
        report.good("Web app: " + web_directory(settings)->string());
    } else {
        report.weak("Web app: not built", "npm ci && npm run build in web/");
    }
}

std::optional<std::int64_t> ask(Foundation& foundation, const postgres::Statement& statement) {
    postgres::Parameters none;
    auto call = foundation.database->run(postgres::Identity::gate(), statement, std::move(none));
    auto rows = wait_for(foundation, std::move(call));
    if (!rows || rows->empty()) return std::nullopt;
    return rows->integer(0, 0);
}

void check_database(Report& report, Foundation& foundation) {
    constexpr std::int64_t version_least = 150'000;
    const auto version = ask(foundation, ask_version);
    if (!version) {
        report.bad("Database: no connection", "Check DATABASE_URL, or start fairfile up.");
        return;
    }
    if (*version < version_least) {
        report.bad("Database: older than PostgreSQL 15", "Upgrade the server.");
    } else {
        report.good("Database: PostgreSQL " + std::to_string(*version / 10'000));
    }
    if (ask(foundation, ask_unprotected).value_or(1) == 0) {
        report.good("Row security: forced on every table with people's data");
    } else {
        report.bad("Row security: missing on a table", "fairfile migrate");
    }
    if (ask(foundation, ask_roles).value_or(1) != 0) {
        report.bad("Roles: one of ours bypasses row security", "alter role … nobypassrls");
    }
    const auto since = foundation.clock.now().time_since_epoch();
    const auto here = std::chrono::duration_cast<std::chrono::seconds>(since).count();
    const auto there = ask(foundation, ask_clock).value_or(here);
    if (std::abs(here - there) > clock_skew_max_seconds) {
        report.bad("Clock: differs from the database's", "Run an NTP client on both machines.");
    } else {
        report.good("Clock: agrees with the database's");
    }
}

void check_migrations(Report& report, const Settings& settings) {
    if (settings.database.owner_url.empty()) return;
    const auto status =
        postgres::migration_status(settings.database.owner_url, postgres::embedded_migrations());
    if (!status) {
        report.bad("Migrations: " + status.error().message, "Check the owner's connection.");
        return;
    }
    for (const auto& one : *status) {
        if (one.state == postgres::MigrationStatus::State::applied) continue;
        report.bad("Migrations: " + one.name + " is not applied", "fairfile migrate");
        return;
    }
    report.good("Migrations: all " + std::to_string(status->size()) + " applied");
}

}  // namespace

int run_doctor(const Settings& given) {
    Report report;
    auto cage = start_cage();
    check_cage(report, cage);
    const auto settings = with_embedded_database(given);
    check_files(report, settings);
    if (!users::PasswordRules::open("/var/cache/cracklib/cracklib_dict")) {
        report.bad("Passwords: no dictionary", "apt-get install cracklib-runtime");
    }
    if (!cage) return exit_missing;
    if (settings.database.url.empty()) {
        report.weak("Database: none configured", "Set DATABASE_URL, or start fairfile up.");
        return report.all_good() ? exit_done : exit_missing;
    }
    auto foundation = Foundation::build({settings, settings.database.url}, std::move(*cage));
    if (!foundation) return complain(foundation.error(), exit_missing);
    (*foundation)->database->start();
    (*foundation)->loops.start();
    check_database(report, **foundation);
    check_migrations(report, settings);
    (*foundation)->loops.stop();
    (*foundation)->loops.join();
    return report.all_good() ? exit_done : exit_missing;
}

}  // namespace fairfile::app
