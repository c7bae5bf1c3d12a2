// The client against real servers.
#include "infra/redis/client.hpp"
#include "tests/support/redis_server.hpp"

#include <gtest/gtest.h>

#include <fstream>

namespace fairfile::redis {
namespace {

using test::RedisServer;
using test::run_until_done;

class ServersTest : public testing::Test {
  protected:
    ~ServersTest() override {
        if (client_) client_->stop();
        loop_.poll();
    }
    void connect(const std::string& url, bool is_cluster = false) {
        auto target = read_target(Secret(url), is_cluster, "");
        ASSERT_TRUE(target);
        auto on_breaker = [this](bool is_open) { is_open ? ++opened_ : ++closed_; };
        client_ = std::make_shared<Client>(loop_, std::move(*target), on_breaker);
        client_->start();
    }
    Result<Value> ask(std::vector<std::string> words) {
        const auto key = words.size() > 1 ? words[1] : "";
        return run_until_done(loop_, client_->ask(key, std::move(words)));
    }
    /// Asks until it is answered without an error; false when that never happens.
    bool is_answered_again(const std::string& key = "k") {
        for (int attempt = 0; attempt < 1'000; ++attempt) {
            auto answer = ask({"INCR", key});
            if (answer && answer->kind == Value::Kind::integer) return true;
            loop_.run_for(std::chrono::milliseconds(20));
        }
        return false;
    }
    std::string code_of(std::vector<std::string> words) {
        const auto answer = ask(std::move(words));
        return answer ? "answered" : std::string(answer.error().code);
    }

    boost::asio::io_context loop_;
    std::shared_ptr<Client> client_;
    int opened_ = 0;
    int closed_ = 0;
};

TEST_F(ServersTest, ConcurrentCallersShareRoundTrips) {
    RedisServer server;
    connect("redis://" + server.address());
    ASSERT_TRUE(is_answered_again());
    const auto before = client_->writes();
    int answered = 0;
    for (int caller = 0; caller < 200; ++caller) {
        boost::asio::co_spawn(
            loop_,
            client_->ask("n", {"INCR", "n"}),
            [&answered](std::exception_ptr, Result<Value> value) { answered += value ? 1 : 0; }
        );
    }
    while (answered < 200) loop_.run_one();
    EXPECT_EQ(ask({"GET", "n"})->text, "200");
    EXPECT_LE(client_->writes() - before, 10U);
}

TEST_F(ServersTest, AHungServerCostsFewCallersTheirTimeoutAndIsAskedAgainLater) {
    RedisServer server;
    connect("redis://" + server.address());
    ASSERT_TRUE(is_answered_again());
    server.hang();
    for (int caller = 0; caller < 5; ++caller) EXPECT_EQ(code_of({"GET", "k"}), "redis.timeout");
    EXPECT_EQ(code_of({"GET", "k"}), "redis.open");
    EXPECT_EQ(opened_, 1);
    server.go_on();
    EXPECT_TRUE(is_answered_again());
    EXPECT_EQ(closed_, 1);
}

TEST_F(ServersTest, ComesBackAfterTheServerDidAndLoadsItsScriptAgain) {
    RedisServer server;
    connect("redis://" + server.address());
    const Script script("return {KEYS[1], ARGV[1]}");
    ASSERT_TRUE(is_answered_again());
    for (int round = 0; round < 2; ++round) {
        auto answer = run_until_done(loop_, client_->run(script, "a", {"b"}));
        ASSERT_TRUE(answer);
        ASSERT_EQ(answer->items.size(), 2U) << answer->text;
        EXPECT_EQ(answer->items[1].text, "b");
        EXPECT_EQ(client_->reloads(), 1U);
    }
    server.end();
    EXPECT_FALSE(ask({"GET", "k"}));
    server.start();
    ASSERT_TRUE(is_answered_again());
    EXPECT_EQ(run_until_done(loop_, client_->run(script, "a", {"b"}))->items.size(), 2U);
    EXPECT_EQ(client_->reloads(), 2U);
}

TEST_F(ServersTest, SignsInAsAUserOfTheAcl) {
    RedisServer server({"--user", "ann", "on", ">secret", "~*", "+@all", "--user", "default", "off"}
    );
    connect("redis://ann:wrong@" + server.address());
    EXPECT_FALSE(ask({"GET", "k"}));
    client_->stop();
    connect("redis://ann:secret@" + server.address());
    EXPECT_TRUE(is_answered_again());
}

TEST_F(ServersTest, GoesToTheMasterThatTheSentinelNames) {
    RedisServer first;
    RedisServer second({"--replicaof", "127.0.0.1", std::to_string(first.port())});
    const auto file = std::filesystem::temp_directory_path() /
                      ("fairfile-sentinel-" + std::to_string(first.port()) + ".conf");
    std::ofstream(file) << "sentinel monitor main 127.0.0.1 " << first.port() << " 1\n";
    RedisServer sentinel({file.string(), "--sentinel"});
    connect("redis+sentinel://" + sentinel.address() + "/main");
    ASSERT_TRUE(is_answered_again());
    bool is_told = false;
    for (int attempt = 0; attempt < 1'000 && !is_told; ++attempt) {
        is_told = sentinel.command("sentinel failover main | grep -q OK");
        loop_.run_for(std::chrono::milliseconds(20));
    }
    ASSERT_TRUE(is_told);
    bool is_moved = false;
    for (int attempt = 0; attempt < 1'000 && !is_moved; ++attempt) {
        (void)ask({"SET", "moved", "yes"});
        loop_.run_for(std::chrono::milliseconds(60));
        is_moved =
            second.command("role | grep -q master") && second.command("get moved | grep -q yes");
    }
    EXPECT_TRUE(is_moved);
    std::filesystem::remove(file);
}

TEST_F(ServersTest, FollowsMovedSlotsOfACluster) {
    const std::vector<std::string> options{"--cluster-enabled", "yes"};
    RedisServer a(options);
    RedisServer b(options);
    RedisServer c(options);
    const auto all = a.address() + " " + b.address() + " " + c.address();
    ASSERT_TRUE(a.command("--cluster create " + all + " --cluster-yes"));
    connect("redis://" + b.address(), true);
    for (int key = 0; key < 60; ++key) {
        ASSERT_TRUE(is_answered_again("k" + std::to_string(key))) << key;
    }
    const auto learnt = client_->redirects();
    for (int key = 0; key < 60; ++key) ask({"INCR", "k" + std::to_string(key)});
    EXPECT_EQ(client_->redirects(), learnt) << "known slots are asked for at home";
    ASSERT_TRUE(a.command(
        "--cluster reshard " + a.address() + " --cluster-from all --cluster-to $(redis-cli -p " +
        std::to_string(c.port()) + " cluster myid) --cluster-slots 6000 --cluster-yes"
    ));
    for (int key = 0; key < 60; ++key) {
        auto answer = ask({"INCR", "k" + std::to_string(key)});
        ASSERT_TRUE(answer) << key;
        EXPECT_EQ(answer->kind, Value::Kind::integer) << answer->text;
    }
    EXPECT_GT(client_->redirects(), learnt) << "moved slots were followed";
}

}  // namespace
}  // namespace fairfile::redis
