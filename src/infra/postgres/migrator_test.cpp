#include "infra/postgres/migrator.hpp"

#include "infra/postgres/plain_connection.hpp"
#include "tests/support/postgres_server.hpp"

#include <gmock/gmock.h>

#include <array>

namespace fairfile::postgres {
namespace {

using fairfile::test::TestDatabase;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr Migration first{"0001_first", "create table a (id int);\ninsert into a values (1);"};
constexpr Migration second{"0002_second", "alter table a add column name text"};
constexpr Migration concurrent{
    "0003_concurrent",
    "-- slice: users\n-- transaction: none\nset role postgres; create index concurrently "
    "a_name_idx on a (name);\ncomment on table a is 'one; two';"};

class Migrator : public ::testing::Test {
  protected:
    TestDatabase database{TestDatabase::Content::empty};

    Result<std::vector<std::string>> apply(std::vector<Migration> migrations) {
        return migrate(database.connection_string("postgres"), migrations);
    }
};

TEST_F(Migrator, AppliesInOrderAndOnlyOnce) {
    auto applied = apply({first, second});
    ASSERT_TRUE(applied) << applied.error().detail;
    EXPECT_THAT(*applied, ElementsAre("0001_first", "0002_second"));
    EXPECT_THAT(*apply({first, second}), IsEmpty());
    EXPECT_EQ(database.execute("select count(*) from a where name is null").integer(0, 0), 1);
}

TEST_F(Migrator, AppliesWhatIsNew) {
    ASSERT_TRUE(apply({first}));
    EXPECT_THAT(*apply({first, second}), ElementsAre("0002_second"));
}

TEST_F(Migrator, RefusesAMigrationThatChangedAfterwards) {
    ASSERT_TRUE(apply({first}));
    const Migration changed{"0001_first", "create table a (id bigint)"};
    auto refused = apply({changed, second});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "migration.changed");
    EXPECT_TRUE(apply({first, second}));
}

TEST_F(Migrator, RefusesAPastItDoesNotKnow) {
    ASSERT_TRUE(apply({first, second}));
    auto refused = apply({first});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "migration.missing");
}

TEST_F(Migrator, RefusesAMigrationThatComesTooLate) {
    ASSERT_TRUE(apply({first, Migration{"0005_later", "select 1"}}));
    auto refused = apply({first, second, Migration{"0005_later", "select 1"}});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "migration.missing");
}

TEST_F(Migrator, LeavesNothingOfAMigrationThatFails) {
    const Migration broken{"0002_broken", "create table b (id int); select nonsense"};
    auto failed = apply({first, broken});
    ASSERT_FALSE(failed);
    EXPECT_EQ(failed.error().code, "migration.failed");
    EXPECT_NE(failed.error().detail.find("0002_broken"), std::string::npos);
    EXPECT_NE(failed.error().detail.find("nonsense"), std::string::npos);
    EXPECT_TRUE(database.execute("select to_regclass('b')").is_null(0, 0));
    EXPECT_FALSE(database.execute("select to_regclass('a')").is_null(0, 0));
}

TEST_F(Migrator, RunsStatementsOneByOneWhenTheHeadSaysSo) {
    auto applied = apply({first, second, concurrent});
    ASSERT_TRUE(applied) << applied.error().detail;
    EXPECT_FALSE(database.execute("select to_regclass('a_name_idx')").is_null(0, 0));
}

TEST_F(Migrator, TellsTheStateOfEach) {
    using State = MigrationStatus::State;
    ASSERT_TRUE(apply({first, second}));
    const std::array now{first, Migration{"0003_new", "select 1"}};
    auto all = migration_status(database.connection_string("postgres"), now);
    ASSERT_TRUE(all);
    ASSERT_EQ(all->size(), 3u);
    EXPECT_EQ((*all)[0].state, State::applied);
    EXPECT_FALSE((*all)[0].applied_at.empty());
    EXPECT_EQ((*all)[1].state, State::missing);
    EXPECT_EQ((*all)[2].state, State::pending);
}

TEST_F(Migrator, WaitsForAnotherMigratorOnlySoLong) {
    auto other = PlainConnection::open(database.connection_string("postgres"));
    ASSERT_TRUE(other);
    ASSERT_TRUE(other->execute("select pg_advisory_lock(x'6661697266696c65'::bigint)"));
    MigratorOptions options;
    options.lock_wait = std::chrono::milliseconds(20);
    const std::array migrations{first};
    auto refused = migrate(database.connection_string("postgres"), migrations, options);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "postgres.timeout");
}

TEST(EmbeddedMigrations, AreAppliedInTheTemplateOfEveryTest) {
    TestDatabase database;
    const auto applied = database.execute("select count(*) from schema_migrations").integer(0, 0);
    EXPECT_EQ(applied, static_cast<std::int64_t>(embedded_migrations().size()));
    EXPECT_GT(applied, 0);
}

TEST(SplitStatements, CutsOnlyWhereAStatementEnds) {
    EXPECT_THAT(split_statements("a; b ;\n-- c; d\n"), ElementsAre("a", "b"));
    EXPECT_THAT(split_statements("select 'x;''y'; z"), ElementsAre("select 'x;''y'", "z"));
    EXPECT_THAT(split_statements("do $b$ x; $c$; $b$; y"), ElementsAre("do $b$ x; $c$; $b$", "y"));
    EXPECT_THAT(split_statements("/* a; /* b; */ c; */ d"), ElementsAre("/* a; /* b; */ c; */ d"));
    EXPECT_THAT(split_statements("select \"a;b\", $1; "), ElementsAre("select \"a;b\", $1"));
    EXPECT_THAT(split_statements(" ; -- nothing"), IsEmpty());
}

}  // namespace
}  // namespace fairfile::postgres
