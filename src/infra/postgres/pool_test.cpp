#include "infra/postgres/pool.hpp"

#include "tests/support/postgres_notes.hpp"
#include "tests/support/postgres_pool.hpp"

#include <gtest/gtest.h>

#include <csignal>

namespace fairfile::postgres {
namespace {

using namespace std::chrono_literals;
using test::make_notes;
using test::options_for;
using test::person;
using test::TestDatabase;
using test::TestPool;

constexpr Statement show_notes{
    .name = "notes.show", .sql = "select user_id, position from notes order by position"};
constexpr Statement add_note{
    .name = "notes.add",
    .sql = "insert into notes (user_id, position, body) values ($1::uuid, $2::int, $3)",
    .lane = Lane::write};
constexpr Statement divide{.name = "test.divide", .sql = "select 1 / $1::int"};
constexpr Statement missing{.name = "test.missing", .sql = "select nothing from nowhere"};
constexpr Statement sleep_long{
    .name = "test.sleep_long", .sql = "select pg_sleep(30)", .timeout = 30ms};
constexpr Statement echo{.name = "test.echo", .sql = "select $1::text, $2::bytea, $3::int"};
constexpr Statement raise{
    .name = "test.raise", .sql = "do $$ begin raise exception 'not on a Sunday'; end $$"};

class Pool : public ::testing::TestWithParam<Prepare> {
  protected:
    TestDatabase database{TestDatabase::Content::empty};

    Pool() { make_notes(database, 300); }

    PoolOptions options() const {
        auto made = options_for(database);
        made.prepare = GetParam();
        return made;
    }
};

Parameters note(unsigned owner, int position, const char* body) {
    Parameters parameters;
    parameters.add(person(owner)).add(position).add(body);
    return parameters;
}

TEST_P(Pool, ShowsAPersonOnlyTheirOwnRows) {
    TestPool pool(options());
    auto rows = pool.run(Identity::user(person(7)), show_notes);
    ASSERT_TRUE(rows) << rows.error().detail;
    ASSERT_EQ(rows->size(), 3u);
    EXPECT_EQ(rows->uuid(0, 0), person(7).value);
    EXPECT_EQ(rows->integer(2, 1), 3);
}

TEST_P(Pool, ShowsNobodyNothingAfterSomebodyUsedTheConnection) {
    TestPool pool(options());
    ASSERT_TRUE(pool.run(Identity::user(person(7)), show_notes));
    auto rows = pool.run(Identity::nobody(), show_notes);
    ASSERT_TRUE(rows) << rows.error().detail;
    EXPECT_TRUE(rows->empty());
}

TEST_P(Pool, CarriesTextBytesAndNull) {
    TestPool pool(options());
    Parameters parameters;
    parameters.add("it's").add_bytes(std::string_view("\0\xff", 2)).add_null();
    auto rows = pool.run(Identity::gate(), echo, std::move(parameters));
    ASSERT_TRUE(rows) << rows.error().detail;
    EXPECT_EQ(rows->text(0, 0), "it's");
    EXPECT_EQ(rows->bytes(0, 1), std::string("\0\xff", 2));
    EXPECT_TRUE(rows->is_null(0, 2));
}

TEST_P(Pool, RunsSeveralStatementsAsOneTransaction) {
    TestPool pool(options());
    std::vector<Call> calls;
    calls.push_back({&add_note, note(7, 50, "kept only if all are")});
    calls.push_back({&add_note, note(7, 51, "")});
    auto refused = pool.begin((*pool).run_all(Identity::user(person(7)), std::move(calls))).get();
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "postgres.check_violation");
    EXPECT_EQ(refused.error().detail, "notes_body_check");
    EXPECT_EQ(pool.run(Identity::user(person(7)), show_notes)->size(), 3u);
}

TEST_P(Pool, HearsOfAConstraintThatFailsOnlyAtCommit) {
    TestPool pool(options());
    auto refused = pool.run(Identity::user(person(7)), add_note, note(7, 1, "twice"));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "postgres.unique_violation");
    EXPECT_EQ(refused.error().kind, Failure::conflict);
    EXPECT_TRUE(pool.run(Identity::user(person(7)), add_note, note(7, 4, "once")));
}

TEST_P(Pool, TellsWhatWasRaised) {
    TestPool pool(options());
    auto refused = pool.run(Identity::gate(), raise);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "postgres.rejected");
    EXPECT_EQ(refused.error().detail, "not on a Sunday");
}

TEST_P(Pool, KeepsValuesOutOfErrors) {
    constexpr Statement parse{.name = "test.parse", .sql = "select $1::text::int"};
    TestPool pool(options());
    Parameters secret;
    secret.add("078-05-1120");
    auto failed = pool.run(Identity::gate(), parse, std::move(secret));
    ASSERT_FALSE(failed);
    EXPECT_EQ(failed.error().kind, Failure::bug);
    EXPECT_EQ(failed.error().detail, "SQLSTATE 22P02 in test.parse");
}

TEST_P(Pool, SaysWhatIsWrongWithAStatementThatCannotBePrepared) {
    TestPool pool(options());
    for (int attempt = 0; attempt < 3; ++attempt) {
        auto failed = pool.run(Identity::gate(), missing);
        ASSERT_FALSE(failed);
        EXPECT_NE(failed.error().detail.find("42P01"), std::string::npos) << failed.error().detail;
    }
}

TEST_P(Pool, GoesOnAfterAnErrorInTheMiddleOfThePipeline) {
    auto one = options();
    one.read.connections = 1;
    TestPool pool(std::move(one));
    std::vector<std::future<Result<Rows>>> answers;
    for (int call = 0; call < 30; ++call) {
        Parameters divisor;
        divisor.add(call % 3);
        answers.push_back(pool.begin((*pool).run(Identity::gate(), divide, std::move(divisor))));
    }
    for (int call = 0; call < 30; ++call) {
        auto answer = answers[static_cast<std::size_t>(call)].get();
        ASSERT_EQ(answer.has_value(), call % 3 != 0) << call;
        if (!answer) continue;
        EXPECT_EQ(answer->integer(0, 0), 1 / (call % 3));
    }
}

TEST_P(Pool, EndsAStatementWhoseTimeIsOver) {
    TestPool pool(options());
    auto late = pool.run(Identity::gate(), sleep_long);
    ASSERT_FALSE(late);
    EXPECT_EQ(late.error().code, "postgres.timeout");
    EXPECT_EQ(late.error().kind, Failure::unavailable);
    EXPECT_TRUE(pool.run(Identity::user(person(7)), show_notes));
}

TEST_P(Pool, RefusesAtOnceWhatIsTooMuch) {
    constexpr Statement wait{.name = "test.wait", .sql = "select pg_sleep(0.3)"};
    auto small = options();
    small.calls_max = 2;
    TestPool pool(std::move(small));
    std::vector<std::future<Result<Rows>>> answers;
    for (int call = 0; call < 5; ++call) {
        answers.push_back(pool.begin((*pool).run(Identity::gate(), wait, {})));
    }
    int refused = 0;
    for (auto& answer : answers) {
        auto result = answer.get();
        if (result) continue;
        EXPECT_EQ(result.error().code, "postgres.overloaded");
        EXPECT_GT(result.error().retry_after.count(), 0);
        ++refused;
    }
    EXPECT_EQ(refused, 3);
}

TEST_P(Pool, PlansAnewWhenTheSchemaChanged) {
    constexpr Statement show{.name = "test.show", .sql = "select * from changing"};
    database.execute("create table changing (a int); grant select on changing to fairfile_api");
    TestPool pool(options());
    ASSERT_TRUE(pool.run(Identity::nobody(), show));
    database.execute("alter table changing add column b int");
    auto rows = pool.run(Identity::nobody(), show);
    ASSERT_TRUE(rows) << rows.error().detail;
    EXPECT_EQ(rows->columns(), 2u);
}

INSTANTIATE_TEST_SUITE_P(
    Preparing,
    Pool,
    ::testing::Values(Prepare::automatic, Prepare::off),
    [](const auto& way) { return way.param == Prepare::off ? "Unnamed" : "Automatic"; }
);

TEST(PoolWithoutServer, FailsSoonAndSaysThatItIsNotReady) {
    PoolOptions options;
    options.connection_string = Secret("host=/nonexistent user=nobody password=swordfish");
    options.unavailable_after = 50ms;
    TestPool pool(std::move(options));
    auto failed = pool.run(Identity::gate(), divide);
    ASSERT_FALSE(failed);
    EXPECT_EQ(failed.error().code, "postgres.unavailable");
    EXPECT_EQ(failed.error().detail.find("swordfish"), std::string::npos);
    EXPECT_FALSE((*pool).is_ready());
}

TEST(PoolAtItsEnd, FreesTheCallsThatAreInFlight) {
    static constexpr Statement wait{
        .name = "test.wait_long", .sql = "select pg_sleep(20)", .timeout = 20s};
    TestDatabase database(TestDatabase::Content::empty);
    auto held = std::make_shared<int>(0);
    std::weak_ptr<int> watched = held;
    const auto hold = [](DatabasePool& pool, std::shared_ptr<int> kept) -> awaitable<void> {
        auto rows = co_await pool.run(Identity::nobody(), wait, {});
        *kept = rows ? 1 : 2;
    };
    std::future<void> answer;
    {
        TestPool pool(options_for(database));
        answer = pool.begin(hold(*pool, std::move(held)));
    }
    EXPECT_TRUE(watched.expired());
}

}  // namespace
}  // namespace fairfile::postgres
