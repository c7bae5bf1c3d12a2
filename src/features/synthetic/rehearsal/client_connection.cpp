#include "features/synthetic/rehearsal/client_connection.hpp"

#include "base/text.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <array>
#include <charconv>

namespace fairfile::synthetic {

namespace {

namespace asio = boost::asio;
using boost::system::error_code;

constexpr std::size_t read_bytes = 16 * 1024;
constexpr std::size_t answer_bytes_max = 64 * 1024 * 1024;
constexpr std::string_view head_end = "\r\n\r\n";
constexpr std::string_view last_chunk = "\r\n0\r\n\r\n";

/// Our server writes header names as it likes: compared without case.
std::string_view header(std::string_view head, std::string_view name) {
    std::size_t at = head.find("\r\n");
    while (at != std::string_view::npos && at + 2 < head.size()) {
        const auto end = head.find("\r\n", at + 2);
        const auto line = head.substr(at + 2, end - at - 2);
        const auto colon = line.find(':');
        if (colon != std::string_view::npos && to_lower(line.substr(0, colon)) == name) {
            return trim(line.substr(colon + 1));
        }
        at = end;
    }
    return {};
}

template <class Number>
Number number_in(std::string_view text) {
    Number number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

}  // namespace

asio::awaitable<bool> ClientConnection::connect() {
    close();
    error_code failed;
    co_await socket_.async_connect(server_, asio::redirect_error(asio::use_awaitable, failed));
    if (failed) co_return false;
    socket_.set_option(asio::ip::tcp::no_delay(true), failed);
    co_return !failed;
}

void ClientConnection::close() {
    error_code ignored;
    socket_.close(ignored);
    received_.clear();
}

asio::awaitable<Result<Answer>> ClientConnection::ask(
    std::string_view head, std::string_view body
) {
    Answer answer;
    for (const bool again : {false, true}) {
        auto outcome = Outcome::closed;
        if (socket_.is_open()) outcome = co_await ask_once(head, body, answer);
        if (outcome == Outcome::done) co_return answer;
        if (outcome == Outcome::failed || again) break;
        ++reconnects_;
        const bool connected = co_await connect();
        if (!connected) break;
    }
    close();
    co_return Error{Failure::unavailable, "synthetic.no_answer", "The server did not answer."};
}

/// `closed` when not a byte of an answer came.
asio::awaitable<ClientConnection::Outcome> ClientConnection::ask_once(
    std::string_view head, std::string_view body, Answer& answer
) {
    received_.clear();
    const std::array<asio::const_buffer, 2> request{asio::buffer(head), asio::buffer(body)};
    error_code failed;
    // A refusal may come before all of a body was taken: then the answer is there to be read.
    co_await asio::async_write(socket_, request, asio::redirect_error(asio::use_awaitable, failed));
    std::size_t end = std::string::npos;
    while (end == std::string::npos) {
        const bool more = co_await read_more();
        if (!more) co_return received_.empty() ? Outcome::closed : Outcome::failed;
        end = received_.find(head_end);
    }
    const std::string answer_head = received_.substr(0, end + 2);
    received_.erase(0, end + head_end.size());
    answer.status = number_in<int>(std::string_view(answer_head).substr(9, 3));
    const auto length = number_in<std::size_t>(header(answer_head, "content-length"));
    const bool chunked = header(answer_head, "transfer-encoding") == "chunked";
    while (chunked ? !("\r\n" + received_).ends_with(last_chunk) : received_.size() < length) {
        const bool more = co_await read_more();
        if (!more) co_return Outcome::failed;
    }
    answer.body = std::move(received_);
    received_.clear();
    if (header(answer_head, "connection") == "close") close();
    co_return Outcome::done;
}

asio::awaitable<bool> ClientConnection::read_more() {
    const auto before = received_.size();
    if (before > answer_bytes_max) co_return false;
    received_.resize(before + read_bytes);
    error_code failed;
    const auto count = co_await socket_.async_read_some(
        asio::buffer(received_.data() + before, read_bytes),
        asio::redirect_error(asio::use_awaitable, failed)
    );
    received_.resize(before + count);
    co_return !failed;
}

Result<asio::ip::tcp::endpoint> endpoint_of(const std::string& url) {
    constexpr std::string_view scheme = "http://";
    const Error bad{
        Failure::invalid, "synthetic.bad_url", "A URL looks like http://HOST:PORT: " + url + "."};
    if (!url.starts_with(scheme)) return bad;
    auto place = url.substr(scheme.size());
    while (place.ends_with('/')) place.pop_back();
    const auto colon = place.rfind(':');
    const auto host = place.substr(0, colon);
    const auto port = colon == std::string::npos ? "80" : place.substr(colon + 1);
    asio::io_context context;
    asio::ip::tcp::resolver resolver(context);
    error_code failed;
    const auto found = resolver.resolve(host, port, failed);
    if (failed || found.empty()) return bad;
    return found.begin()->endpoint();
}

}  // namespace fairfile::synthetic
