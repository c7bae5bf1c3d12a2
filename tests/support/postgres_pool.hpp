// A pool on loops of its own, for tests: calls made from the test's thread, answers waited for.
#pragma once

#include "infra/postgres/pool.hpp"
#include "tests/support/postgres_server.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_future.hpp>

#include <future>
#include <memory>
#include <utility>

namespace fairfile::test {

inline postgres::PoolOptions options_for(const TestDatabase& database) {
    postgres::PoolOptions options;
    options.connection_string = database.connection_string("fairfile_api");
    return options;
}

class TestPool {
  public:
    TestPool(postgres::PoolOptions options, std::size_t cores = 1) : loops_(cores) {
        pool_ = std::make_unique<postgres::DatabasePool>(loops_, std::move(options));
        pool_->start();
        loops_.start();
    }
    ~TestPool() {
        loops_.stop();
        loops_.join();
        pool_.reset();
    }
    TestPool(const TestPool&) = delete;
    TestPool& operator=(const TestPool&) = delete;

    postgres::DatabasePool& operator*() { return *pool_; }

    template <class T>
    std::future<T> begin(boost::asio::awaitable<T> work, std::size_t core = 0) {
        return boost::asio::co_spawn(loops_.loop(core), std::move(work), boost::asio::use_future);
    }

    Result<postgres::Rows> run(
        postgres::Identity identity,
        const postgres::Statement& statement,
        postgres::Parameters parameters = {}
    ) {
        return begin(pool_->run(std::move(identity), statement, std::move(parameters))).get();
    }

  private:
    runtime::EventLoops loops_;
    std::unique_ptr<postgres::DatabasePool> pool_;
};

}  // namespace fairfile::test
