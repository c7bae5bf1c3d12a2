// Many people on few connections, with everything going wrong in between: nobody may ever see a
// row of somebody else.
#include "infra/postgres/errors.hpp"
#include "tests/support/postgres_notes.hpp"
#include "tests/support/postgres_pool.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <random>

namespace fairfile::postgres {
namespace {

using namespace std::chrono_literals;
using test::make_notes;
using test::options_for;
using test::person;
using test::TestDatabase;
using test::TestPool;

constexpr unsigned people = 300;
constexpr int coroutines = 64;
constexpr int rounds = 60;

constexpr Statement show{
    .name = "notes.show", .sql = "select user_id from notes", .lane = Lane::read};
constexpr Statement show_as_write{
    .name = "notes.show_as_write", .sql = "select user_id from notes", .lane = Lane::write};
constexpr Statement fail{.name = "test.fail", .sql = "select 1 / (select count(*) - 3 from notes)"};
constexpr Statement dawdle{
    .name = "test.dawdle", .sql = "select user_id, pg_sleep(0.02) from notes", .timeout = 5ms};
constexpr Statement hesitate{
    .name = "test.hesitate", .sql = "select user_id, pg_sleep(0.002) from notes"};

struct Tally {
    std::atomic<int> own{0};
    std::atomic<int> foreign{0};
    std::atomic<int> for_nobody{0};
    std::atomic<int> failed{0};
    std::atomic<int> late{0};
    std::atomic<int> surprising{0};
};

void count(Tally& tally, const Result<Rows>& rows, UserId person) {
    if (!rows) {
        const auto code = rows.error().code;
        if (code == "postgres.timeout" || code == "runtime.deadline") {
            ++tally.late;
        } else if (rows.error().kind == Failure::bug) {
            ++tally.failed;
        } else {
            ++tally.surprising;
        }
        return;
    }
    for (std::size_t row = 0; row < rows->size(); ++row) {
        ++(rows->uuid(row, 0) == person.value ? tally.own : tally.foreign);
    }
}

awaitable<void> live(DatabasePool& pool, Tally& tally, unsigned seed) {
    std::minstd_rand random(seed);
    for (int round = 0; round < rounds; ++round) {
        const auto who = person(1 + static_cast<unsigned>(random()) % people);
        auto identity = Identity::user(who);
        Parameters none;
        const auto choice = random() % 10;
        if (choice == 0) {
            auto rows = co_await pool.run(Identity::nobody(), show, std::move(none));
            tally.for_nobody += rows ? static_cast<int>(rows->size()) : 1;
        } else if (choice == 1) {
            auto work = pool.run(std::move(identity), hesitate, std::move(none));
            auto rows = co_await runtime::with_deadline(std::move(work), 1ms);
            count(tally, rows, who);
        } else {
            const Statement& statement = choice == 2   ? fail
                                         : choice == 3 ? dawdle
                                         : choice == 4 ? show_as_write
                                                       : show;
            auto rows = co_await pool.run(std::move(identity), statement, std::move(none));
            count(tally, rows, who);
        }
    }
}

class Tenants : public ::testing::TestWithParam<Prepare> {};

TEST_P(Tenants, NeverSeeEachOthersRowsWhateverFails) {
    TestDatabase database(TestDatabase::Content::empty);
    make_notes(database, people);
    auto options = options_for(database);
    options.prepare = GetParam();
    TestPool pool(std::move(options), 2);
    Tally tally;
    std::vector<std::future<void>> lives;
    for (unsigned seed = 1; seed <= coroutines; ++seed) {
        lives.push_back(pool.begin(live(*pool, tally, seed), seed % 2));
    }
    for (auto& one : lives) one.get();
    EXPECT_EQ(tally.foreign, 0);
    EXPECT_EQ(tally.for_nobody, 0);
    EXPECT_EQ(tally.surprising, 0);
    EXPECT_GT(tally.own, 0);
    EXPECT_GT(tally.failed, 0);
    EXPECT_GT(tally.late, 0);
}

INSTANTIATE_TEST_SUITE_P(
    Preparing,
    Tenants,
    ::testing::Values(Prepare::on, Prepare::off),
    [](const auto& way) { return way.param == Prepare::off ? "Unnamed" : "Named"; }
);

}  // namespace
}  // namespace fairfile::postgres
