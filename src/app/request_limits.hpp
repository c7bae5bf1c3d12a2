// Which request counts against which limit: a person's by the minute, an address's by the minute,
// more for addresses that come with valid tokens, since many may share one.
#pragma once

#include "app/settings.hpp"
#include "infra/http/hooks.hpp"
#include "infra/metrics/metrics.hpp"
#include "infra/ratelimit/ratelimit.hpp"

namespace fairfile::app {

class RequestLimits final : public http::RequestLimiter {
  public:
    RequestLimits(LimitSettings settings, metrics::Registry& metrics);

    std::optional<http::LimitVerdict> check_now(const http::LimitQuestion& question) override;
    http::awaitable<http::LimitVerdict> check(http::LimitQuestion question) override;

  private:
    http::LimitVerdict decide(const http::LimitQuestion& question);

    const LimitSettings settings_;
    ratelimit::MemoryLimiter limiter_;
    metrics::Counter& checks_user_;
    metrics::Counter& checks_address_;
    metrics::Counter& exceeded_user_;
    metrics::Counter& exceeded_address_;
};

}  // namespace fairfile::app
