#include "features/console/console.hpp"

#include "infra/http/memory_request.hpp"
#include "tests/support/plain_database.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace fairfile::console {
namespace {

using test::wait_for;
using testing::HasSubstr;
using testing::Not;

const auto olga = *UserId::parse("00000000-0000-7000-8000-000000000001");

class ConsoleTest : public testing::Test {
  protected:
    ConsoleTest() {
        add_routes(router_, console_);
        rows_.execute(
            "insert into users (id, email, role, password_hash) values"
            " ('00000000-0000-7000-8000-000000000001', 'olga@example.com', 'operator', 'h1'),"
            " ('00000000-0000-7000-8000-000000000002', 'ann@example.com', 'user', 'h2'),"
            " ('00000000-0000-7000-8000-000000000003', 'ben@example.com', 'user', 'h3')"
        );
        rows_.execute(
            "insert into job (id, kind, state, queue, max_attempts) values"
            " ('00000000-0000-7000-9000-000000000001', 'tidy', 'waiting', 'low', 7),"
            " ('00000000-0000-7000-9000-000000000002', 'read', 'scheduled', 'high', 7);"
            "insert into job_archive (id, queue, priority, kind, args, outcome, attempt,"
            " created_at, last_error) values"
            " ('00000000-0000-7000-9000-000000000003', 'high', 0, 'read', '{}', 'done', 1, now(),"
            " null),"
            " ('00000000-0000-7000-9000-000000000004', 'high', 0, 'read', '{}', 'failed', 5,"
            " now(), 'blob.unavailable')"
        );
    }

    http::Response get(const std::string& path, const std::string& query = "") {
        const auto match = router_.find(http::Method::get, path);
        EXPECT_NE(match.row, nullptr);
        EXPECT_EQ(match.row->access, http::Access::operators);
        http::RequestValues values{.path = path, .query = query};
        values.principal = http::Principal{olga, {}, http::Role::operator_};
        http::MemoryRequest request(std::move(values));
        return wait_for(match.row->handle(request));
    }
    std::string jobs(const std::string& query = "") {
        return get("/api/v1/admin/jobs", query).body;
    }

    test::TestDatabase rows_;
    test::PlainDatabase database_{rows_, "fairfile_api"};
    Console console_{database_};
    http::Router router_;
};

TEST_F(ConsoleTest, EveryStatementFitsTheSchema) {
    for (const auto* statement : statements()) {
        const std::string name(statement->name);
        EXPECT_NO_THROW(rows_.execute("prepare " + name + " as " + std::string(statement->sql)))
            << name;
    }
}

TEST_F(ConsoleTest, ListsAccountsNewestFirstPageByPage) {
    const auto first = get("/api/v1/admin/users", "limit=2");
    EXPECT_EQ(first.status, 200U);
    EXPECT_THAT(first.body, HasSubstr("ben@example.com"));
    EXPECT_THAT(first.body, HasSubstr("ann@example.com"));
    EXPECT_THAT(first.body, Not(HasSubstr("olga@example.com")));
    EXPECT_THAT(first.body, HasSubstr(R"("next_cursor":"00000000-0000-7000-8000-000000000002")"));

    const auto second =
        get("/api/v1/admin/users", "cursor=00000000-0000-7000-8000-000000000002").body;
    EXPECT_THAT(second, HasSubstr(R"("email":"olga@example.com","role":"operator")"));
    EXPECT_THAT(second, Not(HasSubstr("ann@example.com")));
    EXPECT_THAT(second, HasSubstr(R"("next_cursor":null)"));
}

TEST_F(ConsoleTest, ListsJobsAtWorkAndFinishedTogether) {
    const auto all = jobs();
    EXPECT_THAT(
        all, HasSubstr(R"("state":"waiting","priority":"low","attempt":0,"attempts_max":7)")
    );
    EXPECT_THAT(all, HasSubstr(R"("state":"done")"));
    EXPECT_THAT(all, HasSubstr(R"("error_code":"blob.unavailable")"));
    EXPECT_LT(all.find("000000000004"), all.find("000000000001"));
}

TEST_F(ConsoleTest, FiltersJobsByStateAndKind) {
    EXPECT_THAT(jobs("state=parked"), HasSubstr("000000000004"));
    EXPECT_THAT(jobs("state=parked"), Not(HasSubstr("000000000003")));
    EXPECT_THAT(jobs("state=waiting"), HasSubstr("000000000002"));
    EXPECT_THAT(jobs("kind=tidy"), HasSubstr("000000000001"));
    EXPECT_THAT(jobs("kind=tidy"), Not(HasSubstr("\"read\"")));
    EXPECT_EQ(get("/api/v1/admin/jobs", "state=lost").status, 422U);
}

TEST_F(ConsoleTest, WritesEveryLookIntoTheAuditLog) {
    get("/api/v1/admin/users");
    get("/api/v1/admin/jobs");
    const auto log = rows_.execute("select action, actor_id from audit_log order by seq");
    ASSERT_EQ(log.size(), 2U);
    EXPECT_EQ(log.text(0, 0), "console.users_listed");
    EXPECT_EQ(log.text(1, 0), "console.jobs_listed");
    EXPECT_EQ(UserId{log.uuid(1, 1)}, olga);
}

TEST_F(ConsoleTest, WithoutTheEntryThereIsNoAnswer) {
    rows_.execute("revoke insert on audit_log from fairfile_operator");
    EXPECT_EQ(get("/api/v1/admin/users").status, 500U);
}

}  // namespace
}  // namespace fairfile::console
