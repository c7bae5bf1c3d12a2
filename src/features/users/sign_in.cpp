#include "base/text.hpp"
#include "features/users/user_store.hpp"
#include "features/users/users.hpp"
#include "features/users/users_errors.hpp"
#include "infra/crypto/password.hpp"

namespace fairfile::users {

// The same steps for a known and an unknown address, up to the answer: one look-up, one password
// check on the pool.
awaitable<Result<SignedIn>> Users::sign_in(Credentials credentials, Client client) {
    auto finding = user_store::find_by_email(parts_.database, credentials.email, client.address);
    auto found = co_await std::move(finding);
    if (!found) co_return found.error();

    const auto account = to_lower(credentials.email);
    const SignInAttempt attempt{
        .account = account,
        .address = client.address,
        .is_known_address = *found && (*found)->is_known_address};
    const auto wait = throttle_.begin(attempt, parts_.clock.now());
    if (wait.count() > 0) {
        count_sign_in("slowed");
        co_return too_many_attempts(wait);
    }
    auto stored = *found ? (*found)->password_hash : std::optional<std::string>();
    auto is_right = co_await check_password(stored, credentials.password);
    if (!is_right) co_return is_right.error();
    if (!*is_right) {
        count_sign_in("wrong_password");
        co_return wrong_credentials();
    }

    auto row = std::move(**found);
    auto factor = co_await check_second_factor(row, credentials);
    if (!factor) co_return factor.error();
    throttle_.succeeded(attempt);
    if (crypto::needs_rehash(*stored)) co_await store_new_hash(row.id, credentials.password);
    count_sign_in("done");
    const bool has_second_factor = row.has_totp;
    auto session = co_await open_session(std::move(row), std::move(client), has_second_factor);
    co_return session;
}

awaitable<Result<bool>> Users::check_second_factor(UserRow row, Credentials credentials) {
    if (!row.has_totp) co_return true;
    if (!credentials.totp_code && !credentials.recovery_code) {
        count_sign_in("totp_required");
        co_return totp_required();
    }
    const auto user = row.id;
    auto checking = credentials.totp_code ? check_code(std::move(row), *credentials.totp_code)
                                          : check_recovery_code(user, *credentials.recovery_code);
    auto checked = co_await std::move(checking);
    if (!checked) count_sign_in("wrong_code");
    co_return checked;
}

/// After the figures for hashing were raised. When it fails, the next sign-in tries again.
awaitable<void> Users::store_new_hash(UserId user, Secret password) {
    auto work = [password] { return crypto::hash_password(password); };
    auto hash = co_await runtime::offload(parts_.hashing, std::move(work));
    if (!hash) co_return;
    auto call = user_store::set_password(user, *hash);
    auto written = co_await parts_.database.run(
        postgres::Identity::user(user), *call.statement, std::move(call.parameters)
    );
    if (!written) parts_.log.warning("users.rehash_failed", {{"code", written.error().code}});
}

}  // namespace fairfile::users
