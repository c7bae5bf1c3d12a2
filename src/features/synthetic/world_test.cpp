#include "features/audit/audit.hpp"
#include "features/synthetic/synthetic.hpp"
#include "tests/support/plain_database.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace fairfile::synthetic {

namespace {

constexpr int few = 12;

WorldOrder a_world() {
    return {.users = few, .seed = 7, .until = "2026-11-01"};
}

Result<void> fill(
    const test::TestDatabase& database, std::string_view role, const WorldOrder& order
) {
    return fill_database(database.connection_string(role), order, {});
}

std::int64_t number(const test::TestDatabase& database, const std::string& sql) {
    return database.execute(sql).integer(0, 0);
}

/// Of every row of every table that synth fills, whatever the order they lie in.
std::string checksum(const test::TestDatabase& database) {
    std::string all;
    for (const std::string table :
         {"users",
          "user_analytics",
          "credit_reports",
          "tradelines",
          "dispute_tracking",
          "dispute_status_history",
          "letters",
          "letter_disputes",
          "mailing_records",
          "credit_score_history",
          "credit_score_monthly",
          "monthly_entitlements"}) {
        const auto rows = database.execute(
            "select count(*) || ' ' || md5(string_agg(md5(t::text), '' order by md5(t::text))) "
            "from " +
            table + " t"
        );
        all += table + " " + std::string(rows.text(0, 0)) + "\n";
    }
    return all;
}

/// What the schema looks like where synth takes things away for a while.
std::string protections(const test::TestDatabase& database) {
    const auto rows = database.execute(
        "select (select string_agg(concat(relname, relrowsecurity, relforcerowsecurity), ' ' order "
        "by "
        "relname) from pg_class where relnamespace = 'public'::regnamespace) || "
        "(select string_agg(concat(tgrelid::regclass, tgname, tgenabled), ' ' order by "
        "tgrelid::regclass::text, tgname) from pg_trigger where not tgisinternal) || "
        "(select string_agg(indexdef, ' ' order by indexname) from pg_indexes "
        "where schemaname = 'public')"
    );
    return std::string(rows.text(0, 0));
}

}  // namespace

TEST(World, HasTheSameRowsForTheSameSeed) {
    const test::TestDatabase one;
    const test::TestDatabase two;
    ASSERT_TRUE(fill(one, "postgres", a_world()));
    ASSERT_TRUE(fill(two, "postgres", a_world()));
    EXPECT_EQ(checksum(one), checksum(two));
}

// The superuser's way checks no foreign key, the owner's way does: equal rows hold them all.
TEST(World, HasTheSameRowsWhenTheOwnerMakesItWithItsForeignKeysChecked) {
    const test::TestDatabase one;
    const test::TestDatabase two;
    ASSERT_TRUE(fill(one, "postgres", a_world()));
    const auto filled = fill(two, "fairfile_owner", a_world());
    ASSERT_TRUE(filled) << filled.error().message << filled.error().detail;
    EXPECT_EQ(checksum(one), checksum(two));
}

TEST(World, HasOtherRowsForAnotherSeed) {
    const test::TestDatabase one;
    const test::TestDatabase two;
    auto other = a_world();
    other.seed = 8;
    ASSERT_TRUE(fill(one, "postgres", a_world()));
    ASSERT_TRUE(fill(two, "postgres", other));
    EXPECT_NE(checksum(one), checksum(two));
    const std::string balances = "select sum(balance_cents) from tradelines";
    EXPECT_NE(number(one, balances), number(two, balances));
}

TEST(World, HasThePlansRowsAPerson) {
    const test::TestDatabase database;
    ASSERT_TRUE(fill(database, "postgres", a_world()));
    EXPECT_EQ(number(database, "select count(*) from credit_reports"), few * 2);
    EXPECT_EQ(number(database, "select count(*) from tradelines"), few * 30);
    EXPECT_EQ(number(database, "select count(*) from dispute_tracking"), few * 5);
    EXPECT_EQ(number(database, "select count(*) from dispute_status_history"), few * 15);
    EXPECT_EQ(number(database, "select count(*) from letters"), few * 3);
    EXPECT_EQ(number(database, "select count(*) from credit_score_history"), few * 72);
    EXPECT_GT(number(database, "select count(*) from mailing_records"), 0);
}

TEST(World, CountsAsTheTriggersWould) {
    const test::TestDatabase database;
    ASSERT_TRUE(fill(database, "postgres", a_world()));
    const auto differing = number(
        database,
        "select count(*) from user_analytics a full join user_analytics_recomputed r "
        "on r.user_id = a.user_id where to_jsonb(r) is distinct from "
        "to_jsonb(a) - '{data_version,history_previous,updated_at}'::text[]"
    );
    EXPECT_EQ(differing, 0);
    EXPECT_EQ(number(database, "select count(*) from user_analytics"), few);
}

TEST(World, HasTheMonthsThatItsScoresMake) {
    const test::TestDatabase database;
    ASSERT_TRUE(fill(database, "postgres", a_world()));
    const auto differing = number(
        database,
        "select count(*) from credit_score_monthly m full join ("
        "select user_id, bureau_source, model, date_trunc('month', \"timestamp\", 'UTC')::date as "
        "month, count(*) as scores, sum(score_value) as total, min(score_value) as least, "
        "max(score_value) as greatest, max(\"timestamp\") as last_at from credit_score_history "
        "group by 1, 2, 3, 4) h using (user_id, bureau_source, model, month) "
        "where (m.scores, m.total, m.min_score, m.max_score, m.last_at) "
        "is distinct from (h.scores, h.total, h.least, h.greatest, h.last_at) "
        "or m.last_score not between h.least and h.greatest"
    );
    EXPECT_EQ(differing, 0);
    EXPECT_GT(number(database, "select count(*) from credit_score_monthly"), 0);
}

TEST(World, HasHistoriesThatVerify) {
    const test::TestDatabase database;
    ASSERT_TRUE(fill(database, "postgres", a_world()));
    test::PlainDatabase auditor(database, "fairfile_auditor");
    const auto report = test::wait_for(audit::verify_histories(auditor));
    ASSERT_TRUE(report);
    EXPECT_EQ(report->chains, few);
    EXPECT_EQ(report->entries, few * 15);
    EXPECT_TRUE(report->breaks.empty());
}

TEST(World, LeavesTriggersRowSecurityAndIndexesAsTheyWere) {
    const test::TestDatabase untouched;
    for (const auto* role : {"postgres", "fairfile_owner"}) {
        const test::TestDatabase database;
        ASSERT_TRUE(fill(database, role, a_world()));
        EXPECT_EQ(protections(database), protections(untouched)) << role;
    }
}

TEST(World, IsRefusedWhereThereArePeopleUnlessItIsToldToAdd) {
    const test::TestDatabase database;
    ASSERT_TRUE(fill(database, "fairfile_owner", a_world()));
    const auto before = checksum(database);
    auto more = a_world();
    more.seed = 8;
    for (const auto* role : {"postgres", "fairfile_owner"}) {
        const auto refused = fill(database, role, more);
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().code, "synthetic.not_empty");
    }
    EXPECT_EQ(checksum(database), before);
    more.add = true;
    ASSERT_TRUE(fill(database, "postgres", more));
    EXPECT_EQ(number(database, "select count(*) from users"), few * 2);
}

TEST(World, IsRefusedASecondTime) {
    const test::TestDatabase database;
    auto again = a_world();
    again.add = true;
    ASSERT_TRUE(fill(database, "postgres", again));
    const auto refused = fill(database, "postgres", again);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "synthetic.already_there");
}

TEST(World, IsRefusedByADatabaseWithoutTheSchema) {
    const test::TestDatabase database(test::TestDatabase::Content::empty);
    const auto refused = fill(database, "postgres", a_world());
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "synthetic.not_migrated");
}

TEST(World, TellsHowFarItIs) {
    const test::TestDatabase database;
    std::vector<int> seen;
    int parts = 0;
    const auto watch = [&](int done, int all, std::string_view) {
        seen.push_back(done);
        parts = all;
    };
    ASSERT_TRUE(fill_database(database.connection_string("postgres"), a_world(), watch));
    EXPECT_TRUE(std::ranges::is_sorted(seen));
    EXPECT_EQ(seen.front(), 0);
    EXPECT_EQ(seen.back(), parts);
}

}  // namespace fairfile::synthetic
