// One core's part of the pool: its lanes, the clock that watches deadlines, and the hand-over of
// answers to the coroutines that wait. Used on its loop only. Internal to this module.
#pragma once

#include "infra/postgres/core_lane.hpp"

#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/deferred.hpp>

#include <array>
#include <memory>
#include <vector>

namespace fairfile::postgres {

class CorePool : public std::enable_shared_from_this<CorePool> {
  public:
    CorePool(boost::asio::io_context& loop, const PoolOptions& options, Opener& opener);

    void start();
    void close();
    /// After the loop has ended: frees the coroutines that nobody will resume.
    void drop_coroutines();
    bool is_closed() const { return is_closed_; }

    /// Fills in when it must be over; false when there are too many calls already.
    bool admit(Request& request);
    /// Awaited by the caller; the request holds the outcome then. Cancelling gives it up.
    auto perform(Request& request) {
        return boost::asio::async_initiate<const boost::asio::deferred_t, void()>(
            Initiate{this}, boost::asio::deferred, &request
        );
    }

    // For the lanes.
    boost::asio::io_context& loop() { return loop_; }
    const PoolOptions& options() const { return options_; }
    void open(Opener::Opened opened);
    void finish(Request& request);
    void fail(Request& request, Error error);
    void on_connection_lost(Lane lane);
    /// Resumes the coroutines whose answers are there. At the end of an event of the loop.
    void deliver();

    PoolFigures figures(Lane lane) const { return lanes_[index_of(lane)].figures(); }
    bool runs_in_this_thread() const { return loop_.get_executor().running_in_this_thread(); }

  private:
    struct Initiate {
        CorePool* core;

        template <class Handler>
        void operator()(Handler handler, Request* request) const {
            request->cancellation = boost::asio::get_associated_cancellation_slot(handler);
            if (request->cancellation.is_connected()) {
                request->cancellation.assign([core = core, request](auto /*how*/) {
                    core->abandon(*request);
                });
            }
            request->continuation.emplace(std::move(handler));
            core->submit(*request);
        }
    };

    static std::size_t index_of(Lane lane) { return static_cast<std::size_t>(lane); }
    CoreLane& lane_of(const Request& request) { return lanes_[index_of(request.lane)]; }
    void submit(Request& request);
    void abandon(Request& request);
    void deliver_soon();
    void watch_deadlines();

    boost::asio::io_context& loop_;
    const PoolOptions& options_;
    Opener& opener_;
    std::array<CoreLane, 3> lanes_;
    boost::asio::steady_timer watch_;
    bool is_watching_ = false;
    bool is_delivering_ = false;
    bool is_closed_ = false;
    std::size_t calls_ = 0;  // admitted and not yet delivered
    std::vector<Request*> finished_;
};

}  // namespace fairfile::postgres
