#include "infra/http/connection.hpp"

#include "infra/http/problem.hpp"

#include <cstring>

namespace fairfile::http {

namespace {

// Enough for any head a browser sends to us; an idle connection costs no more than this.
constexpr std::size_t buffer_size_idle = 4'096;
constexpr std::size_t buffer_size_max = 2 * head_bytes_max;
// Responses to pipelined requests are gathered up to this size.
constexpr std::size_t gathered_max = 65'536;

boost::asio::ip::address address_of(const Wire::Socket& socket) {
    boost::system::error_code problem;
    const auto endpoint = socket.remote_endpoint(problem);
    return problem ? boost::asio::ip::address{} : endpoint.address();
}

Peer peer_of(const boost::asio::ip::address& address, const Shared& shared) {
    const auto& proxies = shared.trusted_proxies;
    return {proxies.client_address(address, {}), proxies.contains(address), shared.tls.has_value()};
}

}  // namespace

Connection::Connection(std::shared_ptr<Core> core, Wire::Socket socket)
    : core_(std::move(core)),
      config_(core_->shared->config),
      rules_{core_->shared->router, core_->shared->hooks, config_.own_origins},
      wire_(std::move(socket), core_->shared->tls ? &*core_->shared->tls : nullptr),
      peer_address_(address_of(wire_.socket())),
      peer_(peer_of(peer_address_, *core_->shared)),
      buffer_(buffer_size_idle),
      request_(head_, peer_) {
    core_->add(*this);
}

Connection::~Connection() {
    Core::remove(*this);
    wire_.close();
}

awaitable<void> Connection::run() {
    enter(Phase::handshake);
    const bool is_ready = co_await wire_.handshake();
    if (!is_ready) co_return;
    while (!is_closing_) {
        const auto state = take_head();
        if (state == HeadState::complete) {
            const bool goes_on = co_await exchange();
            if (!goes_on) break;
            continue;
        }
        if (state != HeadState::incomplete) {
            refuse_head(state);
            break;
        }
        if (!out_.empty() && !send_now()) {
            const bool is_alive = co_await send_rest();
            if (!is_alive) break;
        }
        wait_for_client();
        const auto count = co_await wire_.read_some(free_space());
        end_ += count;
        if (count == 0 && !may_stay()) break;
    }
    co_await leave();
}

HeadState Connection::take_head() {
    return reader_.read({buffer_.data() + begin_, end_ - begin_}, head_);
}

void Connection::wait_for_client() {
    if (begin_ != end_) {
        if (phase_ == Phase::idle && !has_served_) {
            phase_ = Phase::head;  // the time runs since the connection was opened
        } else if (phase_ != Phase::head) {
            enter(Phase::head);
        }
    } else if (phase_ != Phase::idle) {
        enter(Phase::idle);
    }
}

/// Room behind what was received. Views into the buffer end here.
boost::asio::mutable_buffer Connection::free_space() {
    if (begin_ > 0) {
        std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
        end_ -= begin_;
        begin_ = 0;
    }
    if (end_ == 0 && buffer_.size() > buffer_size_idle) {
        buffer_.resize(buffer_size_idle);
        buffer_.shrink_to_fit();
    }
    if (end_ == buffer_.size() && end_ < buffer_size_max) buffer_.resize(buffer_.size() * 2);
    return boost::asio::buffer(buffer_.data() + end_, buffer_.size() - end_);
}

/// After a read that brought nothing: whether another one may.
bool Connection::may_stay() {
    if (has_timed_out_) {
        if (phase_ == Phase::head) {
            const Error error{Failure::unreadable, "http.too_slow", "The request came too slowly."};
            head_.clear();
            request_.begin(core_->ids, {});
            is_closing_ = true;
            auto response = problem_with_status(error, 408);
            put_named(response, nullptr);
            record(response, "none");
        }
        return false;
    }
    // A drain woke us: a request that has arrived already is still answered.
    boost::system::error_code problem;
    return core_->is_draining && wire_.socket().available(problem) > 0 && !problem;
}

void Connection::refuse_head(HeadState state) {
    head_.clear();
    request_.begin(core_->ids, {});
    is_closing_ = true;
    leaves_input_ = true;
    const bool is_large = state == HeadState::too_large;
    const Error error{
        Failure::unreadable,
        is_large ? "http.headers_too_large" : "http.unreadable",
        is_large ? "The request's headers are too large." : "The request cannot be read."};
    auto response = problem_with_status(error, is_large ? 431 : 400);
    put_named(response, nullptr);
    record(response, "none");
}

awaitable<void> Connection::leave() {
    if (is_gone_) co_return;
    if (!out_.empty() && !send_now()) {
        const bool is_alive = co_await send_rest();
        if (!is_alive) co_return;
    }
    enter(Phase::lingering);
    co_await wire_.say_goodbye();
    if (leaves_input_) co_await linger();
}

/// Closing a socket with unread input resets it, and the client never reads the answer.
awaitable<void> Connection::linger() {
    wire_.close_sending();
    std::size_t thrown_away = 0;
    while (thrown_away < config_.linger_bytes_max && !has_timed_out_) {
        const auto count = co_await wire_.read_some(boost::asio::buffer(buffer_));
        if (count == 0) break;
        thrown_away += count;
    }
}

void Connection::enter(Phase phase) {
    phase_ = phase;
    has_timed_out_ = false;
    if (phase == Phase::body || phase == Phase::sending) {
        pace_.begin(core_->now);
    } else {
        deadline_ = core_->now + time_for(phase);
    }
}

std::chrono::milliseconds Connection::time_for(Phase phase) const {
    switch (phase) {
        case Phase::handshake:
        case Phase::head:
            return config_.head_time_max;
        case Phase::idle:
            return has_served_ ? config_.idle_time_max : config_.head_time_max;
        default:
            return config_.linger_time_max;
    }
}

void Connection::sweep(TimePoint now) {
    const PaceRule pace{config_.pace_window, config_.bytes_per_window_min};
    switch (phase_) {
        case Phase::handling:
        case Phase::events:
            return;
        case Phase::sending:
            if (pace_.is_too_slow(now, pace)) wire_.close();
            return;
        case Phase::body:
            has_timed_out_ = has_timed_out_ || pace_.is_too_slow(now, pace);
            break;
        default:
            has_timed_out_ = has_timed_out_ || now > deadline_;
    }
    if (has_timed_out_) wire_.wake();
}

void Connection::drain() {
    if (phase_ == Phase::events || (phase_ == Phase::idle && has_served_)) {
        wire_.wake();
    } else if (phase_ == Phase::idle) {
        // Just opened: its first request may be on its way.
        deadline_ = std::min(deadline_, core_->now + config_.drain_grace);
    }
}

void Connection::cut() {
    wire_.close();
}

bool Connection::must_send() const {
    return begin_ == end_ || is_closing_ || !body_out_.empty() || out_.size() > gathered_max;
}

/// Rows open to everyone and without a limit answer from memory; any other may wait for long, and
/// the responses before it must not wait with it.
bool Connection::must_send_before(const RouteRow& row) const {
    return !out_.empty() && (row.access != Access::everyone || row.limit != Limit::none);
}

bool Connection::send_now() {
    unsent_ = {boost::asio::buffer(out_), boost::asio::buffer(body_out_)};
    switch (wire_.send_now(unsent_)) {
        case Wire::Sent::all:
            out_.clear();
            body_out_ = {};
            return true;
        case Wire::Sent::failed:
            is_gone_ = true;
            return false;
        default:
            return false;
    }
}

awaitable<bool> Connection::send_rest() {
    if (is_gone_) co_return false;
    enter(Phase::sending);
    const bool is_alive = co_await wire_.send_rest(unsent_, pace_);
    is_gone_ = !is_alive;
    out_.clear();
    if (out_.capacity() > 2 * gathered_max) out_.shrink_to_fit();
    body_out_ = {};
    co_return !is_gone_;
}

}  // namespace fairfile::http
