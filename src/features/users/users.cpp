#include "features/users/users.hpp"

#include "base/text.hpp"
#include "features/users/roles.hpp"
#include "features/users/session_store.hpp"
#include "features/users/statements.hpp"
#include "features/users/user_store.hpp"
#include "features/users/users_errors.hpp"
#include "infra/crypto/digest.hpp"
#include "infra/crypto/password.hpp"
#include "infra/crypto/random.hpp"
#include "infra/crypto/seal.hpp"

namespace fairfile::users {

namespace {

crypto::Place profile_place(UserId user) {
    return {.table = "users", .column = "profile_sealed", .user = user};
}

}  // namespace

Users::Users(Parts parts, Settings settings) : parts_(parts), settings_(std::move(settings)) {}

awaitable<Result<User>> Users::show(UserId user) {
    auto row = co_await row_of(user);
    if (!row) co_return row.error();
    auto shown = co_await user_from(std::move(*row));
    co_return shown;
}

awaitable<Result<User>> Users::rename(UserId user, std::optional<std::string> name) {
    std::optional<std::string> sealed;
    if (name && !name->empty()) {
        auto key = co_await user_key(parts_.keys, parts_.hashing, user);
        if (!key) co_return key.error();
        sealed = crypto::seal_value(*key, profile_place(user), *name);
    }
    auto call = user_store::set_profile(user, sealed);
    auto written = co_await parts_.database.run(
        postgres::Identity::user(user), *call.statement, std::move(call.parameters)
    );
    if (!written) co_return written.error();
    auto shown = co_await show(user);
    co_return shown;
}

awaitable<Result<Quota>> Users::quota(UserId user) {
    auto call = user_store::read_quota(user, parts_.limits);
    auto rows = co_await parts_.database.run(
        postgres::Identity::user(user), *call.statement, std::move(call.parameters)
    );
    if (!rows) co_return rows.error();
    if (rows->empty()) co_return nobody_here();
    co_return user_store::quota_from(*rows);
}

awaitable<Result<UserRow>> Users::row_of(UserId user) {
    auto row = co_await user_store::find(parts_.database, user);
    if (!row) co_return row.error();
    if (!*row) co_return nobody_here();
    co_return std::move(**row);
}

awaitable<Result<User>> Users::user_from(UserRow row) {
    User user;
    user.id = row.id;
    user.email = std::move(row.email);
    user.is_email_verified = row.is_email_verified;
    user.role = row.is_operator ? "operator" : row.is_paid ? "paid_user" : "user";
    user.tier = row.is_paid ? "paid" : "free";
    user.has_totp = row.has_totp;
    user.created_at = std::move(row.created_at);
    if (!row.profile_sealed) co_return user;

    auto key = co_await user_key(parts_.keys, parts_.hashing, row.id);
    if (!key) co_return key.error();
    auto name = crypto::open_value(*key, profile_place(row.id), *row.profile_sealed);
    if (!name) co_return name.error();
    user.name = std::move(*name);
    co_return user;
}

awaitable<Result<std::string>> Users::new_hash(Secret password, std::string email) {
    auto work = [this, password, email]() -> Result<std::string> {
        if (parts_.password_rules.is_weak(password, email)) return weak_password();
        return crypto::hash_password(password);
    };
    auto hash = co_await runtime::offload(parts_.hashing, std::move(work));
    co_return hash;
}

awaitable<Result<bool>> Users::check_password(std::optional<std::string> stored, Secret password) {
    auto work = [stored, password] {
        return stored ? crypto::verify_password(*stored, password)
                      : crypto::verify_password_of_nobody(password);
    };
    auto is_right = co_await runtime::offload(parts_.hashing, std::move(work));
    co_return is_right;
}

awaitable<Result<bool>> Users::check_own_password(UserRow row, Secret password) {
    const auto account = to_lower(row.email);
    const SignInAttempt attempt{.account = account, .address = "signed in"};
    const auto wait = throttle_.begin(attempt, parts_.clock.now());
    if (wait.count() > 0) co_return too_many_attempts(wait);
    auto is_right = co_await check_password(row.password_hash, std::move(password));
    if (!is_right) co_return is_right.error();
    if (!*is_right) co_return wrong_credentials();
    throttle_.succeeded(attempt);
    co_return true;
}

awaitable<Result<SignedIn>> Users::open_session(
    UserRow row, Client client, bool has_second_factor
) {
    Secret token(crypto::random_token());
    const session_store::NewSession session{
        .user = row.id,
        .id = SessionId{runtime::new_uuid(parts_.clock)},
        .client = client,
        .has_second_factor = has_second_factor,
        .token_hash = std::string(crypto::view(crypto::sha256(token.reveal())))};
    auto calls = session_store::insert_session(session);
    auto written = co_await parts_.database.run_all(postgres::Identity::gate(), std::move(calls));
    if (!written) co_return written.error();

    const session_store::Caller caller{
        .user = row.id,
        .session = session.id,
        .is_operator = row.is_operator,
        .is_paid = row.is_paid,
        .has_second_factor = has_second_factor};
    auto user = co_await user_from(std::move(row));
    if (!user) co_return user.error();
    SignedIn signed_in{.user = std::move(*user)};
    if (client.kind == ClientKind::web) {
        signed_in.expires_in = web_session_days_max;
        signed_in.cookie = std::move(token);
        co_return signed_in;
    }
    signed_in.expires_in = settings_.access_token_life;
    signed_in.access_token = access_token(caller);
    signed_in.refresh_token = std::move(token);
    co_return signed_in;
}

Secret Users::access_token(const session_store::Caller& caller) const {
    const auto now = std::chrono::floor<std::chrono::seconds>(parts_.clock.now());
    crypto::TokenClaims claims;
    claims.subject = to_string(caller.user);
    claims.session = to_string(caller.session);
    claims.role = name_of(session_store::role_of(caller));
    claims.issued = now;
    claims.expires = now + settings_.access_token_life;
    return Secret(parts_.signer.sign(claims));
}

void Users::count_sign_in(std::string_view outcome) {
    parts_.metrics
        .counter("sign_ins_total", "Sign-ins by outcome", {{"outcome", std::string(outcome)}})
        .add();
}

std::vector<const postgres::Statement*> statements() {
    std::vector<const postgres::Statement*> all;
    for (const auto part :
         {unit_statements(),
          user_statements(),
          session_statements(),
          second_factor_statements(),
          management_statements(),
          forgetting_statements(),
          retention_statements(),
          erasure_statements(),
          export_statements(),
          repeat_statements()}) {
        all.insert(all.end(), part.begin(), part.end());
    }
    return all;
}

}  // namespace fairfile::users
