// What the server asks others: who is calling, whether the call is within its limit, where to tell
// what happened, and the switch that takes this process out of rotation.
#pragma once

#include "infra/http/http.hpp"
#include "infra/http/response_head.hpp"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <exception>
#include <optional>
#include <string_view>

namespace fairfile::http {

class StaticFiles;

/// Nobody (nullopt), somebody, or why not: a bad token, a cookie without its CSRF token.
using Caller = Result<std::optional<Principal>>;

class Authenticator {
  public:
    virtual ~Authenticator() = default;
    /// The answer when it is known without waiting; nullopt when `authenticate` must be asked.
    virtual std::optional<Caller> authenticate_now(const Request& request) = 0;
    virtual awaitable<Caller> authenticate(const Request& request) = 0;
};

struct LimitQuestion {
    Limit limit;
    std::string_view remote_address;
    const Principal* principal;  // nullptr: nobody is signed in, or not properly
};

class RequestLimiter {
  public:
    virtual ~RequestLimiter() = default;
    virtual std::optional<LimitVerdict> check_now(const LimitQuestion& question) = 0;
    /// The views of the question live until the answer.
    virtual awaitable<LimitVerdict> check(LimitQuestion question) = 0;
};

/// One finished request. Views live during the call only.
struct RequestRecord {
    std::string_view method;
    std::string_view route;  // the row's path; "static", or "none" when no row was found
    unsigned status;
    std::chrono::steady_clock::duration duration;
    std::uint64_t bytes_in;
    std::uint64_t bytes_out;
    std::string_view request_id;
    std::string_view trace_parent;
    std::string_view remote_address;
    const Principal* principal;
    std::string_view failure_code;
    std::string_view failure_detail;
};

class Observer {
  public:
    virtual ~Observer() = default;
    /// Called on the loop after every answer: it must be cheap and must not throw.
    virtual void request_finished(const RequestRecord& record) = 0;
    /// A connection ended by an exception outside any request.
    virtual void connection_failed(std::string_view what) = 0;
};

/// On until a drain begins; `/readyz` asks it.
class Readiness {
  public:
    bool is_on() const { return is_on_.load(std::memory_order_relaxed); }
    void turn_off() { is_on_.store(false, std::memory_order_relaxed); }

  private:
    std::atomic<bool> is_on_{true};
};

/// Those that are nullptr are not asked. Without an authenticator nobody is ever signed in.
struct ServerHooks {
    Authenticator* authenticator = nullptr;
    RequestLimiter* limiter = nullptr;
    Observer* observer = nullptr;
    Readiness* readiness = nullptr;
    const StaticFiles* static_files = nullptr;
};

}  // namespace fairfile::http
