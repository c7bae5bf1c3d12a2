// The pool while PostgreSQL goes away, and behind a real PgBouncer in transaction mode.
#include "infra/postgres/embedded/process.hpp"
#include "infra/postgres/plain_connection.hpp"
#include "tests/support/postgres_notes.hpp"
#include "tests/support/postgres_pool.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <csignal>
#include <fstream>
#include <set>
#include <unistd.h>

namespace fairfile::postgres {
namespace {

using namespace std::chrono_literals;
using test::make_notes;
using test::options_for;
using test::person;
using test::TestDatabase;
using test::TestPool;
using Clock = std::chrono::steady_clock;

constexpr Statement show{.name = "notes.show", .sql = "select user_id from notes"};
constexpr Statement add{
    .name = "notes.add",
    .sql = "insert into notes (user_id, position) values ($1::uuid, $2::int)",
    .lane = Lane::write};

struct Ledger {
    std::set<int> acknowledged;
    std::set<int> attempted;
    std::atomic<int> failures = 0;
    int surprises = 0;
};

/// Writes and reads until `enough` writes were acknowledged after the first failure.
awaitable<void> keep_writing(DatabasePool& pool, Ledger& ledger, int first, int enough) {
    const auto give_up = Clock::now() + 40s;
    int after_failure = 0;
    for (int position = first; after_failure < enough && Clock::now() < give_up; ++position) {
        Parameters parameters;
        parameters.add(person(1)).add(position);
        auto identity = Identity::user(person(1));
        ledger.attempted.insert(position);
        auto written = co_await pool.run(std::move(identity), add, std::move(parameters));
        if (written) {
            ledger.acknowledged.insert(position);
            if (ledger.failures > 0) ++after_failure;
        } else {
            ++ledger.failures;
            if (written.error().code != "postgres.unavailable") ++ledger.surprises;
        }
        auto reader = Identity::user(person(2));
        Parameters none;
        auto rows = co_await pool.run(std::move(reader), show, std::move(none));
        if (rows && rows->size() != 3) ++ledger.surprises;
        if (!rows && rows.error().kind != Failure::unavailable) ++ledger.surprises;
    }
}

TEST(PoolFaults, LosesNoAcknowledgedWriteWhenTheServerRestarts) {
    TestDatabase database(TestDatabase::Content::empty);
    make_notes(database, 2);
    auto options = options_for(database);
    options.unavailable_after = 100ms;
    TestPool pool(std::move(options));
    Ledger ledger;
    std::vector<std::future<void>> writers;
    for (int writer = 1; writer <= 4; ++writer) {
        constexpr int enough = 20;
        writers.push_back(pool.begin(keep_writing(*pool, ledger, writer * 1'000'000, enough)));
    }
    ASSERT_TRUE(pool.run(Identity::user(person(2)), show));
    // An immediate shutdown; again if it was over before a statement could notice.
    constexpr int shutdowns_max = 20;
    for (int shutdown = 0; shutdown < shutdowns_max && ledger.failures == 0; ++shutdown) {
        kill(test::postgres_server().process_id(), SIGQUIT);
        writers.front().wait_for(1s);
    }
    for (auto& writer : writers) writer.get();

    EXPECT_GT(ledger.failures, 0);
    EXPECT_EQ(ledger.surprises, 0);
    EXPECT_GE(ledger.acknowledged.size(), 80U);
    const auto rows =
        database.execute("select position from notes where position >= 1000000 order by position");
    std::set<int> kept;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        kept.insert(static_cast<int>(rows.integer(row, 0)));
    }
    EXPECT_TRUE(std::includes(
        kept.begin(), kept.end(), ledger.acknowledged.begin(), ledger.acknowledged.end()
    ));
    EXPECT_TRUE(
        std::includes(ledger.attempted.begin(), ledger.attempted.end(), kept.begin(), kept.end())
    );
}

class PgBouncer {
  public:
    explicit PgBouncer(const TestDatabase& database) : folder_(test::server_folder() / "bouncer") {
        const auto user = embedded::server_user().value();
        std::filesystem::create_directories(folder_);
        EXPECT_EQ(chown(folder_.c_str(), user.uid, user.gid), 0);
        const auto settings = folder_ / "pgbouncer.ini";
        std::ofstream(settings) << "[databases]\nnotes = "
                                << database.connection_string("fairfile_api").reveal()
                                << "\n[pgbouncer]\nlisten_addr =\nlisten_port = 6432\n"
                                << "unix_socket_dir = " << folder_.string()
                                << "\nauth_type = any\npool_mode = transaction\n"
                                << "default_pool_size = 2\nlogfile = " << (folder_ / "log").string()
                                << "\n";
        process_ = embedded::start_program(
            {.path = "/usr/sbin/pgbouncer",
             .arguments = {settings.string()},
             .user = user,
             .signal_on_our_death = SIGKILL}
        );
    }
    ~PgBouncer() {
        kill(process_, SIGKILL);
        embedded::wait_for_exit(process_);
    }
    PgBouncer(const PgBouncer&) = delete;
    PgBouncer& operator=(const PgBouncer&) = delete;

    Secret connection_string() const {
        return Secret("host=" + folder_.string() + " port=6432 dbname=notes user=any");
    }

    bool wait_until_it_answers() const {
        const auto give_up = Clock::now() + 30s;
        while (Clock::now() < give_up) {
            if (PlainConnection::open(connection_string())) return true;
        }
        return false;
    }

  private:
    std::filesystem::path folder_;
    pid_t process_ = 0;
};

TEST(PoolFaults, ServesManyPeopleThroughPgBouncerInTransactionMode) {
    TestDatabase database(TestDatabase::Content::empty);
    make_notes(database, 50);
    const PgBouncer bouncer(database);
    ASSERT_TRUE(bouncer.wait_until_it_answers());
    PoolOptions options;
    options.connection_string = bouncer.connection_string();
    TestPool pool(std::move(options));
    std::vector<std::future<Result<Rows>>> answers;
    for (unsigned call = 0; call < 400; ++call) {
        const auto who = person(1 + call % 50);
        auto identity = call % 7 == 0 ? Identity::nobody() : Identity::user(who);
        answers.push_back(pool.begin((*pool).run(std::move(identity), show, {})));
    }
    for (unsigned call = 0; call < 400; ++call) {
        auto rows = answers[call].get();
        ASSERT_TRUE(rows) << rows.error().code << " " << rows.error().detail;
        ASSERT_EQ(rows->size(), call % 7 == 0 ? 0U : 3U);
        for (std::size_t row = 0; row < rows->size(); ++row) {
            ASSERT_EQ(rows->uuid(row, 0), person(1 + call % 50).value);
        }
    }
}

}  // namespace
}  // namespace fairfile::postgres
