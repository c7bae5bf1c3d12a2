#include "infra/ratelimit/redis_limiter.hpp"

namespace fairfile::ratelimit {

namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

// a: theoretical arrival of the next request; b: end of the block; r: refusals in a row. Times are
// microseconds, written as whole numbers: Lua would round them to 14 digits.
constexpr std::string_view script_text = R"(
local t = redis.call('TIME')
local now = t[1] * 1000000 + t[2]
local window = 60000000
local forgiven = 600000000
local kept = redis.call('HMGET', KEYS[1], 'a', 'b', 'r')
local arrival = tonumber(kept[1]) or 0
local blocked = tonumber(kept[2]) or 0
local refusals = tonumber(kept[3]) or 0
local function whole(x) return string.format('%.0f', x) end
local function ms(x) return math.ceil(x / 1000) end
if blocked > now then return {0, 0, ms(blocked - now), ms(blocked - now)} end
if now - arrival > forgiven then refusals = 0 end
local interval = window / tonumber(ARGV[1])
local start = math.max(arrival, now)
local ahead = start + interval - now
if ahead > window then
  refusals = refusals + 1
  local block = 0
  if refusals >= 20 then block = math.min(900, 5 * 2 ^ math.min(refusals - 20, 8)) * 1000000 end
  redis.call('HSET', KEYS[1], 'b', whole(now + block), 'r', refusals)
  redis.call('PEXPIRE', KEYS[1], ms(forgiven + block))
  return {0, 0, ms(math.max(1000000, block, ahead - window)), ms(block)}
end
redis.call('HSET', KEYS[1], 'a', whole(start + interval), 'r', refusals)
redis.call('PEXPIRE', KEYS[1], ms(forgiven + window))
return {1, math.floor((window - ahead) / interval), ms(ahead), 0}
)";

constexpr std::size_t figures = 4;

bool is_verdict(const redis::Value& answer) {
    if (answer.items.size() != figures) return false;
    for (const auto& item : answer.items) {
        if (item.kind != redis::Value::Kind::integer || item.integer < 0) return false;
    }
    return true;
}

}  // namespace

RedisLimiter::RedisLimiter(std::shared_ptr<redis::Client> client, std::size_t blocks_max)
    : client_(std::move(client)), script_(std::string(script_text)), blocks_max_(blocks_max) {}

std::optional<Verdict> RedisLimiter::check_now(
    const std::string& key, std::uint64_t per_minute, Time now
) {
    const auto found = blocked_until_.find(key);
    if (found == blocked_until_.end()) return std::nullopt;
    if (found->second <= now) {
        blocked_until_.erase(found);
        return std::nullopt;
    }
    return Verdict{false, per_minute, 0, std::chrono::ceil<seconds>(found->second - now)};
}

awaitable<std::optional<Verdict>> RedisLimiter::check(std::string key, std::uint64_t per_minute) {
    const auto now = std::chrono::steady_clock::now();
    if (auto known = check_now(key, per_minute, now)) co_return known;

    std::vector<std::string> arguments{std::to_string(per_minute)};
    std::string name = "fairfile:limit:{" + key + "}";
    auto answer = co_await client_->run(script_, std::move(name), std::move(arguments));
    if (!answer || !is_verdict(*answer)) co_return std::nullopt;

    const auto& items = answer->items;
    const milliseconds block(items[3].integer);
    if (block > milliseconds(0)) remember(key, now + block);
    co_return Verdict{
        items[0].integer == 1,
        per_minute,
        static_cast<std::uint64_t>(items[1].integer),
        std::chrono::ceil<seconds>(milliseconds(items[2].integer))};
}

void RedisLimiter::remember(const std::string& key, Time until) {
    if (blocked_until_.size() >= blocks_max_) blocked_until_.clear();  // Redis still knows them
    blocked_until_[key] = until;
}

}  // namespace fairfile::ratelimit
