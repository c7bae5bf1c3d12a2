// Slows guessing down without locking anybody out. Counted per account and address together, per
// address, and per account; the last does not hold at an address the owner has signed in from, so
// a stranger's guesses do not keep the owner away. Unknown accounts count like known ones. Kept in
// this process's memory; safe from any thread.
#pragma once

#include "features/users/lru_map.hpp"

#include <array>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <string_view>

namespace fairfile::users {

struct SignInAttempt {
    std::string_view account = {};  // e-mail address, lower case
    std::string_view address = {};
    bool is_known_address = false;
};

class SignInThrottle {
  public:
    using Time = std::chrono::system_clock::time_point;

    /// Zero: go on, and the attempt counts as failed until `succeeded` says otherwise. Else how
    /// long to wait.
    std::chrono::seconds begin(const SignInAttempt& attempt, Time now);
    void succeeded(const SignInAttempt& attempt);

  private:
    using Key = std::array<std::uint8_t, 16>;
    struct Count {
        int failures = 0;
        Time last;
    };
    struct Rule {
        int free_failures;
        std::chrono::seconds wait_max;
    };
    struct Keys {
        Key pair;
        Key address;
        Key account;
    };

    static Keys keys_of(const SignInAttempt& attempt);
    std::chrono::seconds wait_for(const Key& key, const Rule& rule, Time now);
    void add(const Key& key, Time now);
    void take_back(const Key& key);

    std::mutex mutex_;
    LruMap<Key, Count, DigestHash> counts_{50'000};
};

}  // namespace fairfile::users
