#include "infra/jobs/jobs.hpp"

#include "infra/jobs/job_admin.hpp"
#include "infra/jobs/job_store.hpp"
#include "infra/postgres/listener.hpp"
#include "tests/support/postgres_pool.hpp"

#include <gtest/gtest.h>

#include <future>
#include <utility>

namespace fairfile::jobs {
namespace {

using namespace std::chrono_literals;
using postgres::Identity;

/// A worker on a real database; its one kind does what the test says.
class WorkerTest : public testing::Test {
  protected:
    WorkerTest() {
        auto options = test::options_for(database_);
        options.connection_string = database_.connection_string("fairfile_worker");
        pool_ = std::make_unique<postgres::DatabasePool>(loops_, std::move(options));
        pool_->start();
        loops_.start();
    }

    ~WorkerTest() override {
        if (worker_) wait(worker_->stop());
        loops_.stop();
        loops_.join();
    }

    template <class T>
    T wait(awaitable<T> work) {
        return boost::asio::co_spawn(loops_.loop(0), std::move(work), boost::asio::use_future)
            .get();
    }

    Result<postgres::Rows> run(const postgres::Statement& statement, postgres::Parameters values) {
        auto call = pool_->run(Identity::nobody(), statement, std::move(values));
        return wait(std::move(call));
    }

    Uuid add(std::string_view kind, int attempts_max = 5) {
        const auto id = runtime::new_uuid(clock_);
        auto call = enqueue({.id = id, .kind = kind, .attempts_max = attempts_max});
        std::vector<postgres::Call> calls;
        calls.push_back(std::move(call));
        auto work = pool_->run_all(Identity::nobody(), std::move(calls));
        EXPECT_TRUE(wait(std::move(work)));
        return id;
    }

    ClaimedJob claim() {
        postgres::Parameters values;
        values.add("{high,medium,low}").add(1).add(30).add("test");
        const auto rows = run(claim_jobs, std::move(values));
        EXPECT_TRUE(rows && rows->size() == 1);
        ClaimedJob job;
        job.id = rows->uuid(0, 0);
        job.claims = static_cast<int>(rows->integer(0, 6));
        job.lease = rows->uuid(0, 7);
        return job;
    }

    Result<std::vector<postgres::Rows>> complete(const ClaimedJob& job) {
        auto work = pool_->run_all(Identity::nobody(), completion(job));
        return wait(std::move(work));
    }

    void start(
        Handler run,
        Handler abandon,
        std::chrono::milliseconds poll = 20ms,
        std::vector<Schedule> schedules = {}
    ) {
        std::vector<Kind> kinds{{"work", std::move(run), std::move(abandon)}};
        WorkerOptions options{.poll = poll, .schedules = std::move(schedules)};
        const Worker::Parts parts{*pool_, clock_, log_, metrics_, loops_.loop(0), loops_.loop(1)};
        worker_ = std::make_unique<Worker>(parts, options, std::move(kinds));
        worker_->start();
    }

    std::int64_t count(const std::string& sql) { return database_.execute(sql).integer(0, 0); }

    test::TestDatabase database_;
    runtime::SystemClock clock_;
    log::Log log_{clock_, log::Level::error};
    metrics::Registry metrics_;
    runtime::EventLoops loops_{2};
    std::unique_ptr<postgres::DatabasePool> pool_;
    std::unique_ptr<Worker> worker_;
};

awaitable<Outcome> nothing(const ClaimedJob& /*job*/) {
    co_return Outcome::done();
}

TEST_F(WorkerTest, TakesNoKindThatCannotBeRunOrAbandoned) {
    EXPECT_THROW(start(nothing, {}), std::logic_error);
    EXPECT_THROW(start({}, nothing), std::logic_error);
}

TEST_F(WorkerTest, RunsAJobOnceAndArchivesIt) {
    std::promise<Uuid> ran;
    const auto id = add("work");
    auto run = [&ran](const ClaimedJob& job) -> awaitable<Outcome> {
        ran.set_value(job.id);
        return nothing(job);
    };
    start(run, nothing);
    EXPECT_EQ(ran.get_future().get(), id);
    wait(worker_->stop());
    EXPECT_EQ(count("select count(*) from job_archive where outcome = 'done'"), 1);
    EXPECT_EQ(count("select count(*) from job"), 0);
}

TEST_F(WorkerTest, IsWokenByANewJobLongBeforeItPolls) {
    std::promise<Uuid> ran;
    auto run = [&ran](const ClaimedJob& job) -> awaitable<Outcome> {
        ran.set_value(job.id);
        return nothing(job);
    };
    start(run, nothing, 1h);
    std::promise<void> listening;
    bool once = false;
    postgres::Listener ears(loops_.loop(1), database_.connection_string("fairfile_worker"));
    ears.listen("fairfile_job", [&](std::string_view /*payload*/) {
        if (!std::exchange(once, true)) return listening.set_value();
        worker_->wake();
    });
    ears.start();
    listening.get_future().wait();
    const auto id = add("work");
    EXPECT_EQ(ran.get_future().get(), id);
    auto stop = [&ears]() -> awaitable<void> {
        ears.stop();
        co_return;
    };
    boost::asio::co_spawn(loops_.loop(1), stop(), boost::asio::use_future).get();
}

TEST_F(WorkerTest, LeavesPausedQueuesAloneUntilTheyAreResumed) {
    JobAdmin admin(*pool_);
    EXPECT_TRUE(wait(admin.pause("medium")).value());
    EXPECT_FALSE(wait(admin.pause("medium")).value());
    EXPECT_EQ(wait(admin.paused()).value(), std::vector<std::string>{"medium"});
    const auto id = add("work");
    postgres::Parameters values;
    values.add("{high,medium,low}").add(1).add(30).add("test");
    EXPECT_TRUE(run(claim_jobs, std::move(values)).value().empty());
    EXPECT_TRUE(wait(admin.resume("medium")).value());
    EXPECT_EQ(claim().id, id);
}

TEST_F(WorkerTest, LetsOperatorsSeeDiscardAndReviveJobs) {
    JobAdmin admin(*pool_);
    const auto id = add("work");
    EXPECT_EQ(wait(admin.list({})).value().size(), 1U);
    EXPECT_TRUE(wait(admin.list({.state = "failed"})).value().empty());
    EXPECT_EQ(wait(admin.show(id)).value()->state, "waiting");
    EXPECT_TRUE(wait(admin.discard(id)).value());
    EXPECT_EQ(wait(admin.show(id)).value()->state, "discarded");
    EXPECT_EQ(wait(admin.list({.state = "discarded"})).value().size(), 1U);
    EXPECT_TRUE(wait(admin.retry(id)).value());
    EXPECT_EQ(wait(admin.show(id)).value()->state, "waiting");
    EXPECT_EQ(count("select count(*) from job_archive"), 0);
    claim();
    EXPECT_FALSE(wait(admin.discard(id)).value());  // it runs
    EXPECT_FALSE(wait(admin.show(runtime::new_uuid(clock_))).value().has_value());
}

TEST_F(WorkerTest, GivesUpWithAReasonWhenTheHandlerSaysSo) {
    add("work");
    std::promise<void> ran;
    auto run = [&ran](const ClaimedJob& /*job*/) -> awaitable<Outcome> {
        ran.set_value();
        co_return Outcome::give_up("work.impossible");
    };
    start(run, nothing);
    ran.get_future().wait();
    wait(worker_->stop());
    EXPECT_EQ(
        count("select count(*) from job_archive where outcome = 'failed'"
              " and last_error = 'work.impossible'"),
        1
    );
}

TEST_F(WorkerTest, ASecondCompletionWithALostLeaseIsRefusedAndUndoesItsTransaction) {
    add("work");
    const auto first = claim();
    database_.execute("update job set lease_until = now() - interval '1 second'");
    ASSERT_TRUE(run(rescue_jobs, {}));
    const auto second = claim();
    EXPECT_NE(first.lease, second.lease);

    const auto stale = complete(first);
    ASSERT_FALSE(stale);
    EXPECT_EQ(stale.error().detail, "job lease lost");
    EXPECT_TRUE(complete(second));
    EXPECT_EQ(count("select count(*) from job_archive"), 1);
}

TEST_F(WorkerTest, CountsClaimsSoThatAJobThatKillsItsWorkerIsAbandoned) {
    add("work");
    for (int round = 0; round < 3; ++round) {
        claim();
        database_.execute("update job set lease_until = now() - interval '1 second'");
        ASSERT_TRUE(run(rescue_jobs, {}));
    }
    std::promise<int> abandoned;
    auto run_it = [](const ClaimedJob& /*job*/) -> awaitable<Outcome> {
        ADD_FAILURE() << "a poison job must not run a fourth time";
        co_return Outcome::done();
    };
    auto abandon = [&abandoned](const ClaimedJob& job) -> awaitable<Outcome> {
        abandoned.set_value(job.claims);
        co_return Outcome::give_up("work.poison");
    };
    start(run_it, abandon);
    EXPECT_EQ(abandoned.get_future().get(), 4);
}

TEST_F(WorkerTest, AUniqueKeyKeepsASecondJobOut) {
    NewJob job{.id = runtime::new_uuid(clock_), .kind = "work", .unique_key = "one"};
    for (int round = 0; round < 2; ++round) {
        std::vector<postgres::Call> calls;
        calls.push_back(enqueue(job));
        auto work = pool_->run_all(Identity::nobody(), std::move(calls));
        EXPECT_TRUE(wait(std::move(work)));
        job.id = runtime::new_uuid(clock_);
    }
    EXPECT_EQ(count("select count(*) from job"), 1);
}

TEST_F(WorkerTest, AJobIsThereOnlyWhenItsTransactionIs) {
    static constexpr postgres::Statement fails{
        "jobs_test.fail", "select 1 / 0", postgres::Lane::write};
    std::vector<postgres::Call> calls;
    calls.push_back(enqueue({.id = runtime::new_uuid(clock_), .kind = "work"}));
    calls.push_back({&fails});
    auto work = pool_->run_all(Identity::nobody(), std::move(calls));
    EXPECT_FALSE(wait(std::move(work)));
    EXPECT_EQ(count("select count(*) from job"), 0);
}

TEST(RetryDelay, GrowsWithFullJitterUpToTenMinutes) {
    EXPECT_EQ(retry_delay(1, 0.0), 0ms);
    EXPECT_EQ(retry_delay(1, 0.5), 1'000ms);
    EXPECT_EQ(retry_delay(3, 0.5), 4'000ms);
    EXPECT_EQ(retry_delay(40, 0.5), 300'000ms);
}

TEST_F(WorkerTest, AScheduleEnqueuesOneJobATickHoweverManyWereMissed) {
    postgres::Parameters daily;
    daily.add("sweep").add("low").add(86'400).add(3'600);
    ASSERT_TRUE(run(announce_schedule, std::move(daily)));
    EXPECT_EQ(
        count("select count(*) from job_schedule where next_run_at > now()"
              " and next_run_at <= now() + interval '1 day'"
              " and extract(hour from next_run_at at time zone 'UTC') = 1"),
        1
    );
    ASSERT_TRUE(run(fire_schedules, {}));
    EXPECT_EQ(count("select count(*) from job"), 0);

    database_.execute("update job_schedule set next_run_at = now() - interval '73 hours'");
    ASSERT_TRUE(run(fire_schedules, {}));
    ASSERT_TRUE(run(fire_schedules, {}));
    EXPECT_EQ(count("select count(*) from job where kind = 'sweep' and queue = 'low'"), 1);
    EXPECT_EQ(
        count("select count(*) from job_schedule where last_run_at is not null"
              " and next_run_at > now() + interval '22 hours'"
              " and next_run_at <= now() + interval '23 hours'"),
        1
    );
}

TEST_F(WorkerTest, ARestartMovesAScheduleOnlyWithItsRhythm) {
    const auto announce = [this](std::int64_t every) {
        postgres::Parameters values;
        values.add("sweep").add("low").add(every).add(0);
        ASSERT_TRUE(run(announce_schedule, std::move(values)));
    };
    announce(86'400);
    database_.execute("update job_schedule set next_run_at = now() - interval '1 minute'");
    announce(86'400);
    EXPECT_EQ(count("select count(*) from job_schedule where next_run_at < now()"), 1);
    announce(3'600);
    EXPECT_EQ(
        count("select count(*) from job_schedule where next_run_at >= now()"
              " and next_run_at <= now() + interval '1 hour'"),
        1
    );
}

TEST_F(WorkerTest, AScheduledJobIsNotEnqueuedWhileItWaitsNorWhenSwitchedOff) {
    postgres::Parameters often;
    often.add("sweep").add("low").add(60).add(0);
    ASSERT_TRUE(run(announce_schedule, std::move(often)));
    for (int tick = 0; tick < 2; ++tick) {
        database_.execute("update job_schedule set next_run_at = now()");
        ASSERT_TRUE(run(fire_schedules, {}));
    }
    EXPECT_EQ(count("select count(*) from job"), 1);
    database_.execute(
        "delete from job; update job_schedule set next_run_at = now(),"
        " enabled = false"
    );
    ASSERT_TRUE(run(fire_schedules, {}));
    EXPECT_EQ(count("select count(*) from job"), 0);
}

TEST_F(WorkerTest, AWorkerRunsWhatItsSchedulesSay) {
    std::promise<void> ran;
    bool once = false;
    auto sweep = [&](const ClaimedJob& job) -> awaitable<Outcome> {
        if (!std::exchange(once, true)) ran.set_value();
        return nothing(job);
    };
    start(sweep, nothing, 20ms, {{.kind = "work", .every = 1s}});
    ran.get_future().wait();
    wait(worker_->stop());
    EXPECT_GE(count("select count(*) from job_archive where kind = 'work'"), 1);
}

}  // namespace
}  // namespace fairfile::jobs
