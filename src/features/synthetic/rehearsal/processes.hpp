// Time and memory of processes with their children, from /proc; while the load runs, on a thread of
// its own: reading memory takes milliseconds.
#pragma once

#include "features/synthetic/rehearsal.hpp"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>

#include <mutex>

namespace fairfile::synthetic {

class ProcessWatch {
  public:
    explicit ProcessWatch(std::vector<Watched> watched);
    ~ProcessWatch() { finish(); }
    ProcessWatch(const ProcessWatch&) = delete;
    ProcessWatch& operator=(const ProcessWatch&) = delete;

    /// Ends the watching; what was used since the beginning.
    std::vector<ProcessUse> finish();

  private:
    void look_again();
    void look();

    std::vector<Watched> watched_;
    std::vector<double> cpu_before_;
    std::vector<double> memory_;
    std::mutex mutex_;
    bool ended_ = false;
    boost::asio::thread_pool thread_{1};
    boost::asio::steady_timer timer_{thread_};
};

}  // namespace fairfile::synthetic
