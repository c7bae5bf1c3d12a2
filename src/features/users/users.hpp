// People: their accounts, sessions, second factor, tier and monthly units. Nobody learns here
// whether an address is known: sign-in, forgotten passwords and verification answer alike and in
// the same time. Ended sessions are refused by every process within a second.
#pragma once

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "base/result.hpp"
#include "base/secret.hpp"
#include "features/users/erasure.hpp"
#include "features/users/exports.hpp"
#include "features/users/forgetting.hpp"
#include "features/users/password_rules.hpp"
#include "features/users/repeats.hpp"
#include "features/users/retention.hpp"
#include "features/users/session_guard.hpp"
#include "features/users/sign_in_throttle.hpp"
#include "features/users/units.hpp"
#include "features/users/user_key.hpp"
#include "infra/crypto/key_store.hpp"
#include "infra/crypto/token.hpp"
#include "infra/email/mailer.hpp"
#include "infra/http/http.hpp"
#include "infra/log/log.hpp"
#include "infra/metrics/metrics.hpp"
#include "infra/postgres/postgres.hpp"
#include "infra/runtime/runtime.hpp"

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace fairfile::users {

using boost::asio::awaitable;

struct User {
    UserId id;
    std::string email;
    bool is_email_verified = false;
    std::string role;  // "user", "paid_user", "operator"
    std::string tier;  // "free", "paid"
    std::optional<std::string> name;
    bool has_totp = false;
    std::string created_at;  // RFC 3339
};

enum class ClientKind : std::uint8_t { web, api };

/// Where a request comes from, as the list of sessions shows it.
struct Client {
    ClientKind kind = ClientKind::api;
    std::string address = {};
    std::string user_agent = {};
};

struct SignedIn {
    User user;
    std::chrono::seconds expires_in{0};
    Secret access_token = {};   // empty for the web app
    Secret refresh_token = {};  // empty for the web app
    Secret cookie = {};         // for the web app only
};

struct Credentials {
    std::string email = {};
    Secret password = {};
    std::optional<std::string> totp_code = {};
    std::optional<std::string> recovery_code = {};
};

struct NewTotp {
    std::string secret;  // base32
    std::string uri;
};

struct TotpState {
    bool is_enabled = false;
    std::int64_t recovery_codes_left = 0;
};

struct Session {
    SessionId id;
    bool is_current = false;
    std::string created_at;
    std::string last_used_at;
    std::optional<std::string> address;
    std::optional<std::string> user_agent;
};

struct SessionPage {
    std::vector<Session> sessions;
    std::optional<std::string> next_cursor;
};

struct Quota {
    std::string tier;
    std::string month;      // YYYY-MM
    std::string resets_at;  // RFC 3339
    std::int64_t reports_used = 0;
    std::int64_t letters_used = 0;
    std::optional<std::int64_t> reports_limit;
    std::optional<std::int64_t> letters_limit;
};

struct Settings {
    std::string public_url;  // where links in e-mails lead: http://localhost:8080
    std::string issuer_name = "Fairfile";
    std::chrono::seconds access_token_life{600};
};

/// Everything outlives Users. `hashing` is a pool of few threads: a password check takes 19 MiB and
/// 30 ms of one.
struct Parts {
    postgres::Database& database;
    crypto::KeyStore& keys;
    const crypto::TokenSigner& signer;
    const WebCookies& cookies;
    email::Mailer& mailer;
    const PasswordRules& password_rules;
    runtime::CpuPool& hashing;
    const UnitLimits& limits;
    const Clock& clock;
    log::Log& log;
    metrics::Registry& metrics;
};

struct UserRow;
namespace session_store {
struct Caller;
}

class Users {
  public:
    Users(Parts parts, Settings settings);

    awaitable<Result<SignedIn>> register_user(Credentials credentials, Client client);
    awaitable<Result<SignedIn>> sign_in(Credentials credentials, Client client);
    awaitable<Result<SignedIn>> refresh(Secret refresh_token);

    awaitable<Result<bool>> sign_out(http::Principal who);
    awaitable<Result<bool>> end_session(http::Principal who, SessionId session);
    awaitable<Result<bool>> end_other_sessions(http::Principal who);
    awaitable<Result<SessionPage>> list_sessions(
        http::Principal who, std::optional<Uuid> after, std::int64_t limit
    );

    awaitable<Result<bool>> change_password(http::Principal who, Secret current, Secret next);
    awaitable<Result<bool>> request_password_reset(std::string email);
    awaitable<Result<bool>> confirm_password_reset(Secret token, Secret password);
    awaitable<Result<bool>> request_email_verification(std::string email);
    awaitable<Result<bool>> confirm_email_verification(Secret token);

    awaitable<Result<TotpState>> totp_state(http::Principal who);
    awaitable<Result<NewTotp>> begin_totp(http::Principal who, Secret password);
    /// Gives the recovery codes; they are not shown again.
    awaitable<Result<std::vector<std::string>>> confirm_totp(http::Principal who, std::string code);
    awaitable<Result<bool>> disable_totp(http::Principal who, Secret password, std::string code);
    awaitable<Result<std::vector<std::string>>> renew_recovery_codes(
        http::Principal who, std::string code
    );

    awaitable<Result<User>> show(UserId user);
    awaitable<Result<User>> rename(UserId user, std::optional<std::string> name);
    awaitable<Result<Quota>> quota(UserId user);
    /// Closes the account, keeps what must be kept (retention.hpp), ends its sessions and destroys
    /// its key; a job removes what is left.
    awaitable<Result<bool>> erase(UserId user);

    /// For `fairfile users`, by whoever owns the machine; written into the audit log.
    awaitable<Result<UserId>> create_operator(std::string email, Secret password);
    awaitable<Result<bool>> set_tier(
        std::string email, std::string tier, std::optional<std::string> until
    );
    awaitable<Result<std::vector<User>>> list_users(std::int64_t limit);

    const WebCookies& cookies() const { return parts_.cookies; }

  private:
    awaitable<Result<SignedIn>> open_session(UserRow row, Client client, bool has_second_factor);
    awaitable<Result<bool>> send_link(std::string email, std::string_view purpose);
    awaitable<Result<UserRow>> row_of(UserId user);
    awaitable<Result<User>> user_from(UserRow row);
    awaitable<Result<bool>> close_account(User user);
    awaitable<Result<std::string>> new_hash(Secret password, std::string email);
    awaitable<Result<bool>> check_password(std::optional<std::string> stored, Secret password);
    awaitable<Result<bool>> check_own_password(UserRow row, Secret password);
    awaitable<Result<bool>> check_second_factor(UserRow row, Credentials credentials);
    awaitable<void> store_new_hash(UserId user, Secret password);
    awaitable<Result<bool>> check_code(UserRow row, std::string code);
    awaitable<Result<bool>> check_recovery_code(UserId user, std::string code);
    awaitable<Result<Secret>> totp_secret(UserRow row);
    Secret access_token(const session_store::Caller& caller) const;
    void count_sign_in(std::string_view outcome);

    Parts parts_;
    Settings settings_;
    SignInThrottle throttle_;
};

void add_routes(http::Router& router, Users& users);

/// For what outlives a request (signed links): false once signed out, revoked or expired. The
/// sessions of an external issuer are not ours to end: theirs are live while the person is active.
awaitable<Result<bool>> is_session_live(
    postgres::Database& database, UserId user, SessionId session
);

/// For the test that prepares every statement against the schema.
std::vector<const postgres::Statement*> statements();

}  // namespace fairfile::users
