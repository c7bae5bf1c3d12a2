// The load itself: one thread, connections that wait for work, and a clock that hands it out.
#pragma once

#include "features/synthetic/rehearsal/documents.hpp"
#include "features/synthetic/rehearsal/outcome.hpp"
#include "features/synthetic/rehearsal/people.hpp"
#include "features/synthetic/rehearsal/schedule.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <deque>
#include <memory>

namespace fairfile::synthetic {

struct Upload {
    std::size_t asker = 0;
    std::string report;
    float due_seconds = 0;
};

class Load {
  public:
    /// Some of the askers pay and some have a status to change.
    Load(
        boost::asio::io_context& context,
        const RehearsalOrder& order,
        std::vector<Asker>& askers,
        const RehearsalProgress& progress
    );

    /// Opens all connections, asks everything, waits for the last answer; runs the context.
    void run(const std::vector<boost::asio::ip::tcp::endpoint>& servers);

    Outcome take_outcome() { return std::move(outcome_); }
    const std::vector<Upload>& uploads() const { return uploads_; }
    int connections() const { return static_cast<int>(lanes_.size()); }
    std::int64_t reconnects() const;
    double seconds() const { return seconds_; }

  private:
    using Clock = std::chrono::steady_clock;
    struct Job {
        Arrival arrival;
        std::size_t number = 0;
    };
    struct Lane {
        ClientConnection connection;
        boost::asio::steady_timer wake;
    };
    struct Request {
        std::size_t asker = 0;
        std::string head;
        std::string body;
    };

    void open(const std::vector<boost::asio::ip::tcp::endpoint>& servers);
    boost::asio::awaitable<void> hand_out();
    boost::asio::awaitable<void> work(Lane& lane);
    boost::asio::awaitable<void> serve(Lane& lane, Job job);
    boost::asio::awaitable<void> give_up();
    boost::asio::awaitable<void> tell();
    void give(Job job);
    void finish_when_done();
    void note(const Job& job, const Request& request, const Result<Answer>& answer);

    Request request_for(const Job& job);
    Request reading(std::size_t asker, const std::string& path) const;
    Request status_change();
    Request uploading();
    float since_start(Clock::time_point at) const;

    boost::asio::io_context& context_;
    const RehearsalOrder& order_;
    std::vector<Asker>& askers_;
    const RehearsalProgress& progress_;
    std::vector<Arrival> arrivals_;
    std::vector<std::size_t> payers_;
    std::vector<std::size_t> changers_;
    Documents documents_;
    std::vector<std::unique_ptr<Lane>> lanes_;  // a lane's address is its coroutine's
    std::deque<Lane*> idle_;
    std::deque<Job> waiting_;
    Clock::time_point start_;
    std::size_t settled_ = 0;
    std::size_t next_changer_ = 0;
    std::size_t next_payer_ = 0;
    bool ended_ = false;
    boost::asio::steady_timer end_;
    Outcome outcome_;
    std::vector<Upload> uploads_;
    double seconds_ = 0;
};

}  // namespace fairfile::synthetic
