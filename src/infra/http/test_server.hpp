// For tests only: a real server on a free port with a few routes and doubles for its hooks, and a
// client that sends raw bytes.
#pragma once

#include "infra/http/server.hpp"

#include <condition_variable>
#include <mutex>
#include <string>
#include <vector>

namespace fairfile::http {

/// `Bearer user` and `Bearer operator` are known at once, `Bearer slow` after a wait, others never.
class TokenDouble final : public Authenticator {
  public:
    std::optional<Caller> authenticate_now(const Request& request) override;
    awaitable<Caller> authenticate(const Request& request) override;
};

/// Login attempts are limited, uploads are after a wait; everything else is counted.
class LimiterDouble final : public RequestLimiter {
  public:
    std::optional<LimitVerdict> check_now(const LimitQuestion& question) override;
    awaitable<LimitVerdict> check(LimitQuestion question) override;
};

/// Keeps a line for each request: `GET /livez 200`.
class ObserverDouble final : public Observer {
  public:
    void request_finished(const RequestRecord& record) override;
    void connection_failed(std::string_view what) override;
    /// Waits until the line was recorded.
    bool saw(const std::string& line);
    std::vector<std::string> lines();

  private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<std::string> lines_;
};

/// A gate in a handler: the test sees that it was reached and lets it go on.
class Gate {
  public:
    awaitable<void> pass();
    void wait_until_reached();
    void open();

  private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::shared_ptr<boost::asio::steady_timer> timer_;
};

struct TestSlice {
    Gate gate = {};
    Gate events_ended = {};
    std::atomic<int> handled{0};
    std::atomic<bool> events_were_ended{false};
};

/// Limits so short that a test need not wait, and a sweep that is quick to see them.
ServerConfig quick_config();

class TestServer {
  public:
    explicit TestServer(ServerConfig config = quick_config(), const StaticFiles* files = nullptr);
    ~TestServer();

    runtime::EventLoops loops{2};
    TestSlice slice = {};
    Router router = {};
    TokenDouble tokens = {};
    LimiterDouble limiter = {};
    ObserverDouble observer = {};
    Readiness readiness = {};
    runtime::SystemClock clock = {};
    Server server;
};

struct Answer {
    unsigned status = 0;  // 0: closed without an answer
    std::string head = {};
    std::string body = {};

    std::string header(std::string_view name) const;
};

class RawClient {
  public:
    explicit RawClient(std::uint16_t port);
    ~RawClient();
    RawClient(const RawClient&) = delete;
    RawClient& operator=(const RawClient&) = delete;

    bool send(std::string_view bytes);
    Answer read(std::string_view method = "GET");
    std::string read_line();
    std::string read_until_closed();
    /// Whether the server has closed, with nothing more to read.
    bool is_closed();
    void stop_sending();
    void reset();
    void close();

  private:
    bool fill();
    std::string take(std::size_t count);

    int socket_;
    std::string buffer_;
};

std::string get(std::string_view path, std::string_view more_headers = "");
std::string post(std::string_view path, std::string_view body, std::string_view headers = "");

}  // namespace fairfile::http
