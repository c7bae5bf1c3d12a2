// Who is calling: bearer tokens of our own, tokens of an external issuer, the web app's cookie.
// What was verified is remembered on each core until it ends, so that a request costs a look-up;
// each core asks the database a few times a second which sessions have ended since. When it cannot
// ask, every session is checked on its own instead of being believed.
#pragma once

#include "base/clock.hpp"
#include "features/users/web_cookies.hpp"
#include "infra/crypto/token.hpp"
#include "infra/http/hooks.hpp"
#include "infra/log/log.hpp"
#include "infra/metrics/metrics.hpp"
#include "infra/postgres/postgres.hpp"
#include "infra/runtime/runtime.hpp"

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fairfile::users {

using boost::asio::awaitable;

/// Tokens that somebody else signs (Supabase Auth). Their subject becomes our user's id, so that
/// it is what auth.uid() says there, too.
struct ExternalIssuer {
    crypto::TokenVerifier verifier;
    std::string issuer;
};

struct SessionGuardConfig {
    std::size_t cached_callers_max = 20'000;  // a core; about 200 bytes each
    /// How long a cookie or an external token is believed without asking the database again; role
    /// and tier may be that old.
    std::chrono::seconds cached_for{60};
    std::chrono::milliseconds poll_interval{350};
    /// Older news than this are no basis for believing a session.
    std::chrono::milliseconds news_age_max{900};
};

struct SessionGuardParts {
    postgres::Database& database;
    const crypto::TokenVerifier& tokens;
    const ExternalIssuer* external = nullptr;  // nullptr: none
    const WebCookies& cookies;
    const Clock& clock;
    log::Log& log;
    metrics::Registry& metrics;
};

class SessionGuard final : public http::Authenticator {
  public:
    SessionGuard(std::size_t cores, SessionGuardParts parts, SessionGuardConfig config = {});
    ~SessionGuard() override;

    /// Begins to ask on every loop. `stop` may be called twice and before `start`; the loops run on
    /// until it has taken effect, and are joined before this goes.
    void start(runtime::EventLoops& loops);
    void stop();

    /// Asks once, for the calling core; how many sessions it learnt of.
    awaitable<Result<std::size_t>> run_once();

    std::optional<http::Caller> authenticate_now(const http::Request& request) override;
    awaitable<http::Caller> authenticate(const http::Request& request) override;

  private:
    struct Core;
    struct Presented;

    Core& core() const;
    bool has_news(const Core& core) const;
    static Presented presented_by(const http::Request& request);
    std::optional<http::Caller> remembered(const Presented& presented);
    std::optional<http::Caller> own_token(const Presented& presented);
    http::Caller refused_token(crypto::TokenRefusal refusal);
    awaitable<http::Caller> ask_database(Presented presented);
    awaitable<http::Caller> ask_for_token(Presented presented);
    awaitable<http::Caller> ask_for_cookie(Presented presented);
    awaitable<http::Caller> ask_for_external(Presented presented);
    awaitable<void> poll(std::size_t core);

    SessionGuardParts parts_;
    SessionGuardConfig config_;
    std::vector<std::unique_ptr<Core>> cores_;
    runtime::EventLoops* loops_ = nullptr;
};

}  // namespace fairfile::users
