// A connection's bytes, plain or through TLS, with one deadline that a sweep checks instead of a
// timer per operation. Sending tries at once and waits only when the socket is full.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/stream.hpp>

#include <array>
#include <chrono>
#include <memory>
#include <span>

namespace fairfile::http {

using boost::asio::awaitable;
using TimePoint = std::chrono::steady_clock::time_point;

struct PaceRule {
    std::chrono::milliseconds window;
    std::size_t bytes_min;
};

/// At least so many bytes in each window, else too slow. Pure.
class Pace {
  public:
    void begin(TimePoint now) { *this = Pace{now}; }
    void add(std::size_t bytes) { bytes_ += bytes; }
    bool is_too_slow(TimePoint now, const PaceRule& rule);

    Pace() = default;

  private:
    explicit Pace(TimePoint now) : window_begin_(now) {}

    TimePoint window_begin_ = {};
    std::size_t bytes_ = 0;
};

class Wire {
  public:
    using Socket = boost::asio::ip::tcp::socket;
    using Buffers = std::array<boost::asio::const_buffer, 2>;

    Wire(Socket socket, boost::asio::ssl::context* tls);

    Socket& socket() { return socket_; }
    bool is_encrypted() const { return tls_ != nullptr; }
    awaitable<bool> handshake();

    /// 0 when the client has gone, or the wait was ended by `wake` or `close`.
    awaitable<std::size_t> read_some(boost::asio::mutable_buffer into);

    enum class Sent { all, some, failed };
    /// Takes what was sent off the front of `buffers`. Encrypted wires send nothing at once.
    Sent send_now(Buffers& buffers);
    /// Sends the rest, counting into `pace`; false when the client has gone.
    awaitable<bool> send_rest(Buffers buffers, Pace& pace);

    /// Ends the operation that waits, if one does; the connection lives.
    void wake();
    void close_sending();
    awaitable<void> say_goodbye();
    void close();

  private:
    using TlsStream = boost::asio::ssl::stream<Socket&>;

    Socket socket_;
    std::unique_ptr<TlsStream> tls_;
};

}  // namespace fairfile::http
