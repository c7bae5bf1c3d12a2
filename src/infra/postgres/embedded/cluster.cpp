#include "infra/postgres/embedded/cluster.hpp"

#include "infra/postgres/embedded/process.hpp"

#include <array>
#include <chrono>
#include <condition_variable>
#include <csignal>
#include <fstream>
#include <mutex>
#include <unistd.h>

namespace fairfile::postgres::embedded {

namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

constexpr const char* version = "15";
constexpr const char* superuser = "postgres";

Error failed(std::string message) {
    return Error{Failure::unavailable, "embedded.failed", std::move(message)};
}

Result<void> write_file(const fs::path& path, const std::string& text, const OsUser& user) {
    std::ofstream file(path, std::ios::trunc);
    file << text;
    file.close();
    if (!file || lchown(path.c_str(), user.uid, user.gid) != 0) {
        return failed("Cannot write " + path.string() + ".");
    }
    fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write);
    return {};
}

std::string quoted_setting(const std::string& text) {
    std::string quoted = "'";
    for (const char character : text) {
        quoted.push_back(character);
        if (character == '\'') quoted.push_back('\'');
    }
    return quoted + "'";
}

std::string configuration(const EmbeddedOptions& options, const Place& place) {
    std::string text =
        "listen_addresses = ''\n"
        "port = 5432\n"
        "unix_socket_permissions = 0700\n"
        "password_encryption = 'scram-sha-256'\n"
        "timezone = 'UTC'\n"
        "log_timezone = 'UTC'\n"
        "jit = off\n"
        "wal_level = replica\n"
        "wal_compression = on\n"
        "max_wal_size = 1GB\n"
        "checkpoint_completion_target = 0.9\n"
        "effective_io_concurrency = 16\n"
        "random_page_cost = 1.1\n"
        "idle_in_transaction_session_timeout = '60s'\n"
        "log_line_prefix = '%m [%p] '\n"
        // Statements, their parameters and the details of errors quote people's data.
        "log_min_error_statement = panic\n"
        "log_parameter_max_length = 0\n"
        "log_parameter_max_length_on_error = 0\n"
        "log_error_verbosity = terse\n";
    text += "unix_socket_directories = " + quoted_setting(place.socket_directory()) + "\n";
    text += "shared_buffers = " + quoted_setting(options.shared_buffers) + "\n";
    text += "max_connections = " + std::to_string(options.connections_max) + "\n";
    const bool durable = options.durability == EmbeddedOptions::Durability::full;
    text += durable ? "fsync = on\nsynchronous_commit = on\nfull_page_writes = on\n"
                    : "fsync = off\nfull_page_writes = off\n";
    for (const auto& line : options.settings) text += line + "\n";
    return text;
}

/// Who connects through the socket may take which role: we and the server's user take all of them.
std::string identities(const EmbeddedOptions& options, const OsUser& us, const OsUser& server) {
    std::string text;
    const auto add = [&](const std::string& person) {
        text += "fairfile " + person + " " + superuser + "\n";
        for (const auto& role : options.login_roles) {
            text += "fairfile " + person + " " + role + "\n";
        }
    };
    add(us.name);
    if (us.uid != server.uid) add(server.name);
    return text;
}

Result<void> configure(
    const EmbeddedOptions& options, const Place& place, const fs::path& cluster, const OsUser& user
) {
    auto us = this_user();
    if (!us) return us.error();
    auto written = write_file(cluster / "fairfile.conf", configuration(options, place), user);
    if (written) {
        written = write_file(cluster / "pg_hba.conf", "local all all peer map=fairfile\n", user);
    }
    if (written) {
        written = write_file(cluster / "pg_ident.conf", identities(options, *us, user), user);
    }
    return written;
}

Result<void> check_version(const fs::path& cluster) {
    std::string found;
    std::ifstream(cluster / "PG_VERSION") >> found;
    if (found == version) return {};
    return Error{
        Failure::unavailable,
        "embedded.version",
        "The data in " + cluster.string() + " is of PostgreSQL " + found + ", not " + version +
            ": dump it with that version and load it into a new folder."};
}

struct Pause {
    std::mutex mutex;
    std::condition_variable never;
    void wait(std::chrono::milliseconds duration) {
        std::unique_lock lock(mutex);
        never.wait_for(lock, duration, [] { return false; });
    }
};

bool is_server_of(pid_t process, const fs::path& cluster) {
    std::error_code problem;
    const auto folder = fs::path("/proc") / std::to_string(process);
    const auto program = fs::read_symlink(folder / "exe", problem);
    if (problem || program.filename() != "postgres") return false;
    const auto works_in = fs::read_symlink(folder / "cwd", problem);
    return !problem && works_in == cluster;
}

bool stop_and_wait(pid_t process, int signal, std::chrono::milliseconds patience) {
    constexpr auto step = 20ms;
    Pause pause;
    kill(process, signal);
    for (auto waited = 0ms; waited < patience; waited += step) {
        if (kill(process, 0) != 0) return true;
        pause.wait(step);
    }
    return false;
}

}  // namespace

Result<fs::path> find_binaries() {
    constexpr std::array folders{
        "/usr/lib/postgresql/15/bin",
        "/usr/pgsql-15/bin",
        "/usr/local/pgsql/bin",
        "/usr/local/bin",
        "/usr/bin"};
    for (const char* folder : folders) {
        const auto path = fs::path(folder);
        if (fs::exists(path / "postgres") && fs::exists(path / "initdb")) return path;
    }
    return Error{
        Failure::unavailable,
        "embedded.no_binaries",
        "PostgreSQL 15 is not installed: apt-get install postgresql-15."};
}

Result<void> make_cluster(
    const EmbeddedOptions& options, const Place& place, const OsUser& user, const fs::path& binaries
) {
    const auto cluster = place.cluster();
    if (!fs::exists(cluster)) {
        const auto unfinished = place.root / "cluster.new";
        fs::remove_all(unfinished);
        Program initdb{
            .path = binaries / "initdb", .user = user, .output = place.root / "initdb.log"};
        initdb.arguments = {
            "-D",
            unfinished.string(),
            "-U",
            superuser,
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "--auth=peer"};
        if (options.durability == EmbeddedOptions::Durability::none) {
            initdb.arguments.emplace_back("--no-sync");
        }
        if (run_program(initdb) != 0) {
            return failed("initdb failed; it says why in " + initdb.output.string() + ".");
        }
        std::ofstream(unfinished / "postgresql.conf", std::ios::app) << "include 'fairfile.conf'\n";
        fs::rename(unfinished, cluster);
    }
    auto fits = check_version(cluster);
    if (!fits) return fits;
    return configure(options, place, cluster, user);
}

Result<void> clear_leftovers(const Place& place) {
    const auto pid_file = place.cluster() / "postmaster.pid";
    pid_t process = 0;
    if (!(std::ifstream(pid_file) >> process) || process <= 1) return {};
    if (is_server_of(process, place.cluster())) {
        const bool gone = stop_and_wait(process, SIGINT, 15s) ||
                          stop_and_wait(process, SIGQUIT, 5s) ||
                          stop_and_wait(process, SIGKILL, 5s);
        if (!gone)
            return failed("An old PostgreSQL will not stop: " + std::to_string(process) + ".");
    }
    std::error_code already_gone;
    fs::remove(pid_file, already_gone);
    return {};
}

}  // namespace fairfile::postgres::embedded
