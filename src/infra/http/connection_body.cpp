#include "infra/http/connection.hpp"
#include "infra/http/problem.hpp"

#include <algorithm>
#include <cstring>

namespace fairfile::http {

namespace {

constexpr std::size_t body_step = 65'536;
constexpr std::size_t chunk_step = 16'384;
// A refused body up to this size is read and forgotten, so that the connection can stay.
constexpr std::size_t passed_over_max = 65'536;

}  // namespace

awaitable<Connection::Body> Connection::read_body(std::size_t bytes_max) {
    enter(Phase::body);
    if (head_.expects_continue && begin_ == end_) {
        out_ += "HTTP/1.1 100 Continue\r\n\r\n";
        if (!send_now()) {
            const bool is_alive = co_await send_rest();
            if (!is_alive) co_return Body::gone;
        }
        enter(Phase::body);
    }
    auto body = Body::complete;
    if (head_.is_chunked) {
        body = co_await read_chunked(bytes_max);
    } else {
        body = co_await read_sized(static_cast<std::size_t>(*head_.content_length));
    }
    co_return body;
}

/// Room is made as bytes arrive: who only promises a large body does not get the memory for it.
awaitable<Connection::Body> Connection::read_sized(std::size_t bytes) {
    auto& body = request_.body_buffer();
    std::size_t filled = std::min(bytes, end_ - begin_);
    body.assign(buffer_.data() + begin_, filled);
    begin_ += filled;
    while (filled < bytes) {
        if (filled == body.size())
            body.resize(std::min(bytes, filled + std::max(filled, body_step)));
        const auto room = boost::asio::buffer(body.data() + filled, body.size() - filled);
        const auto count = co_await receive(room);
        if (count == 0) co_return why_nothing_came();
        filled += count;
    }
    bytes_in_ += bytes;
    has_read_body_ = true;
    co_return Body::complete;
}

awaitable<Connection::Body> Connection::read_chunked(std::size_t bytes_max) {
    auto& body = request_.body_buffer();
    ChunkedBody decoder(bytes_max);
    tail_.assign(buffer_.data() + begin_, end_ - begin_);
    begin_ = end_;
    while (true) {
        const auto step = decoder.read(tail_, body);
        bytes_in_ += step.used;
        tail_.erase(0, step.used);
        if (step.state == BodyState::done) {
            has_read_body_ = true;
            co_return Body::complete;
        }
        if (step.state == BodyState::broken) co_return Body::broken;
        if (step.state == BodyState::too_large) co_return Body::too_large;
        tail_.resize(chunk_step);
        const auto count = co_await receive(boost::asio::buffer(tail_));
        tail_.resize(count);
        if (count == 0) co_return why_nothing_came();
    }
}

awaitable<std::size_t> Connection::receive(boost::asio::mutable_buffer into) {
    if (has_timed_out_) co_return 0;
    const auto count = co_await wire_.read_some(into);
    pace_.add(count);
    co_return count;
}

Connection::Body Connection::why_nothing_came() const {
    return has_timed_out_ ? Body::too_slow : Body::gone;
}

/// Of a refused request. When it is long, or its length unknown, the connection ends instead.
awaitable<void> Connection::pass_over_body(unsigned status) {
    if (!head_.has_body()) co_return;
    const auto length = head_.content_length.value_or(passed_over_max + 1);
    const bool is_short = length <= passed_over_max && status != 413;
    if (is_short && !head_.expects_continue) {
        enter(Phase::body);
        const auto body = co_await read_sized(static_cast<std::size_t>(length));
        if (body == Body::complete) co_return;
        is_gone_ = body == Body::gone;
    }
    is_closing_ = true;
    leaves_input_ = true;
}

/// The next request may have come with the end of a chunked body. Views into the buffer end here.
void Connection::keep_tail() {
    if (tail_.empty()) return;
    if (buffer_.size() < tail_.size()) buffer_.resize(tail_.size());
    std::memcpy(buffer_.data(), tail_.data(), tail_.size());
    begin_ = 0;
    end_ = tail_.size();
    tail_.clear();
}

Response Connection::refuse_body(Body body) {
    is_closing_ = true;
    leaves_input_ = true;
    switch (body) {
        case Body::too_large:
            return problem({Failure::too_large, "http.too_large", "The body is too large."});
        case Body::too_slow:
            return problem_with_status(
                {Failure::unreadable, "http.too_slow", "The body came too slowly."}, 408
            );
        case Body::gone:
            is_gone_ = true;
            [[fallthrough]];
        default:
            return problem({Failure::unreadable, "http.unreadable", "The body cannot be read."});
    }
}

}  // namespace fairfile::http
