#include "infra/redis/node.hpp"

#include "infra/redis/stream.hpp"
#include "infra/runtime/runtime.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include <algorithm>
#include <array>

namespace fairfile::redis {

namespace {

using boost::asio::use_awaitable;
using Clock = std::chrono::steady_clock;

constexpr auto quietly = boost::asio::as_tuple(use_awaitable);
constexpr std::size_t read_bytes = 16'384;

Error unavailable(std::string_view code, std::string detail = {}) {
    return {Failure::unavailable, code, "Redis does not answer.", std::move(detail)};
}

}  // namespace

struct Node::Pending {
    Pending(boost::asio::io_context& loop, std::chrono::milliseconds timeout, std::size_t commands)
        : timer(loop, timeout), missing(commands) {}

    boost::asio::steady_timer timer;  // its end is the deadline, its cancelling the answer
    std::size_t missing;
    Clock::time_point asked = Clock::now();
    std::optional<Value> answer = {};
    bool is_lost = false;
};

Node::Node(boost::asio::io_context& loop, NodeOptions options, Locate locate, OnBreaker on_breaker)
    : loop_(loop),
      options_(std::move(options)),
      locate_(std::move(locate)),
      on_breaker_(std::move(on_breaker)),
      breaker_(options_.failures_max, options_.breaker_pause),
      wake_(loop),
      rest_(loop),
      chance_(std::random_device{}()) {}

Node::~Node() = default;

void Node::start() {
    boost::asio::co_spawn(loop_, run(shared_from_this()), boost::asio::detached);
}

void Node::stop() {
    state_ = State::stopped;
    lose();
    rest_.cancel();
}

awaitable<Result<Value>> Node::ask(std::string bytes, std::size_t commands) {
    if (state_ == State::stopped || !breaker_.allows(Clock::now())) {
        co_return unavailable("redis.open");
    }
    if (in_flight_.size() >= options_.in_flight_max) co_return unavailable("redis.busy");
    if (state_ == State::waiting) {
        note(false);
        co_return unavailable("redis.lost");
    }
    const auto self = shared_from_this();
    const auto pending = std::make_shared<Pending>(loop_, options_.timeout, commands);
    in_flight_.push_back(pending);
    outgoing_ += bytes;
    wake_.cancel();
    co_await pending->timer.async_wait(quietly);

    note(pending->answer.has_value());
    if (pending->answer) co_return std::move(*pending->answer);
    if (pending->is_lost) co_return unavailable("redis.lost");
    drop_if_silent();
    co_return unavailable("redis.timeout");
}

void Node::note(bool is_answered) {
    const bool changed = is_answered ? breaker_.succeeded() : breaker_.failed(Clock::now());
    if (changed && on_breaker_) on_breaker_(breaker_.is_open());
}

void Node::drop_if_silent() {
    if (in_flight_.empty()) return;
    if (Clock::now() - in_flight_.front()->asked > options_.silence_max) lose();
}

awaitable<void> Node::run(std::shared_ptr<Node> self) {
    while (self->state_ != State::stopped) {
        self->state_ = State::connecting;
        auto opening = self->open();
        auto opened =
            co_await runtime::with_deadline(std::move(opening), self->options_.connect_timeout);
        if (self->state_ == State::stopped) break;
        if (opened) {
            self->state_ = State::connected;
            self->attempts_ = 0;
            co_await self->serve();
        }
        self->lose();
        if (self->state_ == State::stopped) break;
        self->state_ = State::waiting;
        co_await self->pause();
    }
}

awaitable<void> Node::pause() {
    constexpr unsigned doublings_max = 16;
    const auto grown = options_.backoff_first * (1U << std::min(attempts_++, doublings_max));
    const auto ceiling = std::min(grown, options_.backoff_longest).count();
    std::uniform_int_distribution<std::int64_t> any(1, ceiling);
    rest_.expires_after(std::chrono::milliseconds(any(chance_)));
    co_await rest_.async_wait(quietly);
}

awaitable<Result<bool>> Node::open() {
    try {
        auto address = co_await locate_();
        if (!address) co_return address.error();
        co_await connect(std::move(*address));
        co_return co_await log_in();
    } catch (const boost::system::system_error& error) {
        co_return unavailable("redis.lost", error.what());
    }
}

awaitable<void> Node::connect(Address address) {
    stream_ = std::make_unique<Stream>(loop_, options_.tls);
    parser_ = std::make_unique<Parser>();
    boost::asio::ip::tcp::resolver resolver(loop_);
    const auto port = std::to_string(address.port);
    auto found = co_await resolver.async_resolve(address.host, port, use_awaitable);
    co_await stream_->connect(std::move(found), address.host);
}

awaitable<Result<bool>> Node::log_in() {
    const auto& login = options_.login;
    std::vector<std::string_view> words{"HELLO", "3"};
    if (!login.password.empty()) {
        const std::string_view user = login.user.empty() ? "default" : std::string_view(login.user);
        words.insert(words.end(), {"AUTH", user});
        words.push_back(login.password.reveal());
    }
    auto hello = encode(words);
    auto answer = co_await greet(std::move(hello));
    if (!answer) co_return answer.error();
    if (login.database > 0) {
        const auto number = std::to_string(login.database);
        const std::array<std::string_view, 2> select{"SELECT", number};
        auto command = encode(select);
        answer = co_await greet(std::move(command));
        if (!answer) co_return answer.error();
    }
    if (!options_.must_be_master) co_return true;
    const std::array<std::string_view, 1> role{"ROLE"};
    auto command = encode(role);
    answer = co_await greet(std::move(command));
    if (!answer) co_return answer.error();
    const bool is_master = !answer->items.empty() && answer->items.front().text == "master";
    if (!is_master) co_return unavailable("redis.lost", "this one is no master");
    co_return true;
}

awaitable<Result<Value>> Node::greet(std::string command) {
    co_await stream_->write(command);
    std::array<char, read_bytes> bytes{};
    while (true) {
        auto answer = parser_->next();
        if (!answer) co_return answer.error();
        if (*answer && (*answer)->is_error()) co_return unavailable("redis.lost", (*answer)->text);
        if (*answer && (*answer)->kind != Value::Kind::push) co_return std::move(**answer);
        const auto size = co_await stream_->read_some(bytes);
        parser_->feed({bytes.data(), size});
    }
}

/// Until either ends: both catch their own loss, since only an end cancels the other.
awaitable<void> Node::serve() {
    using boost::asio::experimental::awaitable_operators::operator||;
    auto reading = read_answers();
    auto writing = write_commands();
    auto both = std::move(reading) || std::move(writing);
    co_await std::move(both);
}

awaitable<void> Node::read_answers() {
    std::array<char, read_bytes> bytes{};
    try {
        while (true) {
            const auto size = co_await stream_->read_some(bytes);
            parser_->feed({bytes.data(), size});
            if (!take_answers()) co_return;
        }
    } catch (const boost::system::system_error&) {
        co_return;  // lost: run() connects again
    }
}

/// False when the connection is of no more use.
bool Node::take_answers() {
    while (true) {
        auto answer = parser_->next();
        if (!answer) return false;
        if (!*answer) return true;
        if ((*answer)->kind == Value::Kind::push) continue;
        if (in_flight_.empty()) return false;
        const bool is_demoted = options_.must_be_master && (*answer)->is_error("READONLY");
        settle(std::move(**answer));
        if (is_demoted) return false;
    }
}

awaitable<void> Node::write_commands() {
    try {
        while (state_ == State::connected) {
            if (outgoing_.empty()) {
                wake_.expires_at(Clock::time_point::max());
                co_await wake_.async_wait(quietly);
                continue;
            }
            writing_.clear();
            writing_.swap(outgoing_);
            ++writes_;
            co_await stream_->write(writing_);
        }
    } catch (const boost::system::system_error&) {
        co_return;  // lost: run() connects again
    }
}

void Node::settle(Value value) {
    const auto& first = in_flight_.front();
    if (--first->missing > 0) return;
    first->answer = std::move(value);
    first->timer.cancel();
    in_flight_.pop_front();
}

void Node::lose() {
    if (stream_) stream_->close();
    for (const auto& pending : in_flight_) {
        pending->is_lost = true;
        pending->timer.cancel();
    }
    in_flight_.clear();
    outgoing_.clear();
    wake_.cancel();
}

}  // namespace fairfile::redis
