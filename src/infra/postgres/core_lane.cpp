#include "infra/postgres/core_lane.hpp"

#include "infra/postgres/core_pool.hpp"
#include "infra/postgres/errors.hpp"

#include <algorithm>
#include <fcntl.h>

namespace fairfile::postgres {

namespace {

SteadyTime now() {
    return std::chrono::steady_clock::now();
}

}  // namespace

CoreLane::CoreLane(CorePool& core, Lane lane, LaneOptions options)
    : core_(core), lane_(lane), options_(options), chance_(std::random_device{}()) {
    for (std::size_t index = 0; index < options_.connections; ++index) {
        slots_.push_back({nullptr, boost::asio::steady_timer(core.loop()), 0});
    }
}

void CoreLane::start() {
    open_until_ = now();
    for (std::size_t index = 0; index < slots_.size(); ++index) open(index);
}

void CoreLane::close() {
    for (auto& slot : slots_) {
        slot.timer.cancel();
        if (!slot.connection) continue;
        const auto connection = std::move(slot.connection);
        for (auto* request : connection->close()) core_.fail(*request, unavailable());
    }
    for (auto* request : std::exchange(waiting_, {})) core_.fail(*request, unavailable());
    publish();
}

void CoreLane::submit(Request& request) {
    waiting_.push_back(&request);
    send_waiting();
}

void CoreLane::forget(Request& request) {
    if (request.flight == nullptr) {
        std::erase(waiting_, &request);
        publish();
        return;
    }
    request.flight->request = nullptr;
    request.flight = nullptr;
}

void CoreLane::check(SteadyTime time) {
    for (auto& slot : slots_) {
        if (!slot.connection) continue;
        open_until_ = time;
        for (auto* request : slot.connection->take_expired(time)) core_.fail(*request, timed_out());
        if (slot.connection->is_stuck(time, core_.options().stuck_after)) lose(*slot.connection);
    }
    const auto patience = core_.options().unavailable_after;
    const auto is_over = [&](Request* request) {
        if (request->deadline <= time) {
            core_.fail(*request, timed_out());
            return true;
        }
        if (time - std::max(open_until_, request->submitted) <= patience) return false;
        core_.fail(*request, unavailable());
        return true;
    };
    std::erase_if(waiting_, is_over);
    publish();
}

PoolFigures CoreLane::figures() const {
    return {
        .open = open_count_.load(std::memory_order_relaxed),
        .in_flight = in_flight_count_.load(std::memory_order_relaxed),
        .waiting = waiting_count_.load(std::memory_order_relaxed)};
}

void CoreLane::on_answer(Request& request) {
    core_.finish(request);
}

void CoreLane::on_retry(Request& request) {
    request.was_retried = true;
    waiting_.push_front(&request);
}

void CoreLane::on_room(PipelineConnection& /*connection*/) {
    send_waiting();
    core_.deliver();
}

void CoreLane::on_lost(PipelineConnection& connection) {
    lose(connection);
    send_waiting();
    core_.deliver();
}

void CoreLane::open(std::size_t index) {
    core_.open([this, index, core = core_.shared_from_this()](Result<OpenedConnection>& opened) {
        if (!core->is_closed()) on_opened(index, opened);
    });
}

void CoreLane::open_later(std::size_t index) {
    auto& slot = slots_[index];
    const std::uniform_real_distribution<double> uniform(0.0, 1.0);
    const Backoff backoff{core_.options().reconnect_first, core_.options().reconnect_longest};
    auto distribution = uniform;
    slot.timer.expires_after(delay_after(backoff, slot.attempts++, distribution(chance_)));
    slot.timer.async_wait([this, index, core = core_.shared_from_this()](auto error) {
        if (!error && !core->is_closed()) open(index);
    });
}

void CoreLane::on_opened(std::size_t index, Result<OpenedConnection>& opened) {
    if (!opened) {
        open_later(index);
        return;
    }
    const int socket = fcntl(PQsocket(opened->connection.get()), F_DUPFD_CLOEXEC, 0);
    if (socket < 0) {
        open_later(index);
        return;
    }
    auto& slot = slots_[index];
    slot.attempts = 0;
    slot.connection =
        std::make_shared<PipelineConnection>(core_.loop(), std::move(*opened), socket, *this);
    slot.connection->start();
    send_waiting();
    core_.deliver();
}

void CoreLane::lose(PipelineConnection& connection) {
    const auto slot = std::ranges::find_if(slots_, [&](const Slot& candidate) {
        return candidate.connection.get() == &connection;
    });
    if (slot == slots_.end()) return;
    const auto lost = std::move(slot->connection);
    open_until_ = now();
    core_.on_connection_lost(lane_);
    for (auto* request : lost->close()) settle_orphan(*request);
    open_later(static_cast<std::size_t>(slot - slots_.begin()));
}

/// Its connection died before the answer came.
void CoreLane::settle_orphan(Request& request) {
    if (lane_ != Lane::read || request.was_retried) {
        core_.fail(request, unavailable());
        return;
    }
    on_retry(request);
}

PipelineConnection* CoreLane::least_busy() {
    PipelineConnection* best = nullptr;
    for (auto& slot : slots_) {
        auto* connection = slot.connection.get();
        if (connection == nullptr || !connection->accepts()) continue;
        if (connection->in_flight() >= options_.in_flight_max) continue;
        if (best == nullptr || connection->in_flight() < best->in_flight()) best = connection;
    }
    return best;
}

void CoreLane::send_waiting() {
    while (!waiting_.empty()) {
        auto* connection = least_busy();
        if (connection == nullptr) break;
        auto* request = waiting_.front();
        waiting_.pop_front();
        if (connection->send(*request)) continue;
        // Its Sync did not get out, so it did nothing and may go elsewhere.
        if (request->flight == nullptr) waiting_.push_front(request);
        lose(*connection);
    }
    publish();
}

void CoreLane::publish() {
    std::size_t open = 0;
    std::size_t in_flight = 0;
    for (const auto& slot : slots_) {
        if (!slot.connection) continue;
        ++open;
        in_flight += slot.connection->in_flight();
    }
    open_count_.store(open, std::memory_order_relaxed);
    in_flight_count_.store(in_flight, std::memory_order_relaxed);
    waiting_count_.store(waiting_.size(), std::memory_order_relaxed);
}

}  // namespace fairfile::postgres
