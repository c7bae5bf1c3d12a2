// What the connections of one core share, and what all cores share. Only the loop of a core touches
// its Core; Shared is touched once per connection.
#pragma once

#include "infra/http/request_ids.hpp"
#include "infra/http/server.hpp"
#include "infra/http/trusted_proxies.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <string>

namespace fairfile::http {

struct Shared {
    Shared(ServerConfig settings, const Router& routes, ServerHooks asked, const Clock& time)
        : config(std::move(settings)),
          router(routes),
          hooks(asked),
          clock(time),
          trusted_proxies(config.trusted_proxies) {}

    const ServerConfig config;
    const Router& router;
    const ServerHooks hooks;
    const Clock& clock;
    const TrustedProxies trusted_proxies;
    std::optional<boost::asio::ssl::context> tls = {};
    std::atomic<std::uint64_t> refused{0};
    std::atomic<std::size_t> open{0};

    void closed_connection();
    void opened_listener();
    void closed_listener();
    void wait(std::chrono::milliseconds time);
    /// Whether no listener and no connection were left before `deadline`.
    bool wait_until_quiet(std::chrono::steady_clock::time_point deadline);

  private:
    std::mutex mutex_ = {};
    std::condition_variable changed_ = {};
    std::size_t listeners_ = 0;
};

/// A connection as the sweep sees it.
class Sweepable {
  public:
    virtual ~Sweepable() = default;
    virtual void sweep(std::chrono::steady_clock::time_point now) = 0;
    /// End what waits for the client; what is being answered goes on.
    virtual void drain() = 0;
    virtual void cut() = 0;

    Sweepable* next = nullptr;
    Sweepable** link = nullptr;
};

struct Core {
    Core(boost::asio::io_context& io, std::shared_ptr<Shared> all);

    void add(Sweepable& connection);
    static void remove(Sweepable& connection);
    void sweep_all();
    void drain_all();
    void cut_all();

    boost::asio::io_context& loop;
    // Shared by the server and the connections: a connection's frame may be destroyed by its loop
    // after the server has gone.
    const std::shared_ptr<Shared> shared;
    boost::asio::ip::tcp::acceptor acceptor;
    boost::asio::steady_timer timer;
    RequestIds ids = {};
    std::chrono::steady_clock::time_point now = std::chrono::steady_clock::now();
    std::string date = {};
    std::chrono::sys_seconds date_second = {};
    bool is_draining = false;
    bool is_stopped = false;

  private:
    Sweepable* first_ = nullptr;
};

}  // namespace fairfile::http
