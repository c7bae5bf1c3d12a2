// A private PostgreSQL 15 for `up` and for tests: made when its directory is empty, reached through
// a Unix socket in a private folder only, watched, restarted when it crashes, stopped with us.
// PostgreSQL refuses to run as root. Started by root it runs as the user postgres (or fairfile,
// made when neither exists); if that user cannot reach `directory` (./var below /root), the data
// lives in /var/lib/fairfile/<hash of the path> and `directory` becomes a symlink to it.
// There are no passwords: the socket's folder is closed to others, and peer authentication lets
// the starting user in under each of the login roles. Roles themselves come from the migrations,
// applied as the superuser `postgres`.
#pragma once

#include "base/result.hpp"
#include "base/secret.hpp"

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace fairfile::postgres {

struct EmbeddedOptions {
    std::filesystem::path directory;
    std::string database = "fairfile";
    std::vector<std::string> login_roles{
        "fairfile_owner", "fairfile_api", "fairfile_worker", "fairfile_auditor"};
    /// Durable unless it is a test's server, which nobody will miss.
    enum class Durability { full, none } durability = Durability::full;
    std::string shared_buffers = "256MB";
    int connections_max = 100;
    /// Room for crash recovery before a start counts as failed.
    std::chrono::seconds start_wait{60};
    /// Lines appended to the server's configuration.
    std::vector<std::string> settings = {};
};

class EmbeddedServer {
  public:
    /// Returns when the server answers and the database exists. Blocks. Errors: kind `unavailable`,
    /// code "embedded.in_use", "embedded.no_binaries", "embedded.no_user", "embedded.version",
    /// "embedded.failed"; `message` says what to do.
    static Result<std::unique_ptr<EmbeddedServer>> start(EmbeddedOptions options);

    ~EmbeddedServer();
    EmbeddedServer(const EmbeddedServer&) = delete;
    EmbeddedServer& operator=(const EmbeddedServer&) = delete;

    /// Fast shutdown: sessions end, everything committed is on disk. May be called twice. Blocks.
    void stop();

    /// For a login role, or for the superuser `postgres`. Holds no password.
    Secret connection_string(std::string_view role) const;
    Secret connection_string(std::string_view role, std::string_view database) const;

    std::filesystem::path socket_directory() const;
    /// The postmaster's process id now; 0 while there is none.
    int process_id() const;
    /// How often a crashed server was started again.
    int restarts() const;

    struct State;

  private:
    explicit EmbeddedServer(std::unique_ptr<State> state);

    std::unique_ptr<State> state_;
};

/// The same string for a server that another process started on that directory.
Secret embedded_connection_string(
    const std::filesystem::path& directory, std::string_view role, std::string_view database
);

}  // namespace fairfile::postgres
