// The connections of one lane on one core and the calls that wait for them. Internal to this
// module.
#pragma once

#include "infra/postgres/backoff.hpp"
#include "infra/postgres/pipeline_connection.hpp"

#include <boost/asio/steady_timer.hpp>

#include <atomic>
#include <deque>
#include <memory>
#include <random>
#include <vector>

namespace fairfile::postgres {

class CorePool;

class CoreLane final : public ConnectionUser {
  public:
    CoreLane(CorePool& core, Lane lane, LaneOptions options);

    void start();
    void close();
    void submit(Request& request);
    void forget(Request& request);
    /// Fails what has waited too long and gives up connections that answer no more.
    void check(SteadyTime now);
    PoolFigures figures() const;

    void on_answer(Request& request) override;
    void on_retry(Request& request) override;
    void on_room(PipelineConnection& connection) override;
    void on_lost(PipelineConnection& connection) override;

  private:
    // Shared with the handlers of its socket.
    struct Slot {
        std::shared_ptr<PipelineConnection> connection;
        boost::asio::steady_timer timer;
        unsigned attempts = 0;
    };

    void open(std::size_t index);
    void open_later(std::size_t index);
    void on_opened(std::size_t index, Result<OpenedConnection>& opened);
    void lose(PipelineConnection& connection);
    void settle_orphan(Request& request);
    PipelineConnection* least_busy();
    void send_waiting();
    void publish();

    CorePool& core_;
    const Lane lane_;
    const LaneOptions options_;
    std::vector<Slot> slots_;
    std::deque<Request*> waiting_;
    SteadyTime open_until_ = {};  // when the last connection was seen open
    std::minstd_rand chance_;
    std::atomic<std::size_t> open_count_{0};
    std::atomic<std::size_t> in_flight_count_{0};
    std::atomic<std::size_t> waiting_count_{0};
};

}  // namespace fairfile::postgres
