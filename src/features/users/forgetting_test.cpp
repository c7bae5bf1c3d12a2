#include "features/users/forgetting.hpp"

#include "features/users/users_world_test.hpp"

namespace fairfile::users {
namespace {

using test::wait_for;

class ForgettingTest : public UsersTest {
  protected:
    std::int64_t count(const std::string& what) {
        return rows_.execute("select count(*) from " + what).integer(0, 0);
    }
    Forgotten forget() { return wait_for(forgetting_.forget()).value(); }
    void add_token(const std::string& made) {
        rows_.execute(
            "insert into one_time_tokens (token_hash, user_id, purpose, created_at, expires_at)"
            " select sha256('" +
            made + "'), id, 'password_reset', now() - interval '" + made + "', now() - interval '" +
            made + "' + interval '15 minutes' from users"
        );
    }

    test::PlainDatabase worker_{rows_, "fairfile_worker"};
    Forgetting forgetting_{worker_, log_};
};

TEST_F(ForgettingTest, TakesSessionsAMonthAfterTheirEnd) {
    register_user("ann@example.com");
    rows_.execute(
        "update sessions set revoked_at = now() - interval '29 days', revoked_because = 'logout'"
    );
    EXPECT_EQ(forget().sessions, 0);
    rows_.execute("update sessions set revoked_at = now() - interval '31 days'");
    ASSERT_GT(count("refresh_tokens"), 0);
    EXPECT_EQ(forget().sessions, 1);
    EXPECT_EQ(count("sessions"), 0);
    EXPECT_EQ(count("refresh_tokens"), 0);
}

TEST_F(ForgettingTest, TakesSessionsThatRanOutAndLeavesLiveOnes) {
    register_user("ann@example.com");
    register_user("ben@example.com");
    rows_.execute(
        "update sessions set expires_at = now() - interval '31 days' where user_id ="
        " (select id from users where email = 'ann@example.com')"
    );
    EXPECT_EQ(forget().sessions, 1);
    EXPECT_EQ(count("sessions"), 1);
}

TEST_F(ForgettingTest, TakesTokensADayAfterTheirEnd) {
    register_user("ann@example.com");
    const auto before = count("one_time_tokens");
    add_token("1 hour");
    add_token("2 days");
    EXPECT_EQ(forget().tokens, 1);
    EXPECT_EQ(count("one_time_tokens"), before + 1);
}

TEST_F(ForgettingTest, TakesAnswersAfterTheirDay) {
    register_user("ann@example.com");
    rows_.execute(
        "insert into idempotency_keys (user_id, route, key_hash, request_hash, expires_at)"
        " select id, 'POST /', sha256('old'), sha256('old'), now() - interval '1 second' from users"
        " union all select id, 'POST /', sha256('new'), sha256('new'), now() + interval '1 hour'"
        " from users"
    );
    EXPECT_EQ(forget().repeats, 1);
    EXPECT_EQ(count("idempotency_keys"), 1);
}

}  // namespace
}  // namespace fairfile::users
