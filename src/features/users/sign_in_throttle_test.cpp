#include "features/users/sign_in_throttle.hpp"

#include "features/users/lru_map.hpp"
#include "features/users/password_rules.hpp"

#include <gtest/gtest.h>

#include <string>

namespace fairfile::users {
namespace {

using namespace std::chrono_literals;

const SignInThrottle::Time start = std::chrono::sys_seconds(1'700'000'000s);

TEST(SignInThrottle, LetsAPersonMistypeAFewTimesThenDoublesTheWait) {
    SignInThrottle throttle;
    const SignInAttempt attempt{.account = "ann@example.com", .address = "192.0.2.1"};
    auto now = start;
    for (int count = 0; count < 5; ++count) EXPECT_EQ(throttle.begin(attempt, now), 0s);
    for (const auto wait : {1s, 2s, 4s, 8s}) {
        EXPECT_EQ(throttle.begin(attempt, now), wait);
        now += wait;
        EXPECT_EQ(throttle.begin(attempt, now), 0s);
    }
    throttle.succeeded(attempt);
    EXPECT_EQ(throttle.begin(attempt, now), 0s);
}

TEST(SignInThrottle, AThousandGuessesTakeDays) {
    SignInThrottle throttle;
    const SignInAttempt attempt{.account = "ann@example.com", .address = "192.0.2.1"};
    auto now = start;
    for (int guesses = 0; guesses < 1'000;) {
        const auto wait = throttle.begin(attempt, now);
        now += wait;
        if (wait == 0s) ++guesses;
    }
    EXPECT_GE(now - start, 48h);
}

TEST(SignInThrottle, ManyAddressesSlowAnAccountButNotItsOwnersUsualPlace) {
    SignInThrottle throttle;
    int let_through = 0;
    for (int number = 0; number < 200; ++number) {
        const auto address = "192.0.2." + std::to_string(number);
        const SignInAttempt guess{.account = "ann@example.com", .address = address};
        if (throttle.begin(guess, start) == 0s) ++let_through;
    }
    EXPECT_EQ(let_through, 20);
    const SignInAttempt elsewhere{.account = "ann@example.com", .address = "198.51.100.1"};
    EXPECT_GT(throttle.begin(elsewhere, start), 0s);
    EXPECT_LE(throttle.begin(elsewhere, start), 60s) << "slowed, not locked out";
    const SignInAttempt home{
        .account = "ann@example.com", .address = "198.51.100.2", .is_known_address = true};
    EXPECT_EQ(throttle.begin(home, start), 0s);
}

TEST(SignInThrottle, OneAddressIsSlowedOverManyAccounts) {
    SignInThrottle throttle;
    int let_through = 0;
    for (int number = 0; number < 200; ++number) {
        const auto account = "person" + std::to_string(number) + "@example.com";
        const SignInAttempt guess{.account = account, .address = "192.0.2.1"};
        if (throttle.begin(guess, start) == 0s) ++let_through;
    }
    EXPECT_EQ(let_through, 30);
}

TEST(SignInThrottle, ForgetsAfterAnHour) {
    SignInThrottle throttle;
    const SignInAttempt attempt{.account = "ann@example.com", .address = "192.0.2.1"};
    for (int count = 0; count < 5; ++count) throttle.begin(attempt, start);
    EXPECT_GT(throttle.begin(attempt, start), 0s);
    EXPECT_EQ(throttle.begin(attempt, start + 1h), 0s);
}

TEST(LruMap, DropsWhatWasNotAskedForLongest) {
    LruMap<int, std::string> map(2);
    map.put(1, "one");
    map.put(2, "two");
    EXPECT_NE(map.find(1), nullptr);
    map.put(3, "three");
    EXPECT_EQ(map.find(2), nullptr);
    EXPECT_EQ(*map.find(1), "one");
    EXPECT_EQ(map.size(), 2U);
    map.put(1, "uno");
    EXPECT_EQ(*map.find(1), "uno");
    EXPECT_EQ(map.size(), 2U);
}

TEST(PasswordRules, SayThatTheDictionaryIsMissing) {
    const auto rules = PasswordRules::open("/nowhere/dictionary");
    ASSERT_FALSE(rules);
    EXPECT_EQ(rules.error().code, "users.no_dictionary");
}

}  // namespace
}  // namespace fairfile::users
