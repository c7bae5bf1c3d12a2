#include "features/audit/audit.hpp"
#include "tests/support/plain_database.hpp"

#include <gtest/gtest.h>

namespace fairfile::audit {
namespace {

using test::wait_for;

class AuditStoreTest : public testing::Test {
  protected:
    void write(int count) {
        const UserId actor{*parse_uuid("00000000-0000-7000-8000-00000000000a")};
        for (int number = 0; number < count; ++number) {
            std::vector<postgres::Call> calls;
            calls.push_back(record(
                {.actor = actor,
                 .action = "users.tier_set",
                 .subject_type = "user",
                 .subject = actor.value,
                 .details = R"({"tier": "paid"})"}
            ));
            calls.push_back(record({.action = "console.opened"}));
            auto writing = api_.run_all(postgres::Identity::operator_(actor), std::move(calls));
            ASSERT_TRUE(wait_for(std::move(writing)));
        }
    }
    /// As somebody who owns the machine.
    void tamper(const std::string& sql) {
        database_.execute("set session_replication_role = replica; " + sql);
    }
    Report verify(std::vector<Anchor> anchors = {}) {
        return wait_for(verify_log(auditor_, std::move(anchors))).value();
    }

    test::TestDatabase database_;
    test::PlainDatabase api_{database_, "fairfile_api"};
    test::PlainDatabase auditor_{database_, "fairfile_auditor"};
};

TEST_F(AuditStoreTest, AgreesWithTheDatabaseAboutEveryHash) {
    write(3);
    const auto report = verify();
    EXPECT_EQ(report.entries, 6);
    EXPECT_TRUE(report.breaks.empty()) << to_string(report.breaks.at(0).damage);
    EXPECT_TRUE(verify({report.head}).breaks.empty());
    EXPECT_TRUE(wait_for(verify_histories(auditor_)).value().breaks.empty());
}

TEST_F(AuditStoreTest, FindsWhatWasTamperedWith) {
    write(3);
    const auto head = verify().head;
    tamper("update audit_log set action = 'users.nothing' where seq = 2");
    EXPECT_EQ(verify().breaks.at(0).seq, 2);

    tamper("update audit_log set action = 'console.opened' where seq = 2");
    EXPECT_TRUE(verify().breaks.empty());
    tamper("update audit_log set details = '{\"tier\": \"free\"}' where seq = 3");
    EXPECT_EQ(verify().breaks.at(0).damage, Damage::changed);

    tamper("update audit_log set details = null where seq = 3");
    EXPECT_TRUE(verify().breaks.empty()) << "details may be erased";
    tamper("delete from audit_log where seq = 6");
    EXPECT_TRUE(verify().breaks.empty());
    EXPECT_EQ(verify({head}).breaks.at(0).damage, Damage::cut);
    tamper("delete from audit_log where seq = 4");
    EXPECT_EQ(verify().breaks.at(0).damage, Damage::missing);
}

TEST_F(AuditStoreTest, EntriesCannotBeChangedByThoseWhoWriteThem) {
    write(1);
    for (const auto* role : {"fairfile_operator", "fairfile_gate", "authenticated"}) {
        const auto as_role = std::string("begin; set local role ") + role + "; ";
        EXPECT_ANY_THROW(database_.execute(as_role + "delete from audit_log; commit"));
        EXPECT_ANY_THROW(database_.execute(as_role + "update audit_log set seq = 9; commit"));
    }
}

TEST_F(AuditStoreTest, PersonWhoseWholeHistoryIsGoneIsMissed) {
    database_.execute(
        "insert into users (id, email) values"
        " ('00000000-0000-7000-8000-000000000001', 'ann@example.com')"
    );
    tamper("update user_analytics set history_seq = 3, history_head = sha256('head')");
    const auto report = wait_for(verify_histories(auditor_)).value();
    ASSERT_EQ(report.breaks.size(), 1U);
    EXPECT_EQ(report.breaks[0].chain, "00000000-0000-7000-8000-000000000001");
    EXPECT_EQ(report.breaks[0].damage, Damage::cut);
}

}  // namespace
}  // namespace fairfile::audit
