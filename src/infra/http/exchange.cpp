#include "infra/http/connection.hpp"
#include "infra/http/event_stream.hpp"
#include "infra/http/problem.hpp"

#include <boost/asio/experimental/awaitable_operators.hpp>

#include <exception>
#include <stdexcept>

namespace fairfile::http {

namespace {

using State = Admission::State;

// Up to here a copy is cheaper than a second piece in the write.
constexpr std::size_t copied_body_max = 4'096;

Response bug(std::string_view what) {
    return problem({Failure::bug, "http.bug", "Something went wrong.", std::string(what)});
}

bool has_no_body(unsigned status) {
    return status == 204 || status == 304;
}

std::string_view route_of(const Admission& admission, State state) {
    if (admission.row() != nullptr) return admission.row()->path;
    return state == State::file ? "static" : "none";
}

}  // namespace

awaitable<bool> Connection::exchange() {
    began_ = std::chrono::steady_clock::now();
    begin_ += head_.size;
    bytes_in_ = head_.size;
    bytes_out_ = 0;
    reader_.reset();
    has_served_ = true;
    has_read_body_ = !head_.has_body();
    std::string client;
    if (peer_.is_trusted_proxy) {
        const auto hops = head_.field("x-forwarded-for");
        client = core_->shared->trusted_proxies.client_address(peer_address_, hops);
    }
    request_.begin(core_->ids, std::move(client));
    enter(Phase::handling);

    Admission admission(rules_, request_);
    auto state = State::refused;
    Response response;
    try {
        state = admission.begin();
        if (state == State::ask_caller || state == State::ask_limit) {
            state = co_await ask(admission, state);
        }
        if (state == State::admitted && !head_.has_body() && !must_send_before(*admission.row())) {
            response = co_await admission.row()->handle(request_);
        } else if (state != State::file) {
            response = co_await answer(admission, state);
        }
    } catch (const std::exception& failure) {
        response = bug(failure.what());
        if (!has_read_body_) is_closing_ = leaves_input_ = true;
    }
    if (is_gone_) co_return false;
    if (response.events) {
        if (head_.verb != Verb::head) {
            const bool goes_on = co_await stream(std::move(response), admission);
            co_return goes_on;
        }
        response.content_type = "text/event-stream";
    }
    if (state == State::file) {
        put(*admission.file().head, admission.file().bytes, nullptr);
        record(*admission.file().head, "static");
    } else {
        put_named(response, &admission.verdict());
        record(response, route_of(admission, state));
    }
    keep_tail();
    if (must_send() && !send_now()) co_await send_rest();
    co_return !is_closing_ && !is_gone_;
}

awaitable<State> Connection::ask(Admission& admission, State state) {
    while (true) {
        if (state == State::ask_caller) {
            auto caller = co_await rules_.hooks.authenticator->authenticate(request_);
            state = admission.with_caller(std::move(caller));
        } else if (state == State::ask_limit) {
            const auto question = admission.limit_question();
            const auto verdict = co_await rules_.hooks.limiter->check(question);
            state = admission.with_verdict(verdict);
        } else {
            co_return state;
        }
    }
}

/// Where there is more to it than calling the handler: refusals, bodies, responses that wait.
awaitable<Response> Connection::answer(Admission& admission, State state) {
    if (state == State::refused) {
        co_await pass_over_body(admission.refusal().status);
        co_return std::move(admission.refusal());
    }
    const auto& row = *admission.row();
    if (must_send_before(row) && !send_now()) co_await send_rest();
    if (is_gone_) co_return Response{};
    if (head_.has_body()) {
        const auto body = co_await read_body(row.body_max);
        if (body != Body::complete) co_return refuse_body(body);
    }
    enter(Phase::handling);
    auto response = co_await row.handle(request_);
    co_return std::move(response);
}

awaitable<bool> Connection::stream(Response response, Admission& admission) {
    using boost::asio::experimental::awaitable_operators::operator||;
    is_closing_ = true;
    response.content_type = "text/event-stream";
    response.headers.emplace_back("Cache-Control", "no-store, no-cache");
    response.headers.emplace_back("X-Accel-Buffering", "no");
    put_named(response, &admission.verdict());
    if (!send_now()) co_await send_rest();
    if (is_gone_) co_return false;
    enter(Phase::events);
    EventStream sink(*this);
    try {
        auto events = response.events(sink);
        auto watch = watch_client();
        auto race = std::move(events) || std::move(watch);
        co_await std::move(race);
    } catch (const std::exception& failure) {
        response.failure_code = "http.bug";
        response.failure_detail = failure.what();
    }
    record(response, admission.row()->path);
    co_return false;
}

/// Ends when the client has gone or a drain wakes the connection.
awaitable<void> Connection::watch_client() {
    std::array<char, 512> ignored{};
    constexpr std::size_t ignored_max = 65'536;
    for (std::size_t total = 0; total < ignored_max;) {
        const auto count = co_await wire_.read_some(boost::asio::buffer(ignored));
        if (count == 0) break;
        total += count;
    }
}

void Connection::put_named(Response& response, const LimitVerdict* limit) {
    name_occurrence(response, head_.path, request_.request_id());
    try {
        put(response, response.body, limit);
    } catch (const std::logic_error& failure) {
        response = bug(failure.what());
        name_occurrence(response, head_.path, request_.request_id());
        put(response, response.body, limit);
    }
}

void Connection::put(const Response& response, std::string_view body, const LimitVerdict* limit) {
    is_closing_ = is_closing_ || !head_.keep_alive || core_->is_draining;
    ResponseHead head{.response = response};
    if (!has_no_body(response.status) && !response.events) head.content_length = body.size();
    head.closes = is_closing_;
    head.is_for_http_1_0 = head_.is_http_1_0;
    head.date = core_->date;
    head.request_id = request_.request_id();
    head.limit = limit;
    const auto before = out_.size();
    append_head(out_, head);
    const bool has_body = head_.verb != Verb::head && !has_no_body(response.status);
    if (has_body && body.size() <= copied_body_max) {
        out_ += body;
    } else if (has_body) {
        body_out_ = body;
    }
    bytes_out_ += out_.size() - before + body_out_.size();
}

void Connection::record(const Response& response, std::string_view route) {
    auto* observer = rules_.hooks.observer;
    if (observer == nullptr) return;
    observer->request_finished(
        {head_.verb == Verb::other ? "OTHER" : head_.method,
         route,
         response.status,
         std::chrono::steady_clock::now() - began_,
         bytes_in_,
         bytes_out_,
         request_.request_id(),
         request_.trace_parent(),
         request_.remote_address(),
         request_.principal_if_any(),
         response.failure_code,
         response.failure_detail}
    );
}

}  // namespace fairfile::http
