// Which request counts against which limit: a person's by the minute, an address's by the minute,
// more for addresses that come with valid tokens, since many may share one. Counted in memory, or
// in Redis for all processes; when Redis does not answer in time, in memory, where this process
// lets its share of each limit through.
#pragma once

#include "app/settings.hpp"
#include "infra/crypto/key.hpp"
#include "infra/http/hooks.hpp"
#include "infra/log/log.hpp"
#include "infra/metrics/metrics.hpp"
#include "infra/ratelimit/ratelimit.hpp"
#include "infra/ratelimit/redis_limiter.hpp"
#include "infra/runtime/runtime.hpp"

#include <atomic>
#include <memory>
#include <vector>

namespace fairfile::app {

class RequestLimits final : public http::RequestLimiter {
  public:
    RequestLimits(LimitSettings settings, metrics::Registry& metrics);

    /// Before the loops start: counts in Redis from then on. `naming` hides who is counted. Kind
    /// `invalid`, code "config.redis_url".
    Result<bool> share(runtime::EventLoops& loops, const crypto::Key& naming, log::Log& log);
    void stop();

    std::optional<http::LimitVerdict> check_now(const http::LimitQuestion& question) override;
    http::awaitable<http::LimitVerdict> check(http::LimitQuestion question) override;

  private:
    struct Subject {
        ratelimit::Time now;
        std::uint64_t key;
        std::uint64_t per_minute;
        std::string name;  // in Redis; empty while counting in memory
    };
    struct Subjects {
        Subject address;
        std::optional<Subject> user;
    };

    Subjects subjects_of(const http::LimitQuestion& question) const;
    std::string name_of(std::string_view kind, std::string_view text) const;
    http::awaitable<ratelimit::Verdict> count(Subject subject);
    ratelimit::Verdict count_here(const Subject& subject, std::uint64_t processes);
    http::LimitVerdict answer_address(const ratelimit::Verdict& verdict);
    http::LimitVerdict answer_user(const ratelimit::Verdict& verdict);
    void tell(log::Log& log, bool is_open);

    const LimitSettings settings_;
    ratelimit::MemoryLimiter limiter_;
    metrics::Counter& checks_user_;
    metrics::Counter& checks_address_;
    metrics::Counter& exceeded_user_;
    metrics::Counter& exceeded_address_;
    metrics::Counter& failed_open_;
    metrics::Gauge& breakers_open_;
    std::optional<crypto::Key> naming_;
    std::vector<ratelimit::RedisLimiter> shared_;  // one for each loop
    std::atomic<int> open_breakers_{0};
};

}  // namespace fairfile::app
