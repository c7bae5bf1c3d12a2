#include "infra/http/wire.hpp"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>

namespace fairfile::http {

using boost::asio::redirect_error;
using boost::asio::use_awaitable;
using boost::system::error_code;

namespace {

void take_off(Wire::Buffers& buffers, std::size_t count) {
    for (auto& buffer : buffers) {
        const auto taken = std::min(count, buffer.size());
        buffer += taken;
        count -= taken;
    }
}

std::size_t size_of(const Wire::Buffers& buffers) {
    return buffers[0].size() + buffers[1].size();
}

}  // namespace

bool Pace::is_too_slow(TimePoint now, const PaceRule& rule) {
    if (now - window_begin_ < rule.window) return false;
    if (bytes_ < rule.bytes_min) return true;
    begin(now);
    return false;
}

Wire::Wire(Socket socket, boost::asio::ssl::context* tls) : socket_(std::move(socket)) {
    error_code ignored;
    socket_.set_option(boost::asio::ip::tcp::no_delay(true), ignored);
    socket_.non_blocking(true, ignored);
    if (tls != nullptr) tls_ = std::make_unique<TlsStream>(socket_, *tls);
}

awaitable<bool> Wire::handshake() {
    if (!tls_) co_return true;
    error_code problem;
    co_await tls_->async_handshake(
        boost::asio::ssl::stream_base::server, redirect_error(use_awaitable, problem)
    );
    co_return !problem;
}

awaitable<std::size_t> Wire::read_some(boost::asio::mutable_buffer into) {
    error_code problem;
    std::size_t count = 0;
    if (tls_) {
        count = co_await tls_->async_read_some(into, redirect_error(use_awaitable, problem));
    } else {
        count = co_await socket_.async_read_some(into, redirect_error(use_awaitable, problem));
    }
    co_return problem ? 0 : count;
}

Wire::Sent Wire::send_now(Buffers& buffers) {
    if (tls_) return Sent::some;
    while (size_of(buffers) > 0) {
        error_code problem;
        take_off(buffers, socket_.write_some(buffers, problem));
        if (problem == boost::asio::error::would_block) return Sent::some;
        if (problem == boost::asio::error::interrupted) continue;
        if (problem) return Sent::failed;
    }
    return Sent::all;
}

awaitable<bool> Wire::send_rest(Buffers buffers, Pace& pace) {
    while (size_of(buffers) > 0) {
        error_code problem;
        std::size_t count = 0;
        if (tls_) {
            count =
                co_await tls_->async_write_some(buffers, redirect_error(use_awaitable, problem));
        } else {
            count =
                co_await socket_.async_write_some(buffers, redirect_error(use_awaitable, problem));
        }
        if (problem) co_return false;
        take_off(buffers, count);
        pace.add(count);
    }
    co_return true;
}

void Wire::wake() {
    error_code ignored;
    socket_.cancel(ignored);
}

void Wire::close_sending() {
    error_code ignored;
    socket_.shutdown(boost::asio::ip::tcp::socket::shutdown_send, ignored);
}

awaitable<void> Wire::say_goodbye() {
    if (!tls_) co_return;
    error_code ignored;
    co_await tls_->async_shutdown(redirect_error(use_awaitable, ignored));
}

void Wire::close() {
    error_code ignored;
    socket_.close(ignored);
}

}  // namespace fairfile::http
