// Event loops, one single-threaded io_context per core; a bounded pool for work that would block
// them; deadlines; the system clock and randomness of production. Nothing here is shared between
// cores per request.
#pragma once

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "base/result.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <atomic>
#include <memory>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

namespace fairfile::runtime {

using boost::asio::awaitable;

/// One io_context and one thread per core. `start` returns at once; `stop` may be called twice and
/// before `start`; `join` waits for the threads. The destructor ends every waiting coroutine before
/// it destroys the first loop: a coroutine of one loop may own timers of another.
class EventLoops {
  public:
    explicit EventLoops(std::size_t cores);
    ~EventLoops();

    std::size_t size() const { return loops_.size(); }
    boost::asio::io_context& loop(std::size_t core) { return *loops_[core]; }

    void start();
    void stop();
    void join();

  private:
    /// Its shutdown destroys what still waits on it, while its timers and sockets may yet be
    /// touched: by a coroutine that waits on another loop.
    struct Loop : boost::asio::io_context {
        using io_context::io_context;
        using io_context::shutdown;
    };
    std::vector<std::unique_ptr<Loop>> loops_;
    std::vector<std::thread> threads_;
};

/// Which of the EventLoops the calling thread runs; 0 on any other thread.
std::size_t current_core();

/// Threads for hashing, compression and files. At most `queue_max` pieces of work wait or run.
class CpuPool {
  public:
    CpuPool(std::size_t threads, std::size_t queue_max);

    bool try_enter();
    void leave();
    boost::asio::thread_pool& threads() { return threads_; }
    /// Gives the calling thread of a pool less of a busy processor than the event loops get.
    static void step_back();
    void stop();

  private:
    boost::asio::thread_pool threads_;
    std::atomic<std::size_t> inside_{0};
    const std::size_t queue_max_;
};

/// T as a Result; a Result stays what it is.
template <class T>
struct AsResult {
    using type = Result<T>;
};
template <class T>
struct AsResult<Result<T>> {
    using type = Result<T>;
};

/// Runs `work` on the pool and comes back to the caller's loop with its value. Fails with
/// `unavailable` when the pool's queue is full. `work` must not throw; it may return a Result.
template <class Work>
awaitable<typename AsResult<std::invoke_result_t<Work>>::type> offload(CpuPool& pool, Work work) {
    if (!pool.try_enter()) {
        co_return Error{Failure::unavailable, "runtime.busy", "Please try again in a moment."};
    }
    const auto home = co_await boost::asio::this_coro::executor;
    co_await boost::asio::post(pool.threads(), boost::asio::use_awaitable);
    CpuPool::step_back();
    auto value = work();
    pool.leave();
    co_await boost::asio::post(home, boost::asio::use_awaitable);
    co_return std::move(value);
}

/// Gives `work` that long; then cancels it and fails with `unavailable`, code "runtime.deadline".
template <class T>
awaitable<Result<T>> with_deadline(
    awaitable<Result<T>> work, std::chrono::steady_clock::duration limit
) {
    using boost::asio::experimental::awaitable_operators::operator||;
    boost::asio::steady_timer timer(co_await boost::asio::this_coro::executor, limit);
    auto alarm = timer.async_wait(boost::asio::use_awaitable);
    auto race = std::move(work) || std::move(alarm);
    auto outcome = co_await std::move(race);
    if (outcome.index() == 1) {
        co_return Error{Failure::unavailable, "runtime.deadline", "This took too long."};
    }
    co_return std::get<0>(std::move(outcome));
}

class SystemClock final : public Clock {
  public:
    std::chrono::system_clock::time_point now() const override;
};

/// A fresh UUIDv7 from `clock` and the kernel's randomness.
Uuid new_uuid(const Clock& clock);

}  // namespace fairfile::runtime
