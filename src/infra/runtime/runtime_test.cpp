#include "infra/runtime/runtime.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/use_future.hpp>
#include <gtest/gtest.h>

namespace fairfile::runtime {
namespace {

using namespace std::chrono_literals;

awaitable<bool> comes_back_to_its_core(CpuPool& pool) {
    const auto core = current_core();
    auto work = [] { return 42; };
    auto answer = co_await offload(pool, std::move(work));
    co_return answer.has_value() && *answer == 42 && current_core() == core;
}

TEST(Offload, ComesBackToTheCoreItLeft) {
    EventLoops loops(2);
    CpuPool pool(1, 4);
    loops.start();
    for (std::size_t core = 0; core < loops.size(); ++core) {
        auto done = boost::asio::co_spawn(
            loops.loop(core), comes_back_to_its_core(pool), boost::asio::use_future
        );
        EXPECT_TRUE(done.get());
    }
}

awaitable<Result<int>> try_offload(CpuPool& pool) {
    auto work = [] { return 1; };
    auto answer = co_await offload(pool, std::move(work));
    co_return answer;
}

TEST(Offload, RefusesWhenTheQueueIsFull) {
    EventLoops loops(1);
    CpuPool pool(1, 1);
    loops.start();
    ASSERT_TRUE(pool.try_enter());
    auto refused =
        boost::asio::co_spawn(loops.loop(0), try_offload(pool), boost::asio::use_future).get();
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().kind, Failure::unavailable);
    pool.leave();
    EXPECT_TRUE(
        boost::asio::co_spawn(loops.loop(0), try_offload(pool), boost::asio::use_future).get()
    );
}

awaitable<Result<int>> never_ends() {
    boost::asio::steady_timer timer(co_await boost::asio::this_coro::executor, 1h);
    co_await timer.async_wait(boost::asio::use_awaitable);
    co_return 1;
}

awaitable<Result<int>> ends_at_once() {
    co_return 7;
}

TEST(WithDeadline, CancelsWorkThatTakesTooLong) {
    boost::asio::io_context loop;
    auto late =
        boost::asio::co_spawn(loop, with_deadline(never_ends(), 1ms), boost::asio::use_future);
    auto early =
        boost::asio::co_spawn(loop, with_deadline(ends_at_once(), 1h), boost::asio::use_future);
    loop.run();
    EXPECT_EQ(late.get().error().code, "runtime.deadline");
    EXPECT_EQ(*early.get(), 7);
}

TEST(EventLoops, MayBeStoppedTwiceAndBeforeTheyStart) {
    EventLoops loops(2);
    loops.stop();
    loops.stop();
    loops.join();
    SUCCEED();
}

struct Owner {
    explicit Owner(EventLoops& loops) : first(loops.loop(0), 1h), second(loops.loop(1), 1h) {}
    boost::asio::steady_timer first;
    boost::asio::steady_timer second;
};

awaitable<void> wait_on(boost::asio::steady_timer& timer, std::shared_ptr<Owner> /*owner*/) {
    co_await timer.async_wait(boost::asio::use_awaitable);
}

// Seen to fail under AddressSanitizer without the shutdown in ~EventLoops.
TEST(EventLoops, EndCoroutinesThatOwnTimersOfAnotherLoop) {
    std::weak_ptr<Owner> seen;
    {
        EventLoops loops(2);
        auto owner = std::make_shared<Owner>(loops);
        seen = owner;
        auto& timer = owner->second;
        boost::asio::co_spawn(
            loops.loop(1), wait_on(timer, std::move(owner)), boost::asio::detached
        );
        loops.start();
        auto quiet = [] {};
        boost::asio::post(loops.loop(1), boost::asio::use_future(quiet)).get();
    }
    EXPECT_TRUE(seen.expired());
}

}  // namespace
}  // namespace fairfile::runtime
