#include "features/users/session_guard.hpp"

#include "base/text.hpp"
#include "features/users/lru_map.hpp"
#include "features/users/roles.hpp"
#include "features/users/session_store.hpp"
#include "infra/crypto/digest.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include <algorithm>
#include <array>
#include <unordered_map>

namespace fairfile::users {

namespace {

using namespace std::chrono_literals;
using Time = std::chrono::system_clock::time_point;

// A remembered caller is believed no longer than this, so older endings are of no interest.
constexpr std::chrono::seconds ending_matters_for = 20min;
// An ending becomes visible when its transaction commits, which may take its statement's timeout.
constexpr std::chrono::seconds commit_takes_at_most = 20s;

Error not_signed_in() {
    return {Failure::unauthenticated, "http.not_signed_in", "Please sign in."};
}

}  // namespace

struct SessionGuard::Presented {
    enum class Kind : std::uint8_t { nobody, bearer, cookie };

    Kind kind = Kind::nobody;
    bool is_malformed = false;
    std::string_view text = {};
    std::array<std::uint8_t, 16> digest = {};
};

/// One core's memory; only its own thread touches it.
struct SessionGuard::Core {
    struct Remembered {
        http::Principal principal;
        Time until;
    };
    explicit Core(std::size_t callers_max) : callers(callers_max) {}

    LruMap<std::array<std::uint8_t, 16>, Remembered, DigestHash> callers;
    std::unordered_map<SessionId, Time> ended;
    Time news_at{};
    boost::asio::steady_timer* timer = nullptr;  // the running poll's own
    bool is_stopping = false;
};

SessionGuard::SessionGuard(std::size_t cores, SessionGuardParts parts, SessionGuardConfig config)
    : parts_(parts), config_(config) {
    for (std::size_t core = 0; core < cores; ++core) {
        cores_.push_back(std::make_unique<Core>(config_.cached_callers_max));
    }
}

SessionGuard::~SessionGuard() = default;

void SessionGuard::start(runtime::EventLoops& loops) {
    loops_ = &loops;
    for (std::size_t core = 0; core < cores_.size(); ++core) {
        // Detached: it ends when `stop` says so, and the loops are joined before this goes.
        boost::asio::co_spawn(loops.loop(core), poll(core), boost::asio::detached);
    }
}

void SessionGuard::stop() {
    if (loops_ == nullptr) return;
    for (std::size_t core = 0; core < cores_.size(); ++core) {
        boost::asio::post(loops_->loop(core), [&state = *cores_[core]] {
            state.is_stopping = true;
            if (state.timer != nullptr) state.timer->cancel();
        });
    }
    loops_ = nullptr;
}

awaitable<void> SessionGuard::poll(std::size_t core) {
    auto& state = *cores_[core];
    boost::asio::steady_timer timer(co_await boost::asio::this_coro::executor);
    state.timer = &timer;
    while (!state.is_stopping) {
        auto asked = co_await run_once();
        if (!asked) parts_.log.warning("users.no_session_news", {{"code", asked.error().code}});
        if (state.is_stopping) break;
        timer.expires_after(config_.poll_interval);
        boost::system::error_code ignored;
        auto waiting =
            timer.async_wait(boost::asio::redirect_error(boost::asio::use_awaitable, ignored));
        co_await std::move(waiting);
    }
    state.timer = nullptr;
}

awaitable<Result<std::size_t>> SessionGuard::run_once() {
    auto& state = core();
    const auto asked_at = parts_.clock.now();
    const auto silence = std::chrono::ceil<std::chrono::seconds>(asked_at - state.news_at);
    // After a silence, everything is asked for that might still matter.
    const auto window = silence < 0s ? ending_matters_for
                                     : std::min(silence + commit_takes_at_most, ending_matters_for);
    auto rows = co_await session_store::ended_within(parts_.database, window);
    if (!rows) co_return rows.error();

    std::size_t learnt = 0;
    for (std::size_t row = 0; row < rows->size(); ++row) {
        const auto added =
            state.ended.try_emplace(SessionId{rows->uuid(row, 0)}, asked_at + ending_matters_for);
        if (added.second) ++learnt;
    }
    std::erase_if(state.ended, [asked_at](const auto& entry) { return entry.second < asked_at; });
    state.news_at = asked_at;
    co_return learnt;
}

std::optional<http::Caller> SessionGuard::authenticate_now(const http::Request& request) {
    auto presented = presented_by(request);
    if (presented.kind == Presented::Kind::nobody) {
        if (presented.is_malformed) return http::Caller(not_signed_in());
        return http::Caller(std::optional<http::Principal>());
    }
    if (presented.kind == Presented::Kind::cookie &&
        !parts_.cookies.allows(request, presented.text)) {
        return http::Caller(Error{
            Failure::forbidden, "http.csrf", "This page is out of date. Please load it again."});
    }
    if (!has_news(core())) return std::nullopt;
    if (auto caller = remembered(presented)) return caller;
    return own_token(presented);
}

awaitable<http::Caller> SessionGuard::authenticate(const http::Request& request) {
    auto known = authenticate_now(request);
    if (known) co_return std::move(*known);
    auto asking = ask_database(presented_by(request));
    auto caller = co_await std::move(asking);
    co_return caller;
}

SessionGuard::Core& SessionGuard::core() const {
    return *cores_[std::min(runtime::current_core(), cores_.size() - 1)];
}

/// A clock that was set back makes news of the future, which are none.
bool SessionGuard::has_news(const Core& core) const {
    const auto age = parts_.clock.now() - core.news_at;
    return age >= 0s && age <= config_.news_age_max;
}

SessionGuard::Presented SessionGuard::presented_by(const http::Request& request) {
    constexpr std::string_view scheme = "Bearer ";
    const auto authorization = request.header("Authorization");
    Presented presented;
    if (!authorization.empty()) {
        const bool is_bearer = authorization.size() > scheme.size() &&
                               equal_ignoring_case(authorization.substr(0, scheme.size()), scheme);
        presented.is_malformed = !is_bearer;
        if (!is_bearer) return presented;
        presented.kind = Presented::Kind::bearer;
        presented.text = authorization.substr(scheme.size());
    } else if (const auto cookie = request.cookie(session_cookie); !cookie.empty()) {
        presented.kind = Presented::Kind::cookie;
        presented.text = cookie;
    } else {
        return presented;
    }
    presented.digest = crypto::lookup_digest(presented.text);
    // The same text is another thing as a cookie than as a token.
    presented.digest[0] = static_cast<std::uint8_t>(
        (presented.digest[0] & 0xFEU) | (presented.kind == Presented::Kind::cookie ? 1U : 0U)
    );
    return presented;
}

std::optional<http::Caller> SessionGuard::remembered(const Presented& presented) {
    auto& state = core();
    const auto* found = state.callers.find(presented.digest);
    if (found == nullptr) return std::nullopt;
    if (parts_.clock.now() >= found->until) {
        state.callers.erase(presented.digest);
        return std::nullopt;
    }
    if (state.ended.contains(found->principal.session)) return http::Caller(not_signed_in());
    return http::Caller(std::optional(found->principal));
}

/// A token of our own is believed without the database: it is short-lived, and its session has not
/// ended by the news. Nothing when it is not one of ours.
std::optional<http::Caller> SessionGuard::own_token(const Presented& presented) {
    if (presented.kind != Presented::Kind::bearer) return std::nullopt;
    const auto claims = parts_.tokens.verify(presented.text, parts_.clock.now());
    if (!claims) {
        if (parts_.external != nullptr) return std::nullopt;
        return refused_token(claims.error());
    }
    const auto user = UserId::parse(claims->subject);
    const auto session = SessionId::parse(claims->session);
    const auto role = role_named(claims->role);
    if (!user || !session || !role) return refused_token(crypto::TokenRefusal::bad_claims);

    auto& state = core();
    if (state.ended.contains(*session)) return http::Caller(not_signed_in());
    const http::Principal principal{*user, *session, *role};
    const auto until = std::min<Time>(claims->expires, parts_.clock.now() + ending_matters_for);
    state.callers.put(presented.digest, {principal, until});
    return http::Caller(std::optional(principal));
}

http::Caller SessionGuard::refused_token(crypto::TokenRefusal refusal) {
    const std::string reason(to_string(refusal));
    parts_.metrics.counter(
                      "token_refusals_total", "Refused tokens by reason", {{"reason", reason}}
    ).add();
    auto error = not_signed_in();
    error.detail = reason;
    return error;
}

awaitable<http::Caller> SessionGuard::ask_database(Presented presented) {
    auto asking = presented.kind == Presented::Kind::cookie ? ask_for_cookie(presented)
                                                            : ask_for_token(presented);
    auto caller = co_await std::move(asking);
    co_return caller;
}

awaitable<http::Caller> SessionGuard::ask_for_token(Presented presented) {
    const auto claims = parts_.tokens.verify(presented.text, parts_.clock.now());
    if (!claims) {
        auto asking = ask_for_external(presented);
        auto caller = co_await std::move(asking);
        co_return caller;
    }
    const auto user = UserId::parse(claims->subject);
    const auto session = SessionId::parse(claims->session);
    if (!user || !session) co_return refused_token(crypto::TokenRefusal::bad_claims);
    auto found = co_await session_store::find_by_id(parts_.database, *user, *session);
    if (!found) co_return found.error();
    if (!*found) co_return not_signed_in();
    const http::Principal principal{*user, *session, session_store::role_of(**found)};
    co_return std::optional(principal);
}

awaitable<http::Caller> SessionGuard::ask_for_cookie(Presented presented) {
    auto asking = session_store::find_by_cookie(
        parts_.database, std::string(crypto::view(crypto::sha256(presented.text)))
    );
    auto found = co_await std::move(asking);
    if (!found) co_return found.error();
    if (!*found) co_return not_signed_in();
    const http::Principal principal{
        (*found)->user, (*found)->session, session_store::role_of(**found)};
    core().callers.put(presented.digest, {principal, parts_.clock.now() + config_.cached_for});
    co_return std::optional(principal);
}

awaitable<http::Caller> SessionGuard::ask_for_external(Presented presented) {
    if (parts_.external == nullptr) co_return not_signed_in();
    const auto& issuer = *parts_.external;
    const auto claims = issuer.verifier.verify(presented.text, parts_.clock.now());
    if (!claims) co_return refused_token(claims.error());
    const auto id = UserId::parse(claims->subject);
    if (!id || claims->email.empty()) co_return refused_token(crypto::TokenRefusal::bad_claims);

    session_store::ExternalPerson person{*id, issuer.issuer, claims->subject, claims->email};
    auto asking = session_store::find_external(parts_.database, std::move(person));
    auto found = co_await std::move(asking);
    if (!found) co_return found.error();
    if (!*found) co_return not_signed_in();
    // Its issuer ends such a session; there is no row of ours to name.
    const http::Principal principal{(*found)->user, {}, session_store::role_of(**found)};
    const auto until = std::min<Time>(claims->expires, parts_.clock.now() + config_.cached_for);
    core().callers.put(presented.digest, {principal, until});
    co_return std::optional(principal);
}

}  // namespace fairfile::users
