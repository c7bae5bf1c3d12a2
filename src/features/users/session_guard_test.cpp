#include "features/users/users_world_test.hpp"
#include "infra/crypto/digest.hpp"

namespace fairfile::users {
namespace {

using namespace std::chrono_literals;
using test::wait_for;

class SessionGuardTest : public UsersTest {
  protected:
    void hear() { ASSERT_TRUE(wait_for(guard_.run_once())); }

    static bool is_signed_in(const http::Caller& caller) {
        return caller.has_value() && caller->has_value();
    }
    http::Caller ask_with_cookie(const Secret& cookie, http::Method method, std::string csrf) {
        const auto header = "fairfile_session=" + std::string(cookie.reveal());
        return ask(guard_, "Cookie", header, method, std::move(csrf));
    }
    std::string csrf_of(const Secret& cookie) {
        http::Response response;
        cookies_.set(response, cookie, true);
        const auto& text = response.headers.at(1).second;
        const auto start = text.find('=') + 1;
        return text.substr(start, text.find(';') - start);
    }

    SessionGuard guard_{1, guard_parts()};
};

TEST_F(SessionGuardTest, KnowsABearerWithoutAskingTheDatabaseWhileItHasNews) {
    const auto ann = register_user("ann@example.com");
    hear();
    const auto calls = database_.calls();
    const auto caller = ask(guard_, ann.access_token);
    ASSERT_TRUE(is_signed_in(caller));
    EXPECT_EQ((*caller)->user, ann.user.id);
    EXPECT_TRUE(is_signed_in(ask(guard_, ann.access_token)));
    EXPECT_EQ(database_.calls(), calls);
}

TEST_F(SessionGuardTest, RefusesASessionThatEndedElsewhereAtTheNextNews) {
    const auto ann = register_user("ann@example.com");
    hear();
    const auto who = ask(guard_, ann.access_token).value().value();
    ASSERT_TRUE(wait_for(users_.sign_out(who)));
    EXPECT_EQ(wait_for(guard_.run_once()).value(), 1U);
    EXPECT_EQ(ask(guard_, ann.access_token).error().kind, Failure::unauthenticated);
}

TEST_F(SessionGuardTest, ChecksEverySessionWhenItHasNoNews) {
    const auto ann = register_user("ann@example.com");
    const auto who = ask(guard_, ann.access_token).value().value();
    ASSERT_TRUE(wait_for(users_.sign_out(who)));
    EXPECT_FALSE(is_signed_in(ask(guard_, ann.access_token)));

    const auto bob = register_user("bob@example.com");
    hear();
    EXPECT_TRUE(is_signed_in(ask(guard_, bob.access_token)));
    ASSERT_TRUE(wait_for(users_.sign_out(principal(bob.access_token))));
    EXPECT_TRUE(is_signed_in(ask(guard_, bob.access_token))) << "not heard of yet";
    clock_.time += 1s;
    EXPECT_FALSE(is_signed_in(ask(guard_, bob.access_token)));
}

TEST_F(SessionGuardTest, BelievesNobodyWhenTheDatabaseIsGoneForLong) {
    const auto ann = register_user("ann@example.com");
    hear();
    EXPECT_TRUE(is_signed_in(ask(guard_, ann.access_token)));
    database_.fail(true);
    clock_.time += 2s;
    EXPECT_EQ(ask(guard_, ann.access_token).error().kind, Failure::unavailable);
}

TEST_F(SessionGuardTest, TokenEndsWithItsTimeEvenWhenRemembered) {
    const auto ann = register_user("ann@example.com");
    hear();
    EXPECT_TRUE(is_signed_in(ask(guard_, ann.access_token)));
    clock_.time += 11min;
    hear();
    EXPECT_FALSE(is_signed_in(ask(guard_, ann.access_token)));
}

TEST_F(SessionGuardTest, CookieNeedsItsOwnTokenForChanges) {
    const auto web = register_user("ann@example.com", ClientKind::web);
    const auto other = register_user("bob@example.com", ClientKind::web);
    hear();
    using http::Method;
    EXPECT_TRUE(is_signed_in(ask_with_cookie(web.cookie, Method::get, "")));
    EXPECT_TRUE(is_signed_in(ask_with_cookie(web.cookie, Method::post, csrf_of(web.cookie))));
    for (const auto& csrf : {std::string(), std::string("guess"), csrf_of(other.cookie)}) {
        for (const auto method : {Method::post, Method::put, Method::patch, Method::delete_}) {
            EXPECT_EQ(ask_with_cookie(web.cookie, method, csrf).error().code, "http.csrf");
        }
    }
}

TEST_F(SessionGuardTest, CookieIsRefusedOnceItsSessionHasEnded) {
    const auto web = register_user("ann@example.com", ClientKind::web);
    hear();
    const auto who = ask_with_cookie(web.cookie, http::Method::get, "").value().value();
    ASSERT_TRUE(wait_for(users_.sign_out(who)));
    hear();
    EXPECT_FALSE(is_signed_in(ask_with_cookie(web.cookie, http::Method::get, "")));
    EXPECT_FALSE(is_signed_in(ask(guard_, web.cookie))) << "a cookie is no bearer token";
}

TEST_F(SessionGuardTest, SaysNobodyWithoutCredentialsAndRefusesNonsense) {
    hear();
    const auto nobody = ask(guard_, "Accept", "text/html");
    ASSERT_TRUE(nobody.has_value());
    EXPECT_FALSE(nobody->has_value());
    for (const std::string header : {"Bearer", "Bearer ", "Bearer x", "Basic YTpi", "x"}) {
        EXPECT_FALSE(is_signed_in(ask(guard_, "Authorization", header))) << header;
    }
    EXPECT_FALSE(is_signed_in(ask(guard_, "Cookie", "fairfile_session=guess")));
}

TEST_F(SessionGuardTest, StopsTwiceAndBeforeItWasStarted) {
    guard_.stop();
    runtime::EventLoops loops(1);
    guard_.start(loops);
    loops.start();
    guard_.stop();
    guard_.stop();
    loops.stop();
    loops.join();
}

TEST_F(SessionGuardTest, TakesAnExternalIssuersTokenAndMakesThePerson) {
    const crypto::TokenRules rules{.issuer = "https://auth.example", .audience = "authenticated"};
    const std::string secret(32, 's');
    const ExternalIssuer external{
        crypto::TokenVerifier(
            {crypto::VerificationKey::shared_secret(Secret(secret)).value()}, rules
        ),
        rules.issuer};
    auto parts = guard_parts();
    parts.external = &external;
    SessionGuard guard(1, parts);
    ASSERT_TRUE(wait_for(guard.run_once()));

    const auto now = std::chrono::floor<std::chrono::seconds>(clock_.now()).time_since_epoch();
    const std::string id = "01890a5d-ac96-774b-bcce-b302099a8057";
    const auto text =
        crypto::to_base64url(R"({"alg":"HS256","typ":"JWT"})") + "." +
        crypto::to_base64url(
            R"({"iss":"https://auth.example","aud":"authenticated","sub":")" + id +
            R"(","email":"carol@example.com","role":"operator","iat":)" +
            std::to_string(now.count()) + R"(,"exp":)" + std::to_string(now.count() + 600) + "}"
        );
    const auto signed_with = [&text](const std::string& key) {
        const auto mac = crypto::keyed_hash(*crypto::Key::from_bytes(key), text);
        return Secret(text + "." + crypto::to_base64url(crypto::view(mac)));
    };
    EXPECT_FALSE(is_signed_in(ask(guard, signed_with(std::string(32, 'x')))));

    const auto caller = ask(guard, signed_with(secret));
    ASSERT_TRUE(is_signed_in(caller));
    EXPECT_EQ(to_string((*caller)->user), id);
    EXPECT_EQ((*caller)->role, http::Role::user) << "their word for a role is not ours";
    EXPECT_TRUE(is_signed_in(ask(guard, signed_with(secret))));
    EXPECT_EQ(rows_.execute("select count(*) from users").integer(0, 0), 1);
}

}  // namespace
}  // namespace fairfile::users
