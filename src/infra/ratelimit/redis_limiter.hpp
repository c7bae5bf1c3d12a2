// Abuse limits that all processes share, counted in Redis: the rule of MemoryLimiter as one atomic
// script a check, with Redis's own clock. Every key it writes expires. Who is blocked is kept here
// as well and costs no round trip until the block ends. One for each event loop, used on it only.
#pragma once

#include "infra/ratelimit/ratelimit.hpp"
#include "infra/redis/client.hpp"

#include <memory>
#include <optional>
#include <string>
#include <unordered_map>

namespace fairfile::ratelimit {

using boost::asio::awaitable;

class RedisLimiter {
  public:
    explicit RedisLimiter(std::shared_ptr<redis::Client> client, std::size_t blocks_max = 50'000);

    /// The refusal of a key that is known to be blocked; nothing when Redis must be asked.
    std::optional<Verdict> check_now(const std::string& key, std::uint64_t per_minute, Time now);
    /// Nothing when Redis did not answer in time or not properly: the caller counts for itself.
    /// `key` names nobody; `per_minute` is at least 1.
    awaitable<std::optional<Verdict>> check(std::string key, std::uint64_t per_minute);

    redis::Client& client() { return *client_; }

  private:
    void remember(const std::string& key, Time until);

    std::shared_ptr<redis::Client> client_;  // shared with its own coroutines
    redis::Script script_;
    std::size_t blocks_max_;
    std::unordered_map<std::string, Time> blocked_until_;
};

}  // namespace fairfile::ratelimit
