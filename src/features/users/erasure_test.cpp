#include "features/users/users_world_test.hpp"

namespace fairfile::users {
namespace {

using namespace std::chrono_literals;
using test::wait_for;

class ErasureTest : public UsersTest {
  protected:
    ~ErasureTest() override { std::filesystem::remove_all(file_folder_); }

    http::Response leave(const SignedIn& signed_in) {
        http::RequestValues values{.method = http::Method::delete_, .path = "/api/v1/me"};
        values.principal = principal(signed_in.access_token);
        return call(std::move(values));
    }
    /// As the worker would, with a lease.
    jobs::ClaimedJob claim() {
        const auto row = rows_.execute(
            "update job set state = 'running', attempt = 1, claims = 1,"
            " lease_token = gen_random_uuid(), lease_until = now() + interval '1 minute'"
            " where kind = 'erase_user' returning id, user_id, lease_token"
        );
        jobs::ClaimedJob job;
        job.id = row.uuid(0, 0);
        job.kind = erase_user;
        job.user = UserId{row.uuid(0, 1)};
        job.lease = row.uuid(0, 2);
        return job;
    }
    void let_news_spread() {
        rows_.execute(
            "update users set updated_at = now() - interval '1 minute'"
            " where state = 'erasing'"
        );
    }
    std::int64_t count(const std::string& what) {
        return rows_.execute("select count(*) from " + what).integer(0, 0);
    }
    blob::BlobId keep_file(UserId user) {
        const auto id = wait_for(files_->put({user}, "a report")).value();
        rows_.execute(
            "insert into blob_objects (id, user_id, kind, content_type, bytes, stored_bytes) values"
            " ('" +
            to_string(id) + "', '" + to_string(user) + "', 'report', 'text/plain', 8, 8)"
        );
        return id;
    }
    void keep_report(UserId user) {
        const auto owner = "'" + to_string(user) + "'";
        const auto report = owner + ", " + owner;
        rows_.execute(
            "insert into credit_reports (id, user_id) values (" + report + ");" +
            "insert into tradelines (id, user_id, report_id, account_group, bureau, creditor)"
            " values (" +
            report + ", " + owner + ", 1, 'Equifax', 'Bank')"
        );
    }
    bool has_key(UserId user) {
        return keys_->find({crypto::KeyKind::user, user.value}).has_value();
    }

    const std::filesystem::path file_folder_ = key_folder_.string() + ".files";
    test::PlainDatabase worker_{rows_, "fairfile_worker"};
    runtime::CpuPool pool_{1, 16};
    std::unique_ptr<blob::BlobStore> files_ = std::move(
        blob::open_directory_blob_store({file_folder_, *keys_, pool_, clock_, metrics_, log_})
            .value()
    );
    Erasure erasure_{{worker_, *keys_, *files_, pool_, log_}};
};

TEST_F(ErasureTest, AskingClosesTheAccountAndDestroysTheKeyAtOnce) {
    const auto ann = register_user("ann@example.com");
    wait_for(users_.rename(ann.user.id, "Ann Example")).value();
    ASSERT_TRUE(has_key(ann.user.id));

    EXPECT_EQ(leave(ann).status, 204U);

    EXPECT_FALSE(has_key(ann.user.id));
    EXPECT_EQ(sign_in(credentials("ann@example.com")).error().code, "users.wrong_credentials");
    SessionGuard guard(1, guard_parts());
    EXPECT_FALSE(ask(guard, ann.access_token));
    EXPECT_FALSE(wait_for(users_.refresh(ann.refresh_token)));
    wait_for(users_.request_password_reset("ann@example.com")).value();
    EXPECT_EQ(count("one_time_tokens where purpose = 'password_reset'"), 0);
    EXPECT_EQ(count("job where kind = 'erase_user' and queue = 'high'"), 1);
}

TEST_F(ErasureTest, AskingTwiceOrdersOneErasure) {
    const auto ann = register_user("ann@example.com");
    wait_for(users_.erase(ann.user.id)).value();
    wait_for(users_.erase(ann.user.id)).value();
    EXPECT_EQ(count("job where kind = 'erase_user'"), 1);
}

TEST_F(ErasureTest, RemovesTheRowsFilesAndKeyOfThatPersonOnly) {
    const auto ann = register_user("ann@example.com");
    const auto bob = register_user("bob@example.com");
    const auto anns_file = keep_file(ann.user.id);
    const auto bobs_file = keep_file(bob.user.id);
    keep_report(ann.user.id);
    keep_report(bob.user.id);
    leave(ann);
    let_news_spread();

    const auto outcome = wait_for(erasure_.run(claim()));

    EXPECT_EQ(outcome.kind, jobs::Outcome::Kind::ended) << outcome.reason;
    EXPECT_FALSE(wait_for(files_->exists(anns_file)).value());
    EXPECT_TRUE(wait_for(files_->exists(bobs_file)).value());
    EXPECT_EQ(count("users"), 1);
    EXPECT_EQ(count("tradelines"), 1);
    EXPECT_EQ(count("user_analytics"), 1);
    EXPECT_EQ(count("job"), 0);
    EXPECT_EQ(count("job_archive where kind = 'erase_user' and outcome = 'done'"), 1);
    EXPECT_EQ(count("erasures where finished_at is not null"), 1);
    EXPECT_EQ(count("audit_log where action = 'users.erased'"), 1);
    EXPECT_TRUE(sign_in(credentials("bob@example.com")));
    EXPECT_TRUE(wait_for(users_.register_user(credentials("ann@example.com"), {})));
}

TEST_F(ErasureTest, WaitsUntilEveryProcessKnowsThatTheSessionsEnded) {
    const auto ann = register_user("ann@example.com");
    leave(ann);
    const auto job = claim();
    EXPECT_EQ(wait_for(erasure_.run(job)).kind, jobs::Outcome::Kind::snooze);
    EXPECT_EQ(count("users"), 1);
    let_news_spread();
    EXPECT_EQ(wait_for(erasure_.run(job)).kind, jobs::Outcome::Kind::ended);
    EXPECT_EQ(wait_for(erasure_.run(job)).kind, jobs::Outcome::Kind::done);
}

TEST_F(ErasureTest, WithoutTheLeaseNothingIsDeleted) {
    const auto ann = register_user("ann@example.com");
    leave(ann);
    let_news_spread();
    auto job = claim();
    job.lease = runtime::new_uuid(clock_);
    wait_for(erasure_.run(job));
    EXPECT_EQ(count("users"), 1);
    EXPECT_EQ(count("audit_log where action = 'users.erased'"), 0);
}

TEST_F(ErasureTest, DoesNotTouchAnAccountThatNobodyLeft) {
    const auto ann = register_user("ann@example.com");
    wait_for(users_.rename(ann.user.id, "Ann Example")).value();
    jobs::ClaimedJob job;
    job.user = ann.user.id;
    EXPECT_EQ(wait_for(erasure_.run(job)).kind, jobs::Outcome::Kind::done);
    EXPECT_TRUE(has_key(ann.user.id));
    EXPECT_EQ(count("users"), 1);
}

TEST_F(ErasureTest, NobodyReopensASuspendedOrLeavingAccountOnTheirOwn) {
    const auto ann = register_user("ann@example.com");
    constexpr postgres::Statement reopen{
        .name = "reopen", .sql = "update users set state = 'active' where id = $1::uuid"};
    for (const auto* state : {"suspended", "erasing"}) {
        rows_.execute(std::string("update users set state = '") + state + "'");
        postgres::Parameters who;
        who.add(ann.user.id);
        const auto as = postgres::Identity::user(ann.user.id);
        const auto tried = wait_for(database_.run(as, reopen, std::move(who)));
        EXPECT_TRUE(tried && tried->affected() == 0) << state;
        EXPECT_EQ(count(std::string("users where state = '") + state + "'"), 1);
    }
}

}  // namespace
}  // namespace fairfile::users
