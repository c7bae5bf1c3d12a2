#include "features/users/users_world_test.hpp"
#include "infra/crypto/totp.hpp"

namespace fairfile::users {
namespace {

using namespace std::chrono_literals;
using test::wait_for;

class AccountTest : public UsersTest {
  protected:
    /// With a second factor on; gives its secret's codes.
    std::string code_at(const NewTotp& totp, std::chrono::seconds later = 0s) {
        return crypto::totp_code(decoded(totp.secret), crypto::totp_step(clock_.now() + later));
    }
    static Secret decoded(const std::string& base32) {
        constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        std::string bytes;
        unsigned held = 0;
        unsigned bits = 0;
        for (const char letter : base32) {
            held = (held << 5U) | static_cast<unsigned>(letters.find(letter));
            bits += 5;
            if (bits < 8) continue;
            bits -= 8;
            bytes += static_cast<char>((held >> bits) & 0xFFU);
        }
        return Secret(bytes);
    }
};

TEST_F(AccountTest, EveryStatementFitsTheSchema) {
    for (const auto* statement : statements()) {
        const auto name = std::string(statement->name);
        EXPECT_NO_THROW(rows_.execute(
            "prepare " + name + " as " + std::string(statement->sql) + "; deallocate " + name
        )) << name;
    }
}

TEST_F(AccountTest, RegistersOnceForAnAddressInWhateverCase) {
    const auto signed_in = register_user("ann@example.com");
    EXPECT_EQ(signed_in.user.email, "ann@example.com");
    EXPECT_EQ(signed_in.user.role, "user");
    EXPECT_EQ(signed_in.user.tier, "free");
    EXPECT_FALSE(signed_in.access_token.empty());

    auto again = wait_for(users_.register_user(credentials("ANN@example.com"), {}));
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().code, "users.email_taken");
}

TEST_F(AccountTest, RefusesPasswordsThatAreKnownOrMadeOfTheAddress) {
    for (const auto* weak : {"password123", "aaaaaaaaaaaa", "annabelle-smith-1", "1234567890"}) {
        Credentials input{.email = "annabelle@example.com", .password = Secret(weak)};
        auto refused = wait_for(users_.register_user(input, {}));
        ASSERT_FALSE(refused) << weak;
        EXPECT_EQ(refused.error().code, "users.weak_password") << weak;
    }
}

TEST_F(AccountTest, TakesLongRandomPasswordsEvenWithSomeNeighbouringLetters) {
    const auto random = "XabP-9kml3Wyz7Qefg0_DnoKrs5tTUv1";  // cracklib: "too systematic"
    EXPECT_TRUE(
        wait_for(users_.register_user({.email = "ann@example.com", .password = Secret(random)}, {}))
    );
    Credentials steps{.email = "bob@example.com", .password = Secret("abcdefghijklmnopqrstuvwx")};
    EXPECT_FALSE(wait_for(users_.register_user(steps, {})));
}

TEST_F(AccountTest, GivesOneAnswerForAWrongPasswordAndForNobody) {
    register_user("ann@example.com");
    EXPECT_TRUE(sign_in(credentials("ann@example.com")));
    const auto body = [](const std::string& email) {
        return R"({"email":")" + email + R"(","password":"not the password"})";
    };
    const auto wrong = post("/api/v1/auth/login", body("ann@example.com"));
    const auto unknown = post("/api/v1/auth/login", body("bob@example.com"));
    EXPECT_EQ(wrong.status, 401U);
    EXPECT_EQ(wrong.body, unknown.body);
    EXPECT_NE(wrong.body.find("users.wrong_credentials"), std::string::npos);
}

TEST_F(AccountTest, SlowsAGuesserDownButNotTheOwnerElsewhere) {
    register_user("ann@example.com");
    Credentials guess{.email = "ann@example.com", .password = Secret("a wrong guess")};
    for (int attempt = 0; attempt < 5; ++attempt) {
        EXPECT_EQ(sign_in(guess, "192.0.2.1").error().code, "users.wrong_credentials");
    }
    const auto slowed = sign_in(guess, "192.0.2.1");
    EXPECT_EQ(slowed.error().code, "http.too_many_requests");
    EXPECT_GE(slowed.error().retry_after, 1s);
    EXPECT_TRUE(sign_in(credentials("ann@example.com"), "127.0.0.1"));
    clock_.time += 2s;
    EXPECT_TRUE(sign_in(credentials("ann@example.com"), "192.0.2.1"));
}

TEST_F(AccountTest, RefreshesOnceWithEachTokenAndEndsTheSessionOnReuse) {
    const auto first = register_user("ann@example.com");
    const auto second = wait_for(users_.refresh(first.refresh_token)).value();
    const auto third = wait_for(users_.refresh(second.refresh_token)).value();
    EXPECT_EQ(wait_for(users_.refresh(first.refresh_token)).error().code, "users.refresh_refused");
    EXPECT_FALSE(wait_for(users_.refresh(third.refresh_token))) << "the family has ended";
    EXPECT_EQ(rows_.execute("select revoked_because from sessions").text(0, 0), "reuse");
    EXPECT_FALSE(wait_for(users_.refresh(Secret("no token"))));
}

TEST_F(AccountTest, DoesNotTakeAWebCookieAsARefreshToken) {
    const auto web = register_user("ann@example.com", ClientKind::web);
    EXPECT_TRUE(web.refresh_token.empty());
    EXPECT_FALSE(wait_for(users_.refresh(web.cookie)));
}

TEST_F(AccountTest, ChangingThePasswordEndsTheOtherSessions) {
    const auto here = register_user("ann@example.com");
    const auto there = sign_in(credentials("ann@example.com")).value();
    const auto who = principal(here.access_token);
    const Secret next("umbrella-sextant-93");
    EXPECT_EQ(
        wait_for(users_.change_password(who, Secret("wrong"), next)).error().code,
        "users.wrong_credentials"
    );
    ASSERT_TRUE(wait_for(users_.change_password(who, Secret(password_), next)));
    EXPECT_TRUE(wait_for(users_.refresh(here.refresh_token)));
    EXPECT_FALSE(wait_for(users_.refresh(there.refresh_token)));
    EXPECT_FALSE(sign_in(credentials("ann@example.com")));
    EXPECT_TRUE(sign_in({.email = "ann@example.com", .password = next}));
}

TEST_F(AccountTest, SetsANewPasswordByLinkOnceAndInTime) {
    const auto before = register_user("ann@example.com");
    const auto mails = mails_.size();
    const auto known = post("/api/v1/auth/password-reset", R"({"email":"ANN@example.com"})");
    const auto unknown = post("/api/v1/auth/password-reset", R"({"email":"bob@example.com"})");
    EXPECT_EQ(known.status, 202U);
    EXPECT_EQ(unknown.status, 202U);
    EXPECT_EQ(known.body, unknown.body);
    ASSERT_EQ(mails_.size(), mails + 1);

    const auto token = link_token();
    const Secret next("umbrella-sextant-93");
    EXPECT_EQ(wait_for(users_.confirm_email_verification(token)).error().code, "users.link_expired")
        << "a link for one thing is none for another";
    ASSERT_TRUE(wait_for(users_.confirm_password_reset(token, next)));
    EXPECT_EQ(
        wait_for(users_.confirm_password_reset(token, next)).error().code, "users.link_expired"
    );
    EXPECT_FALSE(wait_for(users_.refresh(before.refresh_token)));
    EXPECT_TRUE(sign_in({.email = "ann@example.com", .password = next}));

    post("/api/v1/auth/password-reset", R"({"email":"ann@example.com"})");
    rows_.execute(
        "update one_time_tokens set created_at = now() - interval '16 minutes',"
        " expires_at = now() - interval '1 minute' where used_at is null"
    );
    EXPECT_FALSE(wait_for(users_.confirm_password_reset(link_token(), next)));
}

TEST_F(AccountTest, VerifiesAnAddressAndDoesNotTellWhichOnesAreKnown) {
    const auto ann = register_user("ann@example.com");
    ASSERT_EQ(mails_.size(), 1U);
    EXPECT_NE(mails_[0].text.find("http://localhost:8080/verify-email#token="), std::string::npos);
    ASSERT_TRUE(wait_for(users_.confirm_email_verification(link_token())));
    EXPECT_TRUE(wait_for(users_.show(ann.user.id)).value().is_email_verified);

    const std::string known = R"({"email":"ann@example.com"})";
    EXPECT_EQ(post("/api/v1/auth/email-verification", known).status, 202U);
    const std::string unknown = R"({"email":"bob@example.com"})";
    EXPECT_EQ(post("/api/v1/auth/email-verification", unknown).status, 202U);
    EXPECT_EQ(mails_.size(), 1U) << "a verified address needs no link";
}

TEST_F(AccountTest, SecondFactorIsAskedForAndEachCodeWorksOnce) {
    const auto ann = register_user("ann@example.com");
    const auto who = principal(ann.access_token);
    const auto totp = wait_for(users_.begin_totp(who, Secret(password_))).value();
    EXPECT_TRUE(sign_in(credentials("ann@example.com"))) << "not on before it is confirmed";
    EXPECT_EQ(wait_for(users_.confirm_totp(who, "000000")).error().code, "users.wrong_code");
    const auto codes = wait_for(users_.confirm_totp(who, code_at(totp))).value();
    EXPECT_EQ(codes.size(), 10U);

    auto input = credentials("ann@example.com");
    EXPECT_EQ(sign_in(input).error().code, "users.totp_required");
    input.totp_code = code_at(totp);
    EXPECT_EQ(sign_in(input).error().code, "users.wrong_code") << "used to confirm";
    input.totp_code = code_at(totp, 30s);
    EXPECT_TRUE(sign_in(input));
    EXPECT_EQ(sign_in(input).error().code, "users.wrong_code");

    input.totp_code.reset();
    input.recovery_code = codes[3];
    EXPECT_TRUE(sign_in(input));
    EXPECT_EQ(sign_in(input).error().code, "users.wrong_code");
    EXPECT_EQ(wait_for(users_.totp_state(who)).value().recovery_codes_left, 9);

    EXPECT_TRUE(wait_for(users_.disable_totp(who, Secret(password_), codes[4])));
    EXPECT_TRUE(sign_in(credentials("ann@example.com")));
}

TEST_F(AccountTest, OperatorsAreOperatorsOnlyWithTheirSecondFactor) {
    ASSERT_TRUE(wait_for(users_.create_operator("op@example.com", Secret(password_))));
    const auto without = sign_in(credentials("op@example.com")).value();
    const auto who = principal(without.access_token);
    EXPECT_EQ(who.role, http::Role::operator_unproven);
    const auto totp = wait_for(users_.begin_totp(who, Secret(password_))).value();
    const auto codes = wait_for(users_.confirm_totp(who, code_at(totp))).value();
    const auto refreshed = wait_for(users_.refresh(without.refresh_token)).value();
    EXPECT_EQ(principal(refreshed.access_token).role, http::Role::operator_);
    EXPECT_EQ(
        wait_for(users_.disable_totp(who, Secret(password_), codes[0])).error().code,
        "users.totp_compulsory"
    );
    EXPECT_EQ(rows_.execute("select action from audit_log").text(0, 0), "users.operator_made");
}

TEST_F(AccountTest, MakingAnOperatorOfAPersonEndsTheirSessions) {
    const auto ann = register_user("ann@example.com");
    ASSERT_TRUE(wait_for(users_.create_operator("ann@example.com", Secret(""))));
    EXPECT_FALSE(wait_for(users_.refresh(ann.refresh_token)));
}

TEST_F(AccountTest, KeepsTheNameSealed) {
    const auto ann = register_user("ann@example.com");
    const auto named = wait_for(users_.rename(ann.user.id, "Ann Example")).value();
    EXPECT_EQ(named.name, "Ann Example");
    const auto stored = rows_.execute("select profile_sealed from users").bytes(0, 0);
    EXPECT_EQ(stored.find("Ann"), std::string::npos);
    EXPECT_FALSE(wait_for(users_.rename(ann.user.id, std::nullopt)).value().name);
}

TEST_F(AccountTest, UnitsAreTakenUpToTheLimitAndGivenBack) {
    const auto user = register_user("ann@example.com").user.id;
    const auto take = [this, user] {
        std::vector<postgres::Call> calls;
        calls.push_back(take_unit(user, Unit::reports, limits_));
        return wait_for(database_.run_all(postgres::Identity::user(user), std::move(calls)));
    };
    const auto month = std::string(take().value()[0].text(0, 0));
    ASSERT_TRUE(take());
    const auto refused = take();
    ASSERT_FALSE(refused);
    EXPECT_EQ(unit_error(refused.error(), Unit::reports).code, "users.reports_used_up");
    EXPECT_EQ(wait_for(users_.quota(user)).value().reports_used, 2);

    std::vector<postgres::Call> back;
    back.push_back(return_unit(user, Unit::reports, month));
    ASSERT_TRUE(wait_for(database_.run_all(postgres::Identity::user(user), std::move(back))));
    EXPECT_EQ(wait_for(users_.quota(user)).value().reports_used, 1);

    ASSERT_TRUE(wait_for(users_.set_tier("ann@example.com", "paid", std::nullopt)));
    for (int count = 0; count < 5; ++count) EXPECT_TRUE(take());
    const auto quota = wait_for(users_.quota(user)).value();
    EXPECT_EQ(quota.tier, "paid");
    EXPECT_FALSE(quota.reports_limit);
}

TEST_F(AccountTest, ListsSessionsPageByPageAndEndsOwnOnesOnly) {
    const auto ann = register_user("ann@example.com");
    const auto bob = register_user("bob@example.com");
    clock_.time += 1s;
    ASSERT_TRUE(sign_in(credentials("ann@example.com")));
    const auto who = principal(ann.access_token);
    const auto first = wait_for(users_.list_sessions(who, std::nullopt, 1)).value();
    ASSERT_EQ(first.sessions.size(), 1U);
    EXPECT_FALSE(first.sessions[0].is_current);
    const auto rest =
        wait_for(users_.list_sessions(who, parse_uuid(*first.next_cursor), 5)).value();
    ASSERT_EQ(rest.sessions.size(), 1U);
    EXPECT_TRUE(rest.sessions[0].is_current);
    EXPECT_FALSE(rest.next_cursor);

    const auto foreign = principal(bob.access_token);
    EXPECT_EQ(wait_for(users_.end_session(foreign, who.session)).error().code, "http.not_found");
    EXPECT_TRUE(wait_for(users_.end_session(who, first.sessions[0].id)));
}

}  // namespace
}  // namespace fairfile::users
