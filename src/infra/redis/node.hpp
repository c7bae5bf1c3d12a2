// One connection of one event loop to one Redis server. Commands of concurrent callers leave in one
// write and are answered in order. Used on its loop only.
#pragma once

#include "base/result.hpp"
#include "base/secret.hpp"
#include "infra/redis/breaker.hpp"
#include "infra/redis/resp.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <random>
#include <string>

namespace fairfile::redis {

using boost::asio::awaitable;

struct Address {
    std::string host;
    std::uint16_t port = 6379;

    auto operator<=>(const Address&) const = default;
};

struct Login {
    std::string user = {};  // empty: the server's default user
    Secret password = {};
    int database = 0;
};

struct NodeOptions {
    Login login = {};
    /// nullptr: without TLS.
    std::shared_ptr<boost::asio::ssl::context> tls = {};
    std::chrono::milliseconds timeout{50};  // of one command
    std::chrono::milliseconds connect_timeout{1'000};
    std::chrono::milliseconds silence_max{1'000};  // then the connection is given up
    std::chrono::milliseconds backoff_first{20};
    std::chrono::milliseconds backoff_longest{2'000};
    unsigned failures_max = 5;  // in a row: then the breaker opens
    std::chrono::milliseconds breaker_pause{500};
    std::size_t in_flight_max = 10'000;
    bool must_be_master = false;
};

/// Where the server is now; asked before each connection.
using Locate = std::function<awaitable<Result<Address>>()>;
/// Called when the breaker opens (true) and closes (false).
using OnBreaker = std::function<void(bool is_open)>;

class Node : public std::enable_shared_from_this<Node> {
  public:
    Node(boost::asio::io_context& loop, NodeOptions options, Locate locate, OnBreaker on_breaker);
    ~Node();

    void start();
    void stop();

    /// `bytes` hold `commands` commands; the answer is the last one's. Kind `unavailable`: code
    /// "redis.timeout", "redis.open" (the breaker spares it), "redis.lost", "redis.busy". An error
    /// that Redis answers is a Value.
    awaitable<Result<Value>> ask(std::string bytes, std::size_t commands = 1);

    /// Writes to the socket so far; many callers share one.
    std::uint64_t writes() const { return writes_; }
    bool is_connected() const { return state_ == State::connected; }

  private:
    struct Pending;
    struct Stream;
    enum class State : std::uint8_t { connecting, connected, waiting, stopped };
    using PendingPointer = std::shared_ptr<Pending>;  // the caller's and the queue's

    static awaitable<void> run(std::shared_ptr<Node> self);
    awaitable<Result<bool>> open();
    awaitable<Result<Value>> greet(std::string command);
    awaitable<Result<bool>> log_in();
    awaitable<void> connect(Address address);
    awaitable<void> serve();
    awaitable<void> read_answers();
    bool take_answers();
    awaitable<void> write_commands();
    awaitable<void> pause();
    void settle(Value value);
    void lose();
    void note(bool is_answered);
    void drop_if_silent();

    boost::asio::io_context& loop_;
    const NodeOptions options_;
    const Locate locate_;
    const OnBreaker on_breaker_;
    Breaker breaker_;
    State state_ = State::connecting;
    std::unique_ptr<Stream> stream_;
    std::unique_ptr<Parser> parser_;
    std::string outgoing_;
    std::string writing_;
    std::deque<PendingPointer> in_flight_;
    boost::asio::steady_timer wake_;
    boost::asio::steady_timer rest_;
    unsigned attempts_ = 0;
    std::uint64_t writes_ = 0;
    std::minstd_rand chance_;
};

}  // namespace fairfile::redis
