#include "infra/postgres/core_pool.hpp"

#include "infra/postgres/errors.hpp"

#include <boost/asio/post.hpp>

#include <algorithm>
#include <utility>

namespace fairfile::postgres {

namespace {

// How late an overdue call may be noticed.
constexpr std::chrono::milliseconds watch_interval{20};

Outcome outcome_of(const Request& request) {
    if (!request.error) return Outcome::done;
    if (request.error->code == "postgres.timeout") return Outcome::timeout;
    if (request.error->code == "postgres.unavailable") return Outcome::unavailable;
    return Outcome::refused;
}

void observe(Observer* observer, const Request& request, Outcome outcome) {
    if (observer == nullptr) return;
    const auto duration = std::chrono::steady_clock::now() - request.submitted;
    observer->on_call(
        {.statement = request.calls.front().statement->name,
         .lane = request.lane,
         .outcome = outcome,
         .duration = duration}
    );
}

/// The lane of a transaction: that of its most demanding statement, like its time.
void set_lane_and_timeout(Request& request) {
    for (const auto& call : request.calls) {
        request.lane = std::max(request.lane, call.statement->lane);
        request.timeout = std::max(request.timeout, call.statement->timeout);
    }
}

}  // namespace

CorePool::CorePool(boost::asio::io_context& loop, const PoolOptions& options, Opener& opener)
    : loop_(loop),
      options_(options),
      opener_(opener),
      lanes_{
          CoreLane(*this, Lane::read, options.read),
          CoreLane(*this, Lane::write, options.write),
          CoreLane(*this, Lane::slow, options.slow)},
      watch_(loop) {}

void CorePool::start() {
    if (is_closed_) return;
    for (auto& lane : lanes_) lane.start();
}

void CorePool::close() {
    is_closed_ = true;
    for (auto& lane : lanes_) lane.close();
    watch_.cancel();
    deliver_soon();
}

void CorePool::drop_coroutines() {
    for (auto* request : std::exchange(finished_, {})) request->continuation.drop();
}

bool CorePool::admit(Request& request) {
    set_lane_and_timeout(request);
    request.submitted = std::chrono::steady_clock::now();
    request.deadline = request.submitted + request.timeout;
    if (calls_ < options_.calls_max) {
        ++calls_;
        return true;
    }
    observe(options_.observer, request, Outcome::overloaded);
    return false;
}

void CorePool::submit(Request& request) {
    if (is_closed_) {
        fail(request, unavailable());
    } else {
        lane_of(request).submit(request);
        watch_deadlines();
    }
    if (!finished_.empty()) deliver_soon();
}

void CorePool::abandon(Request& request) {
    if (request.is_finished) return;
    lane_of(request).forget(request);
    fail(request, timed_out());
    deliver_soon();
}

void CorePool::open(Opener::Opened opened) {
    opener_.open(loop_, std::move(opened));
}

void CorePool::finish(Request& request) {
    request.is_finished = true;
    finished_.push_back(&request);
}

void CorePool::fail(Request& request, Error error) {
    request.error = std::move(error);
    finish(request);
}

void CorePool::on_connection_lost(Lane lane) {
    if (options_.observer != nullptr) options_.observer->on_connection_lost(lane);
}

void CorePool::deliver() {
    if (is_delivering_) return;  // further down in this very function's stack
    is_delivering_ = true;
    const auto self = shared_from_this();  // a coroutine may let go of the pool
    std::vector<Request*> batch;
    while (!finished_.empty()) {
        batch.clear();
        batch.swap(finished_);
        for (auto* request : batch) {
            --calls_;
            if (request->cancellation.is_connected()) request->cancellation.clear();
            observe(options_.observer, *request, outcome_of(*request));
            request->continuation.resume();
        }
    }
    is_delivering_ = false;
}

void CorePool::deliver_soon() {
    boost::asio::post(loop_, [self = shared_from_this()] { self->deliver(); });
}

void CorePool::watch_deadlines() {
    if (is_watching_) return;
    is_watching_ = true;
    watch_.expires_after(watch_interval);
    watch_.async_wait([self = shared_from_this()](boost::system::error_code error) {
        self->is_watching_ = false;
        if (error || self->is_closed_) return;
        const auto now = std::chrono::steady_clock::now();
        for (auto& lane : self->lanes_) lane.check(now);
        self->deliver();
        if (self->calls_ > 0) self->watch_deadlines();
    });
}

}  // namespace fairfile::postgres
