#include "infra/ratelimit/redis_limiter.hpp"

#include "tests/support/redis_server.hpp"

#include <gtest/gtest.h>

namespace fairfile::ratelimit {
namespace {

class RedisLimiterTest : public testing::Test {
  protected:
    RedisLimiterTest() { client_->start(); }
    ~RedisLimiterTest() override {
        client_->stop();
        loop_.poll();
    }
    static redis::Target target(const test::RedisServer& server) {
        return *redis::read_target(Secret("redis://" + server.address()), false, "");
    }
    std::optional<Verdict> check(const std::string& key, std::uint64_t per_minute) {
        return test::run_until_done(loop_, limiter_.check(key, per_minute));
    }

    test::RedisServer server_;
    boost::asio::io_context loop_;
    std::shared_ptr<redis::Client> client_ =
        std::make_shared<redis::Client>(loop_, target(server_), nullptr);
    RedisLimiter limiter_{client_};
};

TEST_F(RedisLimiterTest, LetsTheLimitThroughBlocksAndForgetsByItself) {
    int allowed = 0;
    std::optional<Verdict> last;
    for (int request = 0; request < 40; ++request) {
        last = check("ann", 10);
        ASSERT_TRUE(last);
        allowed += last->allowed ? 1 : 0;
    }
    EXPECT_EQ(allowed, 10);
    EXPECT_GE(last->reset, std::chrono::seconds(4)) << "whoever goes on is blocked";
    EXPECT_TRUE(check("ben", 10)->allowed) << "another key is another's";
    const auto ttl =
        test::run_until_done(loop_, client_->ask("", {"PTTL", "fairfile:limit:{ann}"}));
    EXPECT_GT(ttl->integer, 0) << "no key without an end";
}

TEST_F(RedisLimiterTest, ABlockedKeyCostsNoRoundTrip) {
    for (int request = 0; request < 40; ++request) check("ann", 10);
    const auto before = client_->writes();
    for (int request = 0; request < 100; ++request) EXPECT_FALSE(check("ann", 10)->allowed);
    EXPECT_EQ(client_->writes(), before);
}

TEST_F(RedisLimiterTest, SaysNothingWhenRedisHangsOrIsGone) {
    EXPECT_TRUE(check("ann", 10));
    server_.hang();
    for (int request = 0; request < 20; ++request) EXPECT_FALSE(check("ann", 10));
    server_.go_on();
    server_.end();
    EXPECT_FALSE(check("ann", 10));
}

}  // namespace
}  // namespace fairfile::ratelimit
