#include "infra/postgres/server_figures.hpp"

#include "tests/support/postgres_pool.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace fairfile::postgres {
namespace {

Result<ServerFigures> read(test::TestPool& pool) {
    return pool.begin(read_server_figures(*pool)).get();
}

TEST(ServerFigures, CountWhatTheServerHolds) {
    const test::TestDatabase database;
    test::TestPool pool(test::options_for(database));
    auto figures = read(pool);
    ASSERT_TRUE(figures) << figures.error().detail;
    EXPECT_GT(figures->connections, 0);
    EXPECT_GT(figures->connections_max, figures->connections);
    EXPECT_GT(figures->database_bytes, 1e6);
    EXPECT_EQ(figures->replicas, 0);
    EXPECT_FALSE(figures->lag_seconds);
}

TEST(ServerFigures, CountPartitionsUnderTheirParent) {
    const test::TestDatabase database;
    test::TestPool pool(test::options_for(database));
    auto figures = read(pool);
    ASSERT_TRUE(figures) << figures.error().detail;
    const auto& tables = figures->tables;
    const auto named = [&](const std::string& name) {
        return std::count_if(tables.begin(), tables.end(), [&](const TableFigures& table) {
            return table.table.starts_with(name);
        });
    };
    EXPECT_EQ(named("credit_score_history"), 1);
    EXPECT_EQ(named("tradelines"), 1);
    for (const auto& table : tables) EXPECT_GE(table.index_bytes, 0) << table.table;
}

TEST(ServerFigures, SayWhenTheServerCannotBeAsked) {
    auto options = postgres::PoolOptions{};
    options.connection_string = Secret("host=/nowhere dbname=none");
    test::TestPool pool(options);
    auto figures = read(pool);
    ASSERT_FALSE(figures);
    EXPECT_EQ(figures.error().kind, Failure::unavailable);
}

}  // namespace
}  // namespace fairfile::postgres
