#include "features/users/sign_in_throttle.hpp"

#include "infra/crypto/digest.hpp"

#include <algorithm>
#include <string>

namespace fairfile::users {

namespace {

using namespace std::chrono_literals;

constexpr std::chrono::seconds forget_after = 1h;

}  // namespace

std::chrono::seconds SignInThrottle::begin(const SignInAttempt& attempt, Time now) {
    // A person mistypes a few times; an office has many people; a guesser has many addresses.
    constexpr Rule pair_rule{5, 15min};
    constexpr Rule address_rule{30, 15min};
    constexpr Rule account_rule{20, 60s};

    const auto keys = keys_of(attempt);
    const std::lock_guard lock(mutex_);
    auto wait =
        std::max(wait_for(keys.pair, pair_rule, now), wait_for(keys.address, address_rule, now));
    if (!attempt.is_known_address) {
        wait = std::max(wait, wait_for(keys.account, account_rule, now));
    }
    if (wait > 0s) return wait;
    for (const auto& key : {keys.pair, keys.address, keys.account}) add(key, now);
    return 0s;
}

void SignInThrottle::succeeded(const SignInAttempt& attempt) {
    const auto keys = keys_of(attempt);
    const std::lock_guard lock(mutex_);
    counts_.erase(keys.pair);
    take_back(keys.address);
    take_back(keys.account);
}

SignInThrottle::Keys SignInThrottle::keys_of(const SignInAttempt& attempt) {
    const std::string account(attempt.account);
    const std::string address(attempt.address);
    return {
        crypto::lookup_digest("both\n" + address + "\n" + account),
        crypto::lookup_digest("address\n" + address),
        crypto::lookup_digest("account\n" + account)};
}

std::chrono::seconds SignInThrottle::wait_for(const Key& key, const Rule& rule, Time now) {
    auto* count = counts_.find(key);
    if (count == nullptr) return 0s;
    if (now - count->last >= forget_after) {
        counts_.erase(key);
        return 0s;
    }
    const int over = count->failures - rule.free_failures;
    if (over < 0) return 0s;
    const auto doubled = std::chrono::seconds(1LL << std::min(over, 20));
    const auto until = count->last + std::min(doubled, rule.wait_max);
    return until <= now ? 0s : std::chrono::ceil<std::chrono::seconds>(until - now);
}

void SignInThrottle::add(const Key& key, Time now) {
    auto* count = counts_.find(key);
    if (count == nullptr) count = &counts_.put(key, {});
    ++count->failures;
    count->last = now;
}

void SignInThrottle::take_back(const Key& key) {
    auto* count = counts_.find(key);
    if (count != nullptr && count->failures > 0) --count->failures;
}

}  // namespace fairfile::users
