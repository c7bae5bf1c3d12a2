#include "infra/postgres/embedded.hpp"
#include "infra/postgres/embedded/cluster.hpp"
#include "infra/postgres/embedded/process.hpp"
#include "infra/postgres/plain_connection.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>

#include <algorithm>
#include <condition_variable>
#include <csignal>
#include <fcntl.h>
#include <mutex>
#include <sys/file.h>
#include <unistd.h>

namespace fairfile::postgres {

using namespace std::chrono_literals;
using embedded::Place;
using embedded::Program;

namespace {

Secret string_for(const Place& place, std::string_view role, std::string_view database) {
    std::string text = "host=" + place.socket_directory().string() + " port=5432 dbname=";
    text += database;
    text += " user=";
    text += role;
    return Secret(std::move(text));
}

}  // namespace

/// One thread starts the server and waits for its end: the kernel tells the server of our death
/// when the thread that started it is gone.
struct EmbeddedServer::State {
    EmbeddedOptions options;
    Place place;
    Program program;
    int lock = -1;

    std::mutex mutex;
    std::condition_variable changed;
    pid_t process = 0;
    int starts = 0;
    bool stopping = false;
    bool watching = false;
    boost::asio::thread_pool keeper{1};

    ~State() {
        if (lock >= 0) close(lock);
    }

    void watch();
    bool wait_before_restart();
    bool wait_gone(std::chrono::milliseconds patience);
    Result<void> wait_ready();
    Result<void> create_database();
};

void EmbeddedServer::State::watch() {
    for (;;) {
        pid_t started = 0;
        {
            const std::lock_guard guard(mutex);
            if (stopping) break;
            started = process = embedded::start_program(program);
            ++starts;
        }
        if (started > 0) embedded::wait_for_exit(started);
        if (!wait_before_restart()) break;
    }
    const std::lock_guard guard(mutex);
    watching = false;
    changed.notify_all();
}

bool EmbeddedServer::State::wait_before_restart() {
    constexpr auto first = 50ms;
    constexpr auto longest = 5'000ms;
    constexpr int doublings_max = 7;
    std::unique_lock guard(mutex);
    process = 0;
    changed.notify_all();
    const auto delay = std::min<std::chrono::milliseconds>(
        first * (1 << std::min(starts, doublings_max)), longest
    );
    changed.wait_for(guard, delay, [this] { return stopping; });
    return !stopping;
}

bool EmbeddedServer::State::wait_gone(std::chrono::milliseconds patience) {
    std::unique_lock guard(mutex);
    return changed.wait_for(guard, patience, [this] { return !watching; });
}

Result<void> EmbeddedServer::State::wait_ready() {
    constexpr int crashes_max = 5;
    constexpr auto step = 20ms;
    auto waited = 0ms;
    while (waited < options.start_wait) {
        auto connection = PlainConnection::open(string_for(place, "postgres", "postgres"));
        if (connection && connection->execute("select 1")) return {};
        std::unique_lock guard(mutex);
        if (starts > crashes_max) break;
        changed.wait_for(guard, step, [this] { return stopping; });
        waited += step;
    }
    return Error{
        Failure::unavailable,
        "embedded.failed",
        "PostgreSQL does not start; it says why in " + place.log().string() + "."};
}

Result<void> EmbeddedServer::State::create_database() {
    auto connection = PlainConnection::open(string_for(place, "postgres", "postgres"));
    if (!connection) return connection.error();
    Parameters name;
    name.add(options.database);
    auto found = connection->execute("select from pg_database where datname = $1", name);
    if (!found) return found.error();
    if (!found->empty()) return {};
    auto created = connection->execute("create database " + quoted_identifier(options.database));
    if (!created) return created.error();
    return {};
}

EmbeddedServer::EmbeddedServer(std::unique_ptr<State> state) : state_(std::move(state)) {}

EmbeddedServer::~EmbeddedServer() {
    stop();
    state_->keeper.join();
}

Result<std::unique_ptr<EmbeddedServer>> EmbeddedServer::start(EmbeddedOptions options) {
    auto binaries = embedded::find_binaries();
    if (!binaries) return binaries.error();
    auto user = embedded::server_user();
    if (!user) return user.error();
    auto place = embedded::make_place(options.directory, *user);
    if (!place) return place.error();

    auto state = std::make_unique<State>();
    state->place = *place;
    constexpr int mode = 0600;
    state->lock = open(place->lock().c_str(), O_RDWR | O_CREAT | O_CLOEXEC, mode);
    if (state->lock < 0 || flock(state->lock, LOCK_EX | LOCK_NB) != 0) {
        return Error{
            Failure::unavailable,
            "embedded.in_use",
            "Another process runs the database in " + place->root.string() + "."};
    }
    auto cleared = embedded::clear_leftovers(*place);
    if (!cleared) return cleared.error();
    auto made = embedded::make_cluster(options, *place, *user, *binaries);
    if (!made) return made.error();
    state->program = Program{
        .path = *binaries / "postgres",
        .arguments = {"-D", place->cluster().string()},
        .user = *user,
        .output = place->log(),
        .signal_on_our_death = SIGINT,
    };
    state->options = std::move(options);
    state->watching = true;
    boost::asio::post(state->keeper, [watched = state.get()] { watched->watch(); });

    std::unique_ptr<EmbeddedServer> server(new EmbeddedServer(std::move(state)));
    auto ready = server->state_->wait_ready();
    if (ready) ready = server->state_->create_database();
    if (!ready) return ready.error();
    return server;
}

void EmbeddedServer::stop() {
    const auto send = [this](int signal) {
        const std::lock_guard guard(state_->mutex);
        state_->stopping = true;
        state_->changed.notify_all();
        if (state_->process > 0) kill(state_->process, signal);
    };
    send(SIGINT);
    if (state_->wait_gone(20s)) return;
    send(SIGQUIT);
    if (state_->wait_gone(5s)) return;
    send(SIGKILL);
}

Secret EmbeddedServer::connection_string(std::string_view role) const {
    return connection_string(role, state_->options.database);
}

Secret EmbeddedServer::connection_string(std::string_view role, std::string_view database) const {
    return string_for(state_->place, role, database);
}

std::filesystem::path EmbeddedServer::socket_directory() const {
    return state_->place.socket_directory();
}

int EmbeddedServer::process_id() const {
    const std::lock_guard guard(state_->mutex);
    return state_->process;
}

int EmbeddedServer::restarts() const {
    const std::lock_guard guard(state_->mutex);
    return std::max(state_->starts - 1, 0);
}

Secret embedded_connection_string(
    const std::filesystem::path& directory, std::string_view role, std::string_view database
) {
    return string_for(embedded::place_of(directory), role, database);
}

}  // namespace fairfile::postgres
