#include "app/cage.hpp"
#include "app/child_process.hpp"
#include "app/commands.hpp"
#include "app/output.hpp"
#include "app/places.hpp"
#include "app/sample.hpp"
#include "app/secrets.hpp"
#include "app/signals.hpp"
#include "infra/postgres/embedded.hpp"
#include "infra/postgres/migrator.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/use_future.hpp>

#include <chrono>
#include <csignal>
#include <ctime>
#include <filesystem>
#include <future>
#include <unistd.h>

namespace fairfile::app {

namespace {

namespace fs = std::filesystem;

constexpr int drain_patience_seconds = 15;
constexpr int restart_pause_max = 8;
constexpr std::chrono::seconds look_after_interval{1};

Settings settings_for(Settings settings, const UpOptions& options) {
    auto& storage = settings.storage;
    if (!options.data.empty()) {
        const auto folder = fs::absolute(options.data).string();
        storage.data_directory = folder;
        storage.object_directory = folder + "/objects";
        storage.key_directory = folder + "/keystore";
        storage.key_encryption_keys_file = folder + "/keys/kek";
        settings.token.signing_key_file = folder + "/keys/token";
    }
    if (options.port) settings.http.port = *options.port;
    return settings;
}

/// serve and work as children, watched.
class Roles {
  public:
    Roles(const Settings& settings, const postgres::EmbeddedServer& server) {
        const auto folder = settings.storage.data_directory;
        const std::vector<std::pair<std::string, std::string>> common{
            {"FAIRFILE_DATA", folder},
            {"FAIRFILE_OBJECT_DIRECTORY", settings.storage.object_directory},
            {"FAIRFILE_KEY_DIRECTORY", settings.storage.key_directory},
            {"FAIRFILE_KEY_ENCRYPTION_KEYS", settings.storage.key_encryption_keys_file},
            {"FAIRFILE_TOKEN_KEY", settings.token.signing_key_file},
            {"DATABASE_URL", std::string(server.connection_string("fairfile_api").reveal())},
            {"FAIRFILE_WORKER_DATABASE_URL",
             std::string(server.connection_string("fairfile_worker").reveal())},
            {"FAIRFILE_HTTP_PORT", std::to_string(settings.http.port)}};
        auto serving = common;
        serving.emplace_back("FAIRFILE_LOG_FILE", folder + "/log/serve.log");
        auto working = common;
        working.emplace_back("FAIRFILE_LOG_FILE", folder + "/log/work.log");
        const auto metrics = settings.http.metrics_port;
        working.emplace_back(
            "FAIRFILE_METRICS_PORT", std::to_string(metrics == 0 ? 0 : metrics + 1)
        );
        roles_.push_back({{{"serve"}, serving}});
        roles_.push_back({{{"work"}, working}});
    }

    void start() {
        for (auto& role : roles_) role.process = start_child(role.command);
    }

    /// Starts again what has died; longer pauses for a role that keeps dying.
    void look_after() {
        for (auto& role : roles_) {
            if (role.process > 0 && has_ended(role.process)) {
                role.process = 0;
                role.pause = std::min(role.pause * 2 + 1, restart_pause_max);
                role.waited = 0;
            }
            if (role.process <= 0 && role.waited++ >= role.pause) {
                role.process = start_child(role.command);
            }
        }
    }

    void end() {
        for (auto& role : roles_) {
            if (role.process > 0) ::kill(role.process, SIGTERM);
        }
        for (auto& role : roles_) end_child(role.process, drain_patience_seconds);
    }

  private:
    struct Role {
        ChildCommand command;
        pid_t process = 0;
        int pause = 0;
        int waited = 0;
    };
    std::vector<Role> roles_;
};

void say_where(const Settings& settings, const std::vector<SampleLogin>& logins) {
    say_line("");
    say_line("Fairfile is up: http://127.0.0.1:" + std::to_string(settings.http.port));
    std::vector<std::vector<std::string>> rows{{"Sample login", "E-mail", "Password"}};
    for (const auto& login : logins) rows.push_back({login.role, login.email, login.password});
    say(table(rows));
    say_line("Logs: " + settings.storage.data_directory + "/log. Ctrl-C stops everything.");
}

struct Shown {
    std::vector<SampleLogin> logins;
    std::string accounts;
};

/// A person signs in, a report goes in, its accounts come out. Blocks until the worker has read it.
Result<Shown> process_sample(Foundation& foundation, Slices& slices, const Settings& settings) {
    auto logins = sample_logins(foundation, slices, settings);
    if (!logins) return logins.error();
    auto accounts = read_sample(foundation, slices, logins->front());
    if (!accounts) return accounts.error();
    return Shown{std::move(*logins), std::move(*accounts)};
}

/// Meanwhile the roles are looked after: a worker that dies over the sample is started again.
Result<Shown> process_sample_beside(
    Roles& roles, Foundation& foundation, Slices& slices, const Settings& settings
) {
    auto work = [&] { return process_sample(foundation, slices, settings); };
    auto shown =
        boost::asio::post(foundation.pool.threads(), boost::asio::use_future(std::move(work)));
    while (shown.wait_for(look_after_interval) != std::future_status::ready) roles.look_after();
    return shown.get();
}

int show_sample(const Settings& settings, sandbox::Sandbox cage, Roles& roles) {
    auto foundation = Foundation::build({settings, settings.database.url}, std::move(cage));
    if (!foundation) return complain(foundation.error(), exit_missing);
    auto slices = Slices::build(**foundation, settings);
    if (!slices) return complain(slices.error(), exit_missing);
    (*foundation)->database->start();
    (*foundation)->loops.start();

    int status = exit_done;
    auto shown = process_sample_beside(roles, **foundation, **slices, settings);
    if (shown) {
        say_line("The sample report's accounts, as the dashboard shows them:");
        say(shown->accounts);
        say_where(settings, shown->logins);
    } else {
        status = complain(shown.error(), exit_no);
    }
    (*foundation)->database->stop();
    (*foundation)->loops.stop();
    (*foundation)->loops.join();
    return status;
}

/// Until a signal comes; children are looked after once a second.
void stay_up(Roles& roles) {
    sigset_t ending;
    sigemptyset(&ending);
    for (const int signal : {SIGTERM, SIGINT, SIGHUP}) sigaddset(&ending, signal);
    const timespec second{1, 0};
    while (sigtimedwait(&ending, nullptr, &second) < 0) roles.look_after();
}

Result<bool> prepare_folders(const Settings& settings) {
    std::error_code error;
    fs::create_directories(settings.storage.data_directory + "/log", error);
    if (!error) return true;
    return Error{
        Failure::unavailable,
        "app.no_data_directory",
        "Cannot make " + settings.storage.data_directory + ": " + error.message() + "."};
}

}  // namespace

int run_up(const Settings& given, const UpOptions& options) {
    hold_signals();
    auto cage = start_cage();
    if (!cage) return complain(cage.error(), exit_missing);
    auto settings = settings_for(given, options);
    auto folders = prepare_folders(settings);
    if (!folders) return complain(folders.error(), exit_missing);
    auto secrets = load_secrets(settings, WhenMissing::make);
    if (!secrets) return complain(secrets.error(), exit_missing);

    say_line("Starting PostgreSQL …");
    auto server =
        postgres::EmbeddedServer::start({.directory = settings.storage.data_directory + "/postgres"}
        );
    if (!server) return complain(server.error(), exit_missing);
    const auto owner = (*server)->connection_string("postgres");
    auto migrated = postgres::migrate(owner, postgres::embedded_migrations());
    if (!migrated) return complain(migrated.error(), exit_missing);

    settings.database.url = (*server)->connection_string("fairfile_api");
    Roles roles(settings, **server);
    roles.start();
    const int status = show_sample(settings, std::move(*cage), roles);
    if (status == exit_done && !options.once) stay_up(roles);
    roles.end();
    (*server)->stop();
    return status;
}

}  // namespace fairfile::app
