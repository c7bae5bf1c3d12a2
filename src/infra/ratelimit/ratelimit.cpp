#include "infra/ratelimit/ratelimit.hpp"

#include <boost/asio/ip/address.hpp>

#include <algorithm>
#include <random>

namespace fairfile::ratelimit {

namespace {

using std::chrono::nanoseconds;
using std::chrono::seconds;

constexpr nanoseconds window = std::chrono::minutes(1);
constexpr seconds block_first{5};
constexpr seconds block_max{900};
// A key is let off once it stayed within its limit this long.
constexpr nanoseconds forgiven_after = std::chrono::minutes(10);

std::uint64_t process_seed() {
    static const std::uint64_t seed = [] {
        std::random_device device;
        return (std::uint64_t{device()} << 32) | device();
    }();
    return seed;
}

seconds block_length(std::uint32_t refusals) {
    // The first refusals only say no: a page that asks twice is no attack.
    constexpr std::uint32_t patience = 20;
    if (refusals < patience) return seconds(0);
    const auto doublings = std::min<std::uint32_t>(refusals - patience, 8);
    return std::min(block_max, block_first * (1U << doublings));
}

seconds round_up(nanoseconds span) {
    return std::chrono::ceil<seconds>(std::max(span, nanoseconds(0)));
}

}  // namespace

std::uint64_t key_of(std::string_view kind, std::string_view text) {
    std::uint64_t hash = process_seed();
    for (const auto part : {kind, std::string_view("\0", 1), text}) {
        for (const char character : part) {
            hash ^= static_cast<unsigned char>(character);
            hash *= 0x100000001b3ULL;
            hash ^= hash >> 29;
        }
    }
    return hash;
}

std::string_view address_key(std::string_view address, std::array<char, 64>& buffer) {
    boost::system::error_code error;
    const auto parsed = boost::asio::ip::make_address(address, error);
    if (error || !parsed.is_v6()) return address;
    const auto six = parsed.to_v6();
    if (six.is_v4_mapped()) {
        const auto four =
            boost::asio::ip::make_address_v4(boost::asio::ip::v4_mapped, six).to_string();
        const auto end = std::copy(four.begin(), four.end(), buffer.begin());
        return {buffer.data(), static_cast<std::size_t>(end - buffer.begin())};
    }
    constexpr std::size_t network_bytes = 8;
    const auto bytes = six.to_bytes();
    std::copy_n(bytes.begin(), network_bytes, buffer.begin());
    return {buffer.data(), network_bytes};
}

MemoryLimiter::MemoryLimiter(std::size_t keys_max) : keys_max_(keys_max) {}

Verdict MemoryLimiter::check(std::uint64_t key, std::uint64_t per_minute, Time now) {
    checks_.fetch_add(1, std::memory_order_relaxed);
    auto& shard = shards_[(key >> 7) % shard_count];
    const std::lock_guard lock(shard.mutex);
    if (shard.cells.size() >= keys_max_ / shard_count) make_room(shard, now);
    auto& cell = shard.cells[key];
    if (per_minute == 0) {
        cell.arrival = now;
        return {};
    }

    const auto interval = window / static_cast<std::int64_t>(per_minute);
    if (cell.blocked_until > now) {
        refusals_.fetch_add(1, std::memory_order_relaxed);
        return {false, per_minute, 0, round_up(cell.blocked_until - now)};
    }
    if (now - cell.arrival > forgiven_after) cell.refusals = 0;
    const auto start = std::max(cell.arrival, now);
    const auto ahead = start + interval - now;
    if (ahead > window) {
        refusals_.fetch_add(1, std::memory_order_relaxed);
        ++cell.refusals;
        const auto block = block_length(cell.refusals);
        if (block > seconds(0)) cell.blocked_until = now + block;
        return {false, per_minute, 0, std::max({seconds(1), block, round_up(ahead - window)})};
    }
    cell.arrival = start + interval;
    const auto remaining = static_cast<std::uint64_t>((window - ahead) / interval);
    return {true, per_minute, remaining, round_up(ahead)};
}

void MemoryLimiter::make_room(Shard& shard, Time now) const {
    std::erase_if(shard.cells, [now](const auto& entry) {
        return entry.second.arrival <= now && entry.second.blocked_until <= now;
    });
    // All busy: start over rather than grow. It happens under a flood of addresses only.
    if (shard.cells.size() >= keys_max_ / shard_count) shard.cells.clear();
}

}  // namespace fairfile::ratelimit
