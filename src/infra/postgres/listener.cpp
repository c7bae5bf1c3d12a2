#include "infra/postgres/listener.hpp"

#include "infra/postgres/backoff.hpp"
#include "infra/postgres/connect.hpp"
#include "infra/postgres/errors.hpp"
#include "infra/postgres/plain_connection.hpp"

#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>

#include <fcntl.h>
#include <map>
#include <random>

namespace fairfile::postgres {

namespace {

constexpr Backoff backoff{std::chrono::milliseconds(50), std::chrono::milliseconds(2'000)};

struct FreeNotification {
    void operator()(PGnotify* notification) const { PQfreemem(notification); }
};

}  // namespace

struct Listener::State : std::enable_shared_from_this<Listener::State> {
    State(boost::asio::io_context& its_loop, Secret its_connection_string)
        : loop(its_loop),
          connection_string(std::move(its_connection_string)),
          timer(its_loop),
          socket(its_loop) {}

    void open();
    void open_later();
    void on_opened(Result<ConnectionHandle>& opened);
    Result<ConnectionHandle> open_now() const;
    void wait();
    void take_notifications();
    void close();

    boost::asio::io_context& loop;
    const Secret connection_string;
    std::map<std::string, Heard, std::less<>> channels;
    boost::asio::steady_timer timer;
    boost::asio::posix::stream_descriptor socket;
    ConnectionHandle connection;
    unsigned attempts = 0;
    bool is_stopped = false;
    std::minstd_rand chance{std::random_device{}()};
    std::shared_ptr<boost::asio::thread_pool> opener =
        std::make_shared<boost::asio::thread_pool>(1);
};

Listener::Listener(boost::asio::io_context& loop, Secret connection_string)
    : state_(std::make_shared<State>(loop, std::move(connection_string))) {}

Listener::~Listener() {
    stop();
    state_->opener->stop();
    state_->opener->join();
}

void Listener::listen(std::string channel, Heard heard) {
    state_->channels.insert_or_assign(std::move(channel), std::move(heard));
}

void Listener::start() {
    boost::asio::post(state_->loop, [state = state_] { state->open(); });
}

void Listener::stop() {
    state_->is_stopped = true;
    state_->timer.cancel();
    state_->close();
}

void Listener::State::open() {
    if (is_stopped) return;
    boost::asio::post(*opener, [state = shared_from_this()] {
        auto opened = state->open_now();
        boost::asio::post(state->loop, [state, opened = std::move(opened)]() mutable {
            if (!state->is_stopped) state->on_opened(opened);
        });
    });
}

Result<ConnectionHandle> Listener::State::open_now() const {
    auto opened = connect(connection_string);
    if (!opened) return opened.error();
    for (const auto& [channel, heard] : channels) {
        PGresult* result = PQexec(opened->get(), ("listen " + quoted_identifier(channel)).c_str());
        const bool is_done = PQresultStatus(result) == PGRES_COMMAND_OK;
        PQclear(result);
        if (!is_done) return unavailable();
    }
    return opened;
}

void Listener::State::open_later() {
    close();
    std::uniform_real_distribution<double> uniform(0.0, 1.0);
    timer.expires_after(delay_after(backoff, attempts++, uniform(chance)));
    timer.async_wait([state = shared_from_this()](boost::system::error_code error) {
        if (!error) state->open();
    });
}

void Listener::State::on_opened(Result<ConnectionHandle>& opened) {
    const int copy = opened ? fcntl(PQsocket(opened->get()), F_DUPFD_CLOEXEC, 0) : -1;
    if (copy < 0) {
        open_later();
        return;
    }
    attempts = 0;
    connection = std::move(*opened);
    socket.assign(copy);
    wait();
    for (const auto& [channel, heard] : channels) heard({});
    take_notifications();
}

void Listener::State::wait() {
    socket.async_wait(
        boost::asio::posix::stream_descriptor::wait_read,
        [state = shared_from_this()](boost::system::error_code error) {
            if (error || state->is_stopped || !state->connection) return;
            if (PQconsumeInput(state->connection.get()) != 1) {
                state->open_later();
                return;
            }
            state->wait();
            state->take_notifications();
        }
    );
}

void Listener::State::take_notifications() {
    while (connection) {
        const std::unique_ptr<PGnotify, FreeNotification> notification(PQnotifies(connection.get())
        );
        if (!notification) return;
        const auto channel = channels.find(std::string_view(notification->relname));
        if (channel != channels.end()) channel->second(notification->extra);
    }
}

void Listener::State::close() {
    boost::system::error_code ignored;
    socket.close(ignored);
    connection.reset();
}

}  // namespace fairfile::postgres
