#include "infra/http/test_server.hpp"

#include "base/text.hpp"

#include <boost/asio/redirect_error.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <arpa/inet.h>
#include <stdexcept>
#include <sys/socket.h>
#include <unistd.h>

namespace fairfile::http {

using boost::asio::use_awaitable;

namespace {

awaitable<Response> livez(Request&, TestSlice& slice) {
    ++slice.handled;
    co_return Response{.content_type = "text/plain", .body = "ok"};
}

awaitable<Response> echo(Request& request, TestSlice& slice) {
    ++slice.handled;
    co_return Response{.content_type = "text/plain", .body = request.body()};
}

awaitable<Response> who(Request& request, TestSlice&) {
    co_return Response{.content_type = "text/plain", .body = to_string(request.principal().user)};
}

awaitable<Response> item(Request& request, TestSlice&) {
    std::string text(request.parameter("id"));
    text += " ";
    text += request.query_string();
    text += " ";
    text += request.trace_parent();
    co_return Response{.content_type = "text/plain", .body = std::move(text)};
}

awaitable<Response> fail(Request&, TestSlice&) {
    throw std::runtime_error("a secret detail");
    co_return Response{};
}

awaitable<Response> split(Request&, TestSlice&) {
    co_return redirect("/x\r\nSet-Cookie: a=b");
}

awaitable<Response> wait(Request&, TestSlice& slice) {
    co_await slice.gate.pass();
    co_return Response{.content_type = "text/plain", .body = "waited"};
}

awaitable<Response> large(Request&, TestSlice&) {
    constexpr std::size_t size = 8UL * 1024 * 1024;
    co_return Response{.content_type = "text/plain", .body = std::string(size, 'x')};
}

awaitable<void> write_events(TestSlice& slice, EventSink& sink) {
    co_await sink.send("step", "one\ntwo");
    co_await sink.keep_alive();
    try {
        co_await slice.gate.pass();
    } catch (const std::exception&) {
        slice.events_were_ended = true;
        throw;
    }
    co_await sink.send("end", "{}");
}

awaitable<Response> events(Request&, TestSlice& slice) {
    Response response;
    response.events = [&slice](EventSink& sink) { return write_events(slice, sink); };
    co_return std::move(response);
}

constexpr Route<TestSlice> routes[] = {
    {Method::get, "/livez", livez, Access::everyone, Limit::none},
    {Method::post, "/echo", echo, Access::everyone, Limit::none, 1'000},
    {Method::post, "/large", echo, Access::everyone, Limit::none, 10'485'760},
    {Method::get, "/me", who, Access::signed_in, Limit::read},
    {Method::post, "/me", who, Access::signed_in, Limit::write},
    {Method::post, "/login", livez, Access::everyone, Limit::login},
    {Method::post, "/upload", livez, Access::everyone, Limit::upload},
    {Method::get, "/admin", livez, Access::operators, Limit::none},
    {Method::get, "/items/{id}", item, Access::everyone, Limit::none},
    {Method::get, "/fail", fail, Access::everyone, Limit::none},
    {Method::get, "/split", split, Access::everyone, Limit::none},
    {Method::get, "/wait", wait, Access::everyone, Limit::none},
    {Method::get, "/large", large, Access::everyone, Limit::none},
    {Method::get, "/events", events, Access::everyone, Limit::none},
};

}  // namespace

std::optional<Caller> TokenDouble::authenticate_now(const Request& request) {
    const auto token = request.header("authorization");
    if (token == "Bearer slow") return std::nullopt;
    if (token == "Bearer user") return Principal{};
    if (token == "Bearer unproven") return Principal{{}, {}, Role::operator_unproven};
    if (token == "Bearer operator") return Principal{{}, {}, Role::operator_};
    if (request.cookie("session") == "good") return Principal{};
    return Error{Failure::unauthenticated, "http.not_signed_in", "Bad token."};
}

awaitable<Caller> TokenDouble::authenticate(const Request&) {
    co_await boost::asio::post(co_await boost::asio::this_coro::executor, use_awaitable);
    co_return Principal{};
}

std::optional<LimitVerdict> LimiterDouble::check_now(const LimitQuestion& question) {
    if (question.limit == Limit::upload) return std::nullopt;
    if (question.limit == Limit::login) return LimitVerdict{false, "login", 5, 60, 0, 17};
    return LimitVerdict{true, "user", 100, 60, 99, 60};
}

awaitable<LimitVerdict> LimiterDouble::check(LimitQuestion) {
    co_await boost::asio::post(co_await boost::asio::this_coro::executor, use_awaitable);
    co_return LimitVerdict{true, "upload", 10, 60, 9, 60};
}

void ObserverDouble::request_finished(const RequestRecord& record) {
    const std::lock_guard lock(mutex_);
    lines_.push_back(
        std::string(record.method) + " " + std::string(record.route) + " " +
        std::to_string(record.status) + " " + std::string(record.failure_detail)
    );
    changed_.notify_all();
}

void ObserverDouble::connection_failed(std::string_view what) {
    const std::lock_guard lock(mutex_);
    lines_.push_back("failed " + std::string(what));
    changed_.notify_all();
}

bool ObserverDouble::saw(const std::string& line) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, std::chrono::seconds(20), [this, &line] {
        return std::find(lines_.begin(), lines_.end(), line) != lines_.end();
    });
}

std::vector<std::string> ObserverDouble::lines() {
    const std::lock_guard lock(mutex_);
    return lines_;
}

awaitable<void> Gate::pass() {
    const auto executor = co_await boost::asio::this_coro::executor;
    auto timer = std::make_shared<boost::asio::steady_timer>(executor, std::chrono::hours(1));
    {
        const std::lock_guard lock(mutex_);
        timer_ = timer;
        changed_.notify_all();
    }
    boost::system::error_code opened;
    co_await timer->async_wait(boost::asio::redirect_error(use_awaitable, opened));
    const auto state = co_await boost::asio::this_coro::cancellation_state;
    if (state.cancelled() != boost::asio::cancellation_type::none) {
        throw std::runtime_error("cancelled");
    }
}

void Gate::wait_until_reached() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return timer_ != nullptr; });
}

void Gate::open() {
    const std::lock_guard lock(mutex_);
    boost::asio::post(timer_->get_executor(), [timer = timer_] { timer->cancel(); });
}

ServerConfig quick_config() {
    using namespace std::chrono_literals;
    ServerConfig config;
    config.sweep_interval = 10ms;
    config.drain_grace = 20ms;
    config.linger_time_max = 1s;
    return config;
}

TestServer::TestServer(ServerConfig config, const StaticFiles* files)
    : server(
          loops, std::move(config), router, {&tokens, &limiter, &observer, &readiness, files}, clock
      ) {
    router.add<TestSlice>(routes, slice);
    server.start();
    loops.start();
}

TestServer::~TestServer() {
    loops.stop();
    loops.join();
}

std::string Answer::header(std::string_view name) const {
    for (const auto line : fairfile::split(head, '\n')) {
        const auto colon = line.find(':');
        if (colon == std::string_view::npos) continue;
        if (equal_ignoring_case(line.substr(0, colon), name)) {
            return std::string(trim(line.substr(colon + 1)));
        }
    }
    return {};
}

RawClient::RawClient(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const timeval patience{20, 0};
    setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
    setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof(patience));
    const auto* generic = static_cast<const sockaddr*>(static_cast<const void*>(&address));
    if (connect(socket_, generic, sizeof(address)) != 0) {
        ADD_FAILURE() << "cannot connect";
    }
}

RawClient::~RawClient() {
    close();
}

bool RawClient::send(std::string_view bytes) {
    while (!bytes.empty()) {
        const auto count = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (count <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

bool RawClient::fill() {
    std::array<char, 65'536> bytes{};
    const auto count = recv(socket_, bytes.data(), bytes.size(), 0);
    if (count <= 0) return false;
    buffer_.append(bytes.data(), static_cast<std::size_t>(count));
    return true;
}

std::string RawClient::take(std::size_t count) {
    auto taken = buffer_.substr(0, count);
    buffer_.erase(0, count);
    return taken;
}

Answer RawClient::read(std::string_view method) {
    Answer answer;
    while (buffer_.find("\r\n\r\n") == std::string::npos) {
        if (!fill()) return answer;
    }
    answer.head = take(buffer_.find("\r\n\r\n") + 4);
    answer.status = static_cast<unsigned>(std::stoul(answer.head.substr(9, 3)));
    const auto length = answer.header("content-length");
    const std::size_t size = method == "HEAD" || length.empty() ? 0 : std::stoul(length);
    while (buffer_.size() < size) {
        if (!fill()) return {};
    }
    answer.body = take(size);
    return answer;
}

std::string RawClient::read_line() {
    while (buffer_.find('\n') == std::string::npos) {
        if (!fill()) return {};
    }
    return take(buffer_.find('\n') + 1);
}

std::string RawClient::read_until_closed() {
    while (fill()) {
    }
    return take(buffer_.size());
}

bool RawClient::is_closed() {
    char byte = 0;
    return buffer_.empty() && recv(socket_, &byte, 1, 0) <= 0 && errno != EAGAIN;
}

void RawClient::stop_sending() {
    shutdown(socket_, SHUT_WR);
}

void RawClient::reset() {
    const linger at_once{1, 0};
    setsockopt(socket_, SOL_SOCKET, SO_LINGER, &at_once, sizeof(at_once));
    close();
}

void RawClient::close() {
    if (socket_ >= 0) ::close(socket_);
    socket_ = -1;
}

std::string get(std::string_view path, std::string_view more_headers) {
    std::string text = "GET ";
    text += path;
    text += " HTTP/1.1\r\nHost: localhost\r\n";
    text += more_headers;
    return text + "\r\n";
}

std::string post(std::string_view path, std::string_view body, std::string_view headers) {
    std::string text = "POST ";
    text += path;
    text += " HTTP/1.1\r\nHost: localhost\r\nContent-Length: ";
    text += std::to_string(body.size()) + "\r\n";
    text += headers;
    text += "\r\n";
    text += body;
    return text;
}

}  // namespace fairfile::http
