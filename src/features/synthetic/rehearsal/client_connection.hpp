// One kept-alive HTTP/1.1 connection that asks and reads answers, for load: no TLS, no redirects,
// no pipelining. A connection that the server closed while it was idle is opened again once.
#pragma once

#include "base/result.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <string>
#include <string_view>

namespace fairfile::synthetic {

struct Answer {
    int status = 0;
    std::string body;
};

class ClientConnection {
  public:
    ClientConnection(boost::asio::any_io_executor executor, boost::asio::ip::tcp::endpoint server)
        : socket_(std::move(executor)), server_(std::move(server)) {}

    boost::asio::awaitable<bool> connect();
    /// `head` with its empty line; `body` follows it. Both must live until the answer is there.
    boost::asio::awaitable<Result<Answer>> ask(std::string_view head, std::string_view body);

    int reconnects() const { return reconnects_; }
    void close();

  private:
    enum class Outcome { done, closed, failed };
    boost::asio::awaitable<Outcome> ask_once(
        std::string_view head, std::string_view body, Answer& answer
    );
    boost::asio::awaitable<bool> read_more();

    boost::asio::ip::tcp::socket socket_;
    boost::asio::ip::tcp::endpoint server_;
    std::string received_;
    int reconnects_ = 0;
};

/// Of http://HOST:PORT. Fails with "synthetic.bad_url".
Result<boost::asio::ip::tcp::endpoint> endpoint_of(const std::string& url);

}  // namespace fairfile::synthetic
