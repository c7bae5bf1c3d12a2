#include "features/maintenance/maintenance.hpp"

#include "tests/support/plain_database.hpp"

#include <gtest/gtest.h>

#include <string>

namespace fairfile::maintenance {
namespace {

using test::wait_for;

// Three months from now, wherever the first migration ended.
constexpr std::string_view coming = "date_trunc('month', now() + interval '3 months')";

class PartitionsTest : public testing::Test {
  protected:
    std::string text(const std::string& sql) {
        return std::string(rows_.execute("select " + sql).text(0, 0));
    }
    std::string coming_partition(const std::string& table) {
        return text("'" + table + "_' || to_char(" + std::string(coming) + ", 'YYYYMM')");
    }
    void add_score() {
        rows_.execute(
            "insert into users (id, email, password_hash) values"
            " ('018f3c5a-0000-7000-8000-000000000001', 'ann@example.com', 'x');"
            "insert into credit_score_history (user_id, bureau_source, model, score_value,"
            " \"timestamp\") values ('018f3c5a-0000-7000-8000-000000000001', 'Equifax', 'FICO 8',"
            " 700, " +
            std::string(coming) + " + interval '9 days')"
        );
    }
    void archive_job(const std::string& age) {
        const auto month = "(now() - interval '" + age + "')::date";
        rows_.execute("select make_month_partitions('job_archive', " + month + ", 1)");
        rows_.execute(
            "insert into job_archive (id, queue, priority, kind, args, outcome, attempt,"
            " created_at, finished_at) values (gen_random_uuid(), 'low', 0, 'old', '{}', 'done',"
            " 1, now() - interval '" +
            age + "', now() - interval '" + age + "')"
        );
    }

    test::TestDatabase rows_;
    test::PlainDatabase worker_{rows_, "fairfile_worker"};
    runtime::SystemClock clock_;
    log::Log log_{clock_, log::Level::error};
    metrics::Registry metrics_;
    Partitions partitions_{{worker_, log_, metrics_}};
};

TEST_F(PartitionsTest, MovesRowsOutOfTheDefaultWhenTheirMonthIsMade) {
    const auto month = coming_partition("credit_score_history");
    rows_.execute("drop table " + month);
    add_score();
    ASSERT_EQ(text("tableoid::regclass from credit_score_history"), "credit_score_history_default");
    const auto summary = text("m::text from credit_score_monthly m");

    const auto kept = wait_for(partitions_.keep());

    ASSERT_TRUE(kept) << kept.error().detail;
    EXPECT_GE(kept->made, 1);
    EXPECT_EQ(text("tableoid::regclass from credit_score_history"), month);
    EXPECT_EQ(text("m::text from credit_score_monthly m"), summary);
    for (const auto& part : {month, std::string("credit_score_history_default")}) {
        EXPECT_EQ(
            text(
                "relrowsecurity and relforcerowsecurity from pg_class where relname = '" + part +
                "'"
            ),
            "t"
        ) << part;
    }
}

TEST_F(PartitionsTest, HasMonthsForBothTablesHalfAYearAhead) {
    ASSERT_TRUE(wait_for(partitions_.keep()));
    for (const auto* table : {"credit_score_history", "job_archive"}) {
        const auto last = text(
            "'" + std::string(table) +
            "_' || to_char((now() at time zone 'UTC') + interval '6 months', 'YYYYMM')"
        );
        EXPECT_EQ(text("to_regclass('" + last + "') is not null"), "t") << last;
    }
    const auto again = wait_for(partitions_.keep());
    ASSERT_TRUE(again);
    EXPECT_EQ(again->made, 0);
    EXPECT_EQ(again->dropped, 0);
}

TEST_F(PartitionsTest, DropsFinishedJobsAfterAYear) {
    archive_job("14 months");
    archive_job("11 months");
    const auto kept = wait_for(partitions_.keep());
    ASSERT_TRUE(kept) << kept.error().detail;
    EXPECT_EQ(kept->dropped, 1);
    EXPECT_EQ(text("count(*) from job_archive where kind = 'old'"), "1");
    EXPECT_EQ(text("max(finished_at) < now() - interval '10 months' from job_archive"), "t");
}

TEST_F(PartitionsTest, WaitsASecondForATableAndComesAgain) {
    rows_.execute("drop table " + coming_partition("job_archive"));
    auto holder = postgres::PlainConnection::open(rows_.connection_string("postgres"));
    ASSERT_TRUE(holder);
    ASSERT_TRUE(holder->execute("begin; lock table job_archive in access exclusive mode"));
    EXPECT_FALSE(wait_for(partitions_.keep()));
    ASSERT_TRUE(holder->execute("rollback"));
    EXPECT_TRUE(wait_for(partitions_.keep()));
}

TEST_F(PartitionsTest, AreTheWorkersBusinessAlone) {
    test::PlainDatabase api(rows_, "fairfile_api");
    Partitions asked({api, log_, metrics_});
    EXPECT_FALSE(wait_for(asked.keep()));
}

}  // namespace
}  // namespace fairfile::maintenance
