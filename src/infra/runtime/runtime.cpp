#include "infra/runtime/runtime.hpp"

#include <boost/asio/executor_work_guard.hpp>

#include <sys/random.h>
#include <sys/resource.h>

namespace fairfile::runtime {

namespace {

thread_local std::size_t this_core = 0;

// A third of an event loop's share when both want the processor.
constexpr int pool_niceness = 5;

}  // namespace

EventLoops::EventLoops(std::size_t cores) {
    for (std::size_t core = 0; core < cores; ++core) {
        constexpr int single_threaded = 1;
        loops_.push_back(std::make_unique<Loop>(single_threaded));
    }
}

EventLoops::~EventLoops() {
    stop();
    join();
    for (auto& loop : loops_) loop->shutdown();
}

void EventLoops::start() {
    for (std::size_t core = 0; core < loops_.size(); ++core) {
        threads_.emplace_back([this, core] {
            this_core = core;
            const auto guard = boost::asio::make_work_guard(*loops_[core]);
            loops_[core]->run();
        });
    }
}

void EventLoops::stop() {
    for (auto& loop : loops_) loop->stop();
}

void EventLoops::join() {
    for (auto& thread : threads_) {
        if (thread.joinable()) thread.join();
    }
    threads_.clear();
}

std::size_t current_core() {
    return this_core;
}

CpuPool::CpuPool(std::size_t threads, std::size_t queue_max)
    : threads_(threads), queue_max_(queue_max) {}

bool CpuPool::try_enter() {
    if (inside_.fetch_add(1, std::memory_order_relaxed) < queue_max_) return true;
    leave();
    return false;
}

void CpuPool::leave() {
    inside_.fetch_sub(1, std::memory_order_relaxed);
}

void CpuPool::step_back() {
    thread_local bool stepped_back = false;
    if (stepped_back) return;
    stepped_back = true;
    // Linux keeps it per thread; refused, the thread works as it did.
    setpriority(PRIO_PROCESS, 0, getpriority(PRIO_PROCESS, 0) + pool_niceness);
}

void CpuPool::stop() {
    threads_.stop();
    threads_.join();
}

std::chrono::system_clock::time_point SystemClock::now() const {
    return std::chrono::system_clock::now();
}

Uuid new_uuid(const Clock& clock) {
    std::array<std::uint8_t, 10> random{};
    if (getrandom(random.data(), random.size(), 0) != static_cast<ssize_t>(random.size())) {
        throw std::runtime_error("the kernel gave no randomness");
    }
    const auto since =
        std::chrono::duration_cast<std::chrono::milliseconds>(clock.now().time_since_epoch());
    return make_uuid_v7(static_cast<std::uint64_t>(since.count()), random);
}

}  // namespace fairfile::runtime
