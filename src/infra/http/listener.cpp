#include "infra/http/listener.hpp"

#include "infra/http/connection.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <sys/socket.h>

namespace fairfile::http {

using boost::asio::redirect_error;
using boost::asio::use_awaitable;
using boost::asio::ip::tcp;
using boost::system::error_code;
using ReusePort = boost::asio::detail::socket_option::boolean<SOL_SOCKET, SO_REUSEPORT>;

namespace {

// Long enough for a burst; the kernel cuts it to net.core.somaxconn.
constexpr int backlog = 4'096;
// When descriptors run out, accepting fails at once and would spin.
constexpr std::chrono::milliseconds pause_after_failure{100};

/// The place of one connection among those that may be open.
struct Place {
    explicit Place(Shared& all) : shared(all) {}
    ~Place() { shared.closed_connection(); }
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;

    Shared& shared;
};

awaitable<void> serve(std::shared_ptr<Core> core, tcp::socket socket) {
    auto* observer = core->shared->hooks.observer;
    const Place place(*core->shared);
    try {
        Connection connection(core, std::move(socket));
        co_await connection.run();
    } catch (const std::exception& failure) {
        if (observer != nullptr) observer->connection_failed(failure.what());
    }
}

void refuse(tcp::socket& socket) {
    constexpr std::string_view answer =
        "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nRetry-After: 1\r\n"
        "X-Content-Type-Options: nosniff\r\nStrict-Transport-Security: max-age=63072000; "
        "includeSubDomains\r\nContent-Security-Policy: default-src 'none'; frame-ancestors "
        "'none'\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n";
    error_code ignored;
    socket.non_blocking(true, ignored);
    socket.write_some(boost::asio::buffer(answer), ignored);
    socket.shutdown(tcp::socket::shutdown_send, ignored);
}

void take(const std::shared_ptr<Core>& core, tcp::socket socket) {
    auto& shared = *core->shared;
    if (shared.open.fetch_add(1, std::memory_order_acq_rel) >= shared.config.connections_max) {
        shared.refused.fetch_add(1, std::memory_order_relaxed);
        if (!shared.tls) refuse(socket);
        shared.closed_connection();
        return;
    }
    boost::asio::co_spawn(core->loop, serve(core, std::move(socket)), boost::asio::detached);
}

/// Connections that the kernel has opened already would be reset with the listening socket.
void take_waiting(const std::shared_ptr<Core>& core) {
    error_code problem;
    core->acceptor.non_blocking(true, problem);
    while (!problem) {
        tcp::socket socket(core->loop);
        core->acceptor.accept(socket, problem);
        if (!problem) take(core, std::move(socket));
    }
    core->acceptor.close(problem);
    core->shared->closed_listener();
}

}  // namespace

void claim_port(boost::asio::io_context& loop, const tcp::endpoint& endpoint) {
    tcp::acceptor probe(loop);
    probe.open(endpoint.protocol());
    probe.set_option(tcp::acceptor::reuse_address(true));
    probe.bind(endpoint);
}

void open_acceptor(Core& core, const tcp::endpoint& endpoint) {
    auto& acceptor = core.acceptor;
    acceptor.open(endpoint.protocol());
    acceptor.set_option(tcp::acceptor::reuse_address(true));
    acceptor.set_option(ReusePort(true));
    acceptor.bind(endpoint);
    acceptor.listen(backlog);
}

awaitable<void> accept_connections(std::shared_ptr<Core> core) {
    while (!core->is_stopped) {
        tcp::socket socket(core->loop);
        error_code problem;
        co_await core->acceptor.async_accept(socket, redirect_error(use_awaitable, problem));
        if (!problem) {
            take(core, std::move(socket));
        } else if (!core->is_stopped) {
            boost::asio::steady_timer pause(core->loop, pause_after_failure);
            co_await pause.async_wait(redirect_error(use_awaitable, problem));
        }
    }
    take_waiting(core);
}

awaitable<void> sweep_connections(std::shared_ptr<Core> core) {
    while (true) {
        core->sweep_all();
        core->timer.expires_after(core->shared->config.sweep_interval);
        error_code problem;
        co_await core->timer.async_wait(redirect_error(use_awaitable, problem));
    }
}

}  // namespace fairfile::http
