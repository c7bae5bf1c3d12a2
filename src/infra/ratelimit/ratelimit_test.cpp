#include "infra/ratelimit/ratelimit.hpp"

#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

namespace fairfile::ratelimit {
namespace {

using namespace std::chrono_literals;

const Time start{1'000h};

TEST(MemoryLimiter, LetsExactlyTheLimitThroughAtOnce) {
    MemoryLimiter limiter;
    for (int request = 0; request < 100; ++request) {
        const auto verdict = limiter.check(1, 100, start);
        ASSERT_TRUE(verdict.allowed);
        EXPECT_EQ(verdict.remaining, static_cast<std::uint64_t>(99 - request));
    }
    const auto refused = limiter.check(1, 100, start);
    EXPECT_FALSE(refused.allowed);
    EXPECT_EQ(refused.reset, 1s);
    EXPECT_TRUE(limiter.check(2, 100, start).allowed) << "another key is another's";
}

TEST(MemoryLimiter, GivesUnitsBackAsTimePasses) {
    MemoryLimiter limiter;
    for (int request = 0; request < 60; ++request) limiter.check(1, 60, start);
    EXPECT_FALSE(limiter.check(1, 60, start + 999ms).allowed);
    EXPECT_TRUE(limiter.check(1, 60, start + 1s).allowed);
    EXPECT_FALSE(limiter.check(1, 60, start + 1s).allowed);
}

TEST(MemoryLimiter, BlocksForAGrowingWhileWhoeverGoesOn) {
    MemoryLimiter limiter;
    for (int request = 0; request < 1'000; ++request) limiter.check(1, 10, start);
    auto now = start + 65s;
    EXPECT_TRUE(limiter.check(1, 10, now).allowed) << "the first block is short";
    std::chrono::seconds longest{0};
    for (int round = 0; round < 60; ++round) {
        for (int request = 0; request < 40; ++request) {
            longest = std::max(longest, limiter.check(1, 10, now).reset);
        }
        now += 30s;
    }
    EXPECT_GT(longest, 60s);
    EXPECT_LE(longest, 900s);
}

TEST(MemoryLimiter, CountsButNeverRefusesWithoutALimit) {
    MemoryLimiter limiter;
    for (int request = 0; request < 1'000; ++request) {
        ASSERT_TRUE(limiter.check(1, 0, start).allowed);
    }
    EXPECT_EQ(limiter.checks(), 1'000U);
    EXPECT_EQ(limiter.refusals(), 0U);
}

TEST(MemoryLimiter, StaysWithinItsMemory) {
    MemoryLimiter limiter(3'200);
    for (std::uint64_t key = 0; key < 100'000; ++key) {
        ASSERT_TRUE(limiter.check(key * 0x9e3779b97f4a7c15ULL, 1, start).allowed);
    }
}

TEST(MemoryLimiter, IsExactUnderManyThreads) {
    MemoryLimiter limiter;
    std::atomic<int> allowed{0};
    std::vector<std::thread> threads;
    for (int index = 0; index < 4; ++index) {
        threads.emplace_back([&] {
            for (int request = 0; request < 1'000; ++request) {
                if (limiter.check(7, 500, start).allowed) ++allowed;
            }
        });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(allowed, 500);
}

TEST(AddressKey, TakesTheNetworkOfIpv6AndUnwrapsMappedAddresses) {
    std::array<char, 64> one{};
    std::array<char, 64> other{};
    EXPECT_EQ(address_key("2001:db8::1", one), address_key("2001:db8::ffff:1", other));
    EXPECT_NE(address_key("2001:db8:0:1::1", one), address_key("2001:db8::1", other));
    EXPECT_EQ(address_key("::ffff:192.0.2.1", one), "192.0.2.1");
    EXPECT_EQ(address_key("192.0.2.1", one), "192.0.2.1");
}

}  // namespace
}  // namespace fairfile::ratelimit
