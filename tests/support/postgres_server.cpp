#include "tests/support/postgres_server.hpp"

#include "infra/postgres/migrator.hpp"
#include "infra/postgres/plain_connection.hpp"

#include <atomic>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <memory>
#include <stdexcept>
#include <sys/file.h>
#include <unistd.h>

namespace fairfile::test {

namespace {

namespace fs = std::filesystem;

constexpr const char* template_database = "fairfile_template";
constexpr std::string_view run_prefix = "fairfile-test-run-";
constexpr std::string_view template_prefix = "fairfile-test-template-";

template <class T>
T expect(Result<T> result, const char* doing) {
    if (result) return std::move(*result);
    const auto& error = result.error();
    throw std::runtime_error(std::string(doing) + ": " + error.message + " " + error.detail);
}

postgres::EmbeddedOptions throwaway(const fs::path& folder) {
    postgres::EmbeddedOptions options;
    options.directory = folder;
    options.database = "postgres";
    options.durability = postgres::EmbeddedOptions::Durability::none;
    options.shared_buffers = "32MB";
    options.settings = {"min_wal_size = 32MB", "autovacuum = off", "max_prepared_transactions = 2"};
    return options;
}

postgres::Rows execute_as_superuser(
    const postgres::EmbeddedServer& server, std::string_view database, const std::string& sql
) {
    auto connection = expect(
        postgres::PlainConnection::open(server.connection_string("postgres", database)), "connect"
    );
    return expect(connection.execute(sql), sql.c_str());
}

/// Changes with every migration, so that a stale template is never used.
std::string template_key() {
    std::string all = "1";
    for (const auto& migration : postgres::embedded_migrations()) all += migration.sql;
    return std::to_string(geteuid()) + "-" + std::to_string(std::hash<std::string>{}(all));
}

void build_template(const fs::path& folder) {
    auto server = expect(postgres::EmbeddedServer::start(throwaway(folder)), "start PostgreSQL");
    execute_as_superuser(*server, "postgres", std::string("create database ") + template_database);
    expect(
        postgres::migrate(
            server->connection_string("postgres", template_database),
            postgres::embedded_migrations()
        ),
        "migrate"
    );
}

/// Made by the first test program that needs it; the others wait.
fs::path find_template() {
    const auto folder = fs::temp_directory_path() / (std::string(template_prefix) + template_key());
    if (fs::exists(folder)) return folder;
    constexpr int mode = 0600;
    const int lock = open((folder.string() + ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, mode);
    if (lock < 0 || flock(lock, LOCK_EX) != 0) throw std::runtime_error("cannot lock the template");
    if (!fs::exists(folder)) {
        const fs::path unfinished = folder.string() + ".new";
        fs::remove_all(unfinished);
        build_template(unfinished);
        fs::rename(unfinished, folder);
    }
    close(lock);
    return folder;
}

/// What a killed test program could not take away itself.
void sweep_folders_of_the_dead() {
    std::error_code gone;
    for (const auto& entry : fs::directory_iterator(fs::temp_directory_path(), gone)) {
        const auto name = entry.path().filename().string();
        if (!name.starts_with(run_prefix)) continue;
        pid_t process = 0;
        std::from_chars(name.data() + run_prefix.size(), name.data() + name.size(), process);
        if (process > 0 && kill(process, 0) != 0 && errno == ESRCH) {
            fs::remove_all(entry.path(), gone);
        }
    }
}

class Folder {
  public:
    Folder() {
        sweep_folders_of_the_dead();
        path_ = fs::temp_directory_path() / (std::string(run_prefix) + std::to_string(getpid()));
        fs::create_directories(path_);
        fs::permissions(path_, fs::perms{0711});
    }
    ~Folder() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    const fs::path& path() const { return path_; }

  private:
    fs::path path_;
};

std::unique_ptr<postgres::EmbeddedServer> start_copy() {
    const auto original = find_template();
    const auto folder = server_folder() / "postgres";
    const auto copy = "cp -a --reflink=auto " + original.string() + " " + folder.string();
    if (std::system(copy.c_str()) != 0) throw std::runtime_error(copy);
    return expect(postgres::EmbeddedServer::start(throwaway(folder)), "start PostgreSQL");
}

}  // namespace

const fs::path& server_folder() {
    static const Folder folder;
    return folder.path();
}

postgres::EmbeddedServer& postgres_server() {
    server_folder();  // first, so that it outlives the server in it
    static const std::unique_ptr<postgres::EmbeddedServer> server = start_copy();
    return *server;
}

TestDatabase::TestDatabase(Content content) {
    static std::atomic<int> count{0};
    name_ = "test_" + std::to_string(++count);
    const std::string from = content == Content::migrated ? template_database : "template0";
    execute_as_superuser(
        postgres_server(), "postgres", "create database " + name_ + " template " + from
    );
}

TestDatabase::~TestDatabase() {
    try {
        execute_as_superuser(
            postgres_server(), "postgres", "drop database " + name_ + " with (force)"
        );
    } catch (const std::exception&) {
        return;  // the server was stopped by the test; the database goes with its folder
    }
}

Secret TestDatabase::connection_string(std::string_view role) const {
    return postgres_server().connection_string(role, name_);
}

postgres::Rows TestDatabase::execute(const std::string& sql) const {
    return execute_as_superuser(postgres_server(), name_, sql);
}

}  // namespace fairfile::test
