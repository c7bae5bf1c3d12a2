#include "infra/postgres/pool.hpp"

#include "infra/postgres/core_pool.hpp"
#include "infra/postgres/errors.hpp"

#include <boost/asio/post.hpp>

#include <stdexcept>

namespace fairfile::postgres {

namespace {

// One transaction with more statements than that should be a statement over arrays.
constexpr std::size_t calls_in_one_transaction_max = 4'096;

}  // namespace

DatabasePool::DatabasePool(runtime::EventLoops& loops, PoolOptions options)
    : options_(std::move(options)),
      opener_(std::make_unique<Opener>(options_.connection_string, options_.prepare)) {
    for (std::size_t core = 0; core < loops.size(); ++core) {
        cores_.push_back(std::make_shared<CorePool>(loops.loop(core), options_, *opener_));
    }
}

DatabasePool::DatabasePool(boost::asio::io_context& loop, PoolOptions options)
    : options_(std::move(options)),
      opener_(std::make_unique<Opener>(options_.connection_string, options_.prepare)) {
    cores_.push_back(std::make_shared<CorePool>(loop, options_, *opener_));
}

DatabasePool::~DatabasePool() {
    for (const auto& core : cores_) {
        core->close();
        core->drop_coroutines();
    }
}

void DatabasePool::start() {
    for (const auto& core : cores_) {
        boost::asio::post(core->loop(), [core] { core->start(); });
    }
}

void DatabasePool::stop() {
    for (const auto& core : cores_) {
        boost::asio::post(core->loop(), [core] { core->close(); });
    }
}

awaitable<Result<Rows>> DatabasePool::run(
    Identity identity, const Statement& statement, Parameters parameters
) {
    const Call call{.statement = &statement, .parameters = std::move(parameters)};
    Rows rows;
    Request request{.identity = &identity, .calls = {&call, 1}, .rows = {&rows, 1}};
    auto& core = this_core();
    if (!core.admit(request)) co_return overloaded();
    co_await core.perform(request);
    if (request.error) co_return std::move(*request.error);
    co_return std::move(rows);
}

awaitable<Result<std::vector<Rows>>> DatabasePool::run_all(
    Identity identity, std::vector<Call> calls
) {
    std::vector<Rows> rows(calls.size());
    if (calls.empty()) co_return std::move(rows);
    if (calls.size() > calls_in_one_transaction_max) {
        throw std::logic_error("too many statements in one transaction");
    }
    Request request{.identity = &identity, .calls = calls, .rows = rows};
    auto& core = this_core();
    if (!core.admit(request)) co_return overloaded();
    co_await core.perform(request);
    if (request.error) co_return std::move(*request.error);
    co_return std::move(rows);
}

bool DatabasePool::is_ready() const {
    const auto core = std::min(runtime::current_core(), cores_.size() - 1);
    for (const auto lane : {Lane::read, Lane::write, Lane::slow}) {
        if (cores_[core]->figures(lane).open > 0) return true;
    }
    return false;
}

PoolFigures DatabasePool::figures(Lane lane) const {
    PoolFigures sum;
    for (const auto& core : cores_) {
        const auto figures = core->figures(lane);
        sum.open += figures.open;
        sum.in_flight += figures.in_flight;
        sum.waiting += figures.waiting;
    }
    return sum;
}

CorePool& DatabasePool::this_core() {
    const auto index = runtime::current_core();
    if (index >= cores_.size() || !cores_[index]->runs_in_this_thread()) {
        throw std::logic_error("a database call outside the pool's loops");
    }
    return *cores_[index];
}

}  // namespace fairfile::postgres
