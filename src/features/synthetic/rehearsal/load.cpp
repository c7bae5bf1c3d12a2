#include "features/synthetic/rehearsal/load.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace fairfile::synthetic {

namespace {

namespace asio = boost::asio;

/// Who has had no answer that long after the last request was due gets none.
constexpr std::chrono::seconds patience{30};
constexpr std::chrono::milliseconds tell_interval{250};
constexpr int first_failure = 400;

}  // namespace

Load::Load(
    asio::io_context& context,
    const RehearsalOrder& order,
    std::vector<Asker>& askers,
    const RehearsalProgress& progress
)
    : context_(context),
      order_(order),
      askers_(askers),
      progress_(progress),
      arrivals_(schedule(order)),
      documents_(order.seed, order.upload_bytes),
      end_(context) {
    for (std::size_t one = 0; one < askers_.size(); ++one) {
        if (askers_[one].paid) payers_.push_back(one);
        if (askers_[one].status) changers_.push_back(one);
    }
}

void Load::run(const std::vector<asio::ip::tcp::endpoint>& servers) {
    open(servers);
    start_ = Clock::now();
    for (auto& lane : lanes_) asio::co_spawn(context_, work(*lane), asio::detached);
    asio::co_spawn(context_, hand_out(), asio::detached);
    asio::co_spawn(context_, give_up(), asio::detached);
    asio::co_spawn(context_, tell(), asio::detached);
    finish_when_done();
    context_.restart();
    context_.run();
    seconds_ = since_start(Clock::now());
}

std::int64_t Load::reconnects() const {
    std::int64_t sum = 0;
    for (const auto& lane : lanes_) sum += lane->connection.reconnects();
    return sum;
}

void Load::open(const std::vector<asio::ip::tcp::endpoint>& servers) {
    const auto wanted = static_cast<int>(order_.phase.connections * order_.times);
    const int count = std::clamp(wanted, 1, order_.connections_max);
    for (int one = 0; one < count; ++one) {
        const auto& server = servers[static_cast<std::size_t>(one) % servers.size()];
        lanes_.push_back(std::make_unique<Lane>(Lane{
            ClientConnection(context_.get_executor(), server), asio::steady_timer(context_)}));
    }
    const auto connect = [](Lane& lane) -> asio::awaitable<void> {
        const bool connected = co_await lane.connection.connect();
        if (!connected) lane.connection.close();  // it is tried again when there is work for it
    };
    for (auto& lane : lanes_) asio::co_spawn(context_, connect(*lane), asio::detached);
    context_.restart();
    context_.run();
}

asio::awaitable<void> Load::hand_out() {
    asio::steady_timer timer(context_);
    for (std::size_t number = 0; number < arrivals_.size(); ++number) {
        const auto due = start_ + arrivals_[number].due;
        if (due > Clock::now()) {
            timer.expires_at(due);
            co_await timer.async_wait(asio::use_awaitable);
        }
        give({arrivals_[number], number});
    }
}

void Load::give(Job job) {
    waiting_.push_back(job);
    if (idle_.empty()) return;
    idle_.front()->wake.cancel();
    idle_.pop_front();
}

asio::awaitable<void> Load::work(Lane& lane) {
    while (!ended_) {
        if (waiting_.empty()) {
            idle_.push_back(&lane);
            boost::system::error_code woken;
            lane.wake.expires_at(Clock::time_point::max());
            co_await lane.wake.async_wait(asio::redirect_error(asio::use_awaitable, woken));
            continue;
        }
        const Job job = waiting_.front();
        waiting_.pop_front();
        co_await serve(lane, job);
        finish_when_done();
    }
}

asio::awaitable<void> Load::serve(Lane& lane, Job job) {
    const float late =
        since_start(Clock::now()) - static_cast<float>(job.arrival.due.count()) / 1e6F;
    outcome_.lateness.answered.push_back({0, late * 1e3F});
    const Request request = request_for(job);
    if (request.head.empty()) {
        note(job, request, Error{Failure::unavailable, "synthetic.nobody_free", "Nobody is free."});
        co_return;
    }
    const auto answer = co_await lane.connection.ask(request.head, request.body);
    if (!ended_) note(job, request, answer);
}

void Load::note(const Job& job, const Request& request, const Result<Answer>& answer) {
    const float due = static_cast<float>(job.arrival.due.count()) / 1e6F;
    const float took = since_start(Clock::now()) - due;
    const auto operation = job.arrival.operation;
    auto& tally = outcome_.operations[static_cast<std::size_t>(operation)];
    const bool good = answer && answer->status < first_failure;
    ++settled_;
    ++tally.asked;
    if (good) {
        tally.answered.push_back({due, took * 1e3F});
    } else {
        ++tally.errors;
        const auto kind = answer ? std::to_string(answer->status) : std::string("no answer");
        ++outcome_.error_kinds[std::string(name_of(operation)) + ": " + kind];
    }
    auto& status = askers_[request.asker].status;
    if (operation == Operation::status_update && !request.head.empty()) {
        status->in_flight = false;
        if (good) status->is_escalated = !status->is_escalated;
    }
    if (operation != Operation::upload || !good) return;
    constexpr std::string_view id = "\"id\":\"";
    constexpr std::size_t id_length = 36;
    const auto at = answer->body.find(id);
    if (at == std::string::npos) return;
    uploads_.push_back({request.asker, answer->body.substr(at + id.size(), id_length), due});
}

void Load::finish_when_done() {
    if (settled_ < arrivals_.size() || ended_) return;
    ended_ = true;
    end_.cancel();
    for (auto& lane : lanes_) {
        lane->wake.cancel();
        lane->connection.close();
    }
}

/// What has no answer by then never gets one.
asio::awaitable<void> Load::give_up() {
    boost::system::error_code cancelled;
    end_.expires_at(start_ + std::chrono::seconds(order_.seconds) + patience);
    co_await end_.async_wait(asio::redirect_error(asio::use_awaitable, cancelled));
    if (ended_) co_return;
    std::array<std::int64_t, operations_count> planned{};
    for (const auto& one : arrivals_) ++planned[static_cast<std::size_t>(one.operation)];
    for (std::size_t one = 0; one < operations_count; ++one) {
        auto& tally = outcome_.operations[one];
        const auto unanswered = planned[one] - tally.asked;
        tally.asked += unanswered;
        tally.errors += unanswered;
        const auto name = std::string(name_of(static_cast<Operation>(one)));
        if (unanswered > 0) outcome_.error_kinds[name + ": not answered in time"] = unanswered;
    }
    settled_ = arrivals_.size();
    finish_when_done();
}

asio::awaitable<void> Load::tell() {
    asio::steady_timer timer(context_);
    while (!ended_) {
        const double gone = since_start(Clock::now());
        std::int64_t errors = 0;
        for (const auto& tally : outcome_.operations) errors += tally.errors;
        const auto words = fmt::format(
            "{:.0f} s, {} of {} answered, {} waiting, {} errors",
            gone,
            settled_,
            arrivals_.size(),
            waiting_.size(),
            errors
        );
        if (progress_) progress_(std::min(gone / std::max(order_.seconds, 1), 1.0), words);
        timer.expires_after(tell_interval);
        co_await timer.async_wait(asio::use_awaitable);
    }
}

float Load::since_start(Clock::time_point at) const {
    return std::chrono::duration<float>(at - start_).count();
}

}  // namespace fairfile::synthetic
