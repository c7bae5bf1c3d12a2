#include "infra/redis/client.hpp"

#include <gtest/gtest.h>

namespace fairfile::redis {
namespace {

using namespace std::chrono_literals;

std::string refused_after(std::string_view bytes) {
    Parser parser({.text_bytes_max = 64, .items_max = 32, .depth_max = 3, .line_bytes_max = 48});
    parser.feed(bytes);
    while (true) {
        auto answer = parser.next();
        if (!answer) return std::string(answer.error().code);
        if (!*answer) return "waits";
    }
}

TEST(RespParser, RefusesWhatIsMalformedOrBeyondItsLimits) {
    std::string too_many = "*32\r\n";
    for (int item = 0; item < 32; ++item) too_many += ":1\r\n";
    const std::pair<std::string, std::string_view> cases[] = {
        {"a type that does not exist", "?1\r\n"},
        {"an empty line", "\r\n"},
        {"a number that is none", ":12x\r\n"},
        {"a number that does not fit", ":99999999999999999999\r\n"},
        {"a negative length", "$-2\r\n"},
        {"a text beyond the limit", "$65\r\n"},
        {"a text without its end", "$2\r\nabcd"},
        {"too many items", "*33\r\n"},
        {"too many items in all", too_many},
        {"too deep", "*1\r\n*1\r\n*1\r\n*1\r\n"},
        {"a truth that is none", "#x\r\n"},
        {"a null with something", "_1\r\n"},
        {"a line without an end", "+01234567890123456789012345678901234567890123456789\r\n"},
    };
    for (const auto& [what, bytes] : cases) {
        EXPECT_EQ(refused_after(bytes), "redis.bad_answer") << what;
    }
}

TEST(RespParser, ReadsTheSameWholeAndByteByByte) {
    const std::string bytes =
        "*3\r\n:1\r\n$5\r\nhello\r\n*2\r\n+OK\r\n_\r\n%1\r\n+a\r\n#t\r\n-ERR no\r\n$-1\r\n";
    Parser whole;
    whole.feed(bytes);
    Parser piecewise;
    std::vector<Value> slow;
    for (const char byte : bytes) {
        piecewise.feed({&byte, 1});
        if (auto answer = piecewise.next(); answer && *answer) slow.push_back(**answer);
    }
    ASSERT_EQ(slow.size(), 4U);
    EXPECT_EQ(slow[0].items[1].text, "hello");
    EXPECT_EQ(slow[0].items[2].items[0].text, "OK");
    EXPECT_EQ(slow[1].items[1].integer, 1);
    EXPECT_TRUE(slow[2].is_error("ERR"));
    EXPECT_EQ(slow[3].kind, Value::Kind::null);
    for (const auto& expected : slow) {
        const auto answer = whole.next();
        ASSERT_TRUE(answer && *answer);
        EXPECT_EQ((*answer)->kind, expected.kind);
        EXPECT_EQ((*answer)->items.size(), expected.items.size());
    }
}

TEST(Breaker, OpensAfterFailuresInARowAndLetsOneTry) {
    Breaker breaker(3, 100ms);
    const Breaker::Time start{1h};
    EXPECT_FALSE(breaker.failed(start));
    EXPECT_FALSE(breaker.failed(start));
    breaker.succeeded();
    EXPECT_FALSE(breaker.failed(start)) << "an answer starts the row anew";
    EXPECT_FALSE(breaker.failed(start));
    EXPECT_TRUE(breaker.failed(start));
    EXPECT_FALSE(breaker.allows(start + 99ms));
    EXPECT_TRUE(breaker.allows(start + 100ms)) << "the one try";
    EXPECT_FALSE(breaker.allows(start + 101ms)) << "and no other";
    EXPECT_TRUE(breaker.succeeded());
    EXPECT_TRUE(breaker.allows(start + 102ms));
}

TEST(Slots, FollowTheClustersSpecification) {
    EXPECT_EQ(slot_of("123456789"), 0x31C3U);
    EXPECT_EQ(slot_of("a{tag}b"), slot_of("tag"));
    EXPECT_NE(slot_of("a{}b"), slot_of("")) << "empty braces are no tag";
    const Value moved{.kind = Value::Kind::error, .text = "MOVED 3999 127.0.0.1:6381"};
    const auto redirect = read_redirect(moved, {"there", 1});
    ASSERT_TRUE(redirect);
    EXPECT_TRUE(redirect->is_moved);
    EXPECT_EQ(redirect->to, (Address{"127.0.0.1", 6381}));
    for (const auto* text : {"MOVED", "MOVED x y:1", "ASK 99999 a:1", "ASK 1 a:b", "MOVED 1 ab"}) {
        EXPECT_FALSE(read_redirect({.kind = Value::Kind::error, .text = text}, {})) << text;
    }
}

Result<Target> target_of(const std::string& url, bool is_cluster = false) {
    return read_target(Secret(url), is_cluster, "");
}

TEST(RedisUrl, SaysServerLoginAndLayout) {
    const auto one = target_of("redis://ann:p%40ss@example.org:7000/2");
    ASSERT_TRUE(one);
    EXPECT_EQ(one->addresses.front(), (Address{"example.org", 7000}));
    EXPECT_EQ(one->node.login.user, "ann");
    EXPECT_EQ(one->node.login.password.reveal(), "p@ss");
    EXPECT_EQ(one->node.login.database, 2);
    const auto watched = target_of("redis+sentinel://a,b:5/main");
    ASSERT_TRUE(watched);
    EXPECT_EQ(watched->layout, Layout::sentinel);
    EXPECT_EQ(watched->addresses.front().port, 26379);
    EXPECT_EQ(watched->master_name, "main");
    EXPECT_TRUE(target_of("rediss://a")->node.tls != nullptr);
    EXPECT_EQ(target_of("redis://a,b", true)->addresses.size(), 2U);
    for (const auto* url :
         {"",
          "http://a",
          "redis://",
          "redis://a:x",
          "redis://a/x",
          "redis+sentinel://a",
          "redisx://a",
          "redis://a:0"}) {
        EXPECT_FALSE(target_of(url)) << url;
    }
}

}  // namespace
}  // namespace fairfile::redis
