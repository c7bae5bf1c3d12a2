#include "features/users/users.hpp"
#include "features/users/users_json.hpp"
#include "infra/http/versioned.hpp"

namespace fairfile::users {

namespace {

using http::Access;
using http::Limit;
using http::Method;
using http::Request;
using http::Response;

bool is_web(const Request& request) {
    return request.header("X-Fairfile-Web") == "1";
}

Client client_of(const Request& request) {
    return {
        .kind = is_web(request) ? ClientKind::web : ClientKind::api,
        .address = std::string(request.remote_address()),
        .user_agent = std::string(request.header("User-Agent"))};
}

Response signed_in_response(const Request& request, const Users& users, const SignedIn& signed_in) {
    auto response = http::ok(to_json(signed_in));
    response.headers.emplace_back("Cache-Control", "no-store");
    if (!signed_in.cookie.empty()) {
        users.cookies().set(response, signed_in.cookie, request.is_secure());
    }
    return response;
}

/// For actions that have nothing to say but that they were done.
Response done(const Result<bool>& result) {
    return result ? http::no_content() : http::problem(result.error());
}

awaitable<Response> register_user(Request& request, Users& users) {
    auto input = request.json<RegisterInput>();
    if (!input) co_return http::problem(input.error());

    auto working = users.register_user(input->credentials(), client_of(request));
    auto signed_in = co_await std::move(working);
    if (!signed_in) co_return http::problem(signed_in.error());

    auto response = signed_in_response(request, users, *signed_in);
    response.status = 201;
    response.headers.emplace_back("Location", "/api/v1/me");
    co_return response;
}

awaitable<Response> sign_in(Request& request, Users& users) {
    auto input = request.json<LoginInput>();
    if (!input) co_return http::problem(input.error());

    auto working = users.sign_in(input->credentials(), client_of(request));
    auto signed_in = co_await std::move(working);
    if (!signed_in) co_return http::problem(signed_in.error());

    co_return signed_in_response(request, users, *signed_in);
}

awaitable<Response> refresh(Request& request, Users& users) {
    auto input = request.json<RefreshInput>();
    if (!input) co_return http::problem(input.error());

    auto working = users.refresh(Secret(std::move(input->refresh_token)));
    auto signed_in = co_await std::move(working);
    if (!signed_in) co_return http::problem(signed_in.error());

    co_return signed_in_response(request, users, *signed_in);
}

awaitable<Response> sign_out(Request& request, Users& users) {
    auto ended = co_await users.sign_out(request.principal());
    if (!ended) co_return http::problem(ended.error());

    auto response = http::no_content();
    WebCookies::clear(response, request.is_secure());
    co_return response;
}

awaitable<Response> change_password(Request& request, Users& users) {
    auto input = request.json<PasswordChangeInput>();
    if (!input) co_return http::problem(input.error());

    auto working = users.change_password(
        request.principal(),
        Secret(std::move(input->current_password)),
        Secret(std::move(input->new_password))
    );
    auto changed = co_await std::move(working);
    co_return done(changed);
}

Response accepted_if(const Result<bool>& result) {
    if (!result) return http::problem(result.error());
    return {.status = 202, .content_type = ""};
}

awaitable<Response> request_password_reset(Request& request, Users& users) {
    auto input = request.json<EmailInput>();
    if (!input) co_return http::problem(input.error());

    auto working = users.request_password_reset(std::move(input->email));
    auto requested = co_await std::move(working);
    co_return accepted_if(requested);
}

awaitable<Response> confirm_password_reset(Request& request, Users& users) {
    auto input = request.json<PasswordResetInput>();
    if (!input) co_return http::problem(input.error());

    auto working = users.confirm_password_reset(
        Secret(std::move(input->token)), Secret(std::move(input->new_password))
    );
    auto changed = co_await std::move(working);
    co_return done(changed);
}

awaitable<Response> request_email_verification(Request& request, Users& users) {
    auto input = request.json<EmailInput>();
    if (!input) co_return http::problem(input.error());

    auto working = users.request_email_verification(std::move(input->email));
    auto requested = co_await std::move(working);
    co_return accepted_if(requested);
}

awaitable<Response> confirm_email_verification(Request& request, Users& users) {
    auto input = request.json<TokenInput>();
    if (!input) co_return http::problem(input.error());

    auto working = users.confirm_email_verification(Secret(std::move(input->token)));
    auto verified = co_await std::move(working);
    co_return done(verified);
}

awaitable<Response> list_sessions(Request& request, Users& users) {
    auto input = request.query<PageInput>();
    if (!input) co_return http::problem(input.error());

    auto page =
        co_await users.list_sessions(request.principal(), input->cursor, input->limit.value_or(50));
    if (!page) co_return http::problem(page.error());

    auto json = to_json(*page);
    const auto version = version_of(json);
    co_return http::ok_if_changed(request, std::move(json), version);
}

awaitable<Response> end_other_sessions(Request& request, Users& users) {
    auto ended = co_await users.end_other_sessions(request.principal());
    co_return done(ended);
}

awaitable<Response> end_session(Request& request, Users& users) {
    auto id = request.id_parameter<SessionNoun>("id");
    if (!id) co_return http::problem(id.error());

    auto ended = co_await users.end_session(request.principal(), *id);
    co_return done(ended);
}

awaitable<Response> show_totp(Request& request, Users& users) {
    auto state = co_await users.totp_state(request.principal());
    if (!state) co_return http::problem(state.error());

    auto json = to_json(*state);
    const auto version = version_of(json);
    co_return http::ok_if_changed(request, std::move(json), version);
}

awaitable<Response> enrol_totp(Request& request, Users& users) {
    auto input = request.json<PasswordInput>();
    if (!input) co_return http::problem(input.error());

    auto working = users.begin_totp(request.principal(), Secret(std::move(input->password)));
    auto begun = co_await std::move(working);
    if (!begun) co_return http::problem(begun.error());

    auto response = http::created("/api/v1/auth/totp", to_json(*begun));
    response.headers.emplace_back("Cache-Control", "no-store");
    co_return response;
}

Response codes_response(const Result<std::vector<std::string>>& codes) {
    if (!codes) return http::problem(codes.error());
    auto response = http::ok(recovery_codes_json(*codes));
    response.headers.emplace_back("Cache-Control", "no-store");
    return response;
}

awaitable<Response> confirm_totp(Request& request, Users& users) {
    auto input = request.json<CodeInput>();
    if (!input) co_return http::problem(input.error());

    auto working = users.confirm_totp(request.principal(), std::move(input->code));
    auto codes = co_await std::move(working);
    co_return codes_response(codes);
}

awaitable<Response> disable_totp(Request& request, Users& users) {
    auto input = request.json<TotpDisableInput>();
    if (!input) co_return http::problem(input.error());

    auto working = users.disable_totp(
        request.principal(), Secret(std::move(input->password)), std::move(input->code)
    );
    auto disabled = co_await std::move(working);
    co_return done(disabled);
}

awaitable<Response> renew_recovery_codes(Request& request, Users& users) {
    auto input = request.json<CodeInput>();
    if (!input) co_return http::problem(input.error());

    auto working = users.renew_recovery_codes(request.principal(), std::move(input->code));
    auto codes = co_await std::move(working);
    co_return codes_response(codes);
}

awaitable<Response> show_me(Request& request, Users& users) {
    auto user = co_await users.show(request.principal().user);
    if (!user) co_return http::problem(user.error());

    auto json = to_json(*user);
    const auto version = version_of(json);
    co_return http::ok_if_changed(request, std::move(json), version);
}

awaitable<Response> change_me(Request& request, Users& users) {
    auto input = request.json<ProfileInput>();
    if (!input) co_return http::problem(input.error());

    auto working = users.rename(request.principal().user, std::move(input->name));
    auto user = co_await std::move(working);
    if (!user) co_return http::problem(user.error());

    co_return http::ok(to_json(*user));
}

awaitable<Response> erase_me(Request& request, Users& users) {
    auto erased = co_await users.erase(request.principal().user);
    if (!erased) co_return http::problem(erased.error());

    auto response = http::no_content();
    WebCookies::clear(response, request.is_secure());
    co_return response;
}

awaitable<Response> show_quota(Request& request, Users& users) {
    auto quota = co_await users.quota(request.principal().user);
    if (!quota) co_return http::problem(quota.error());

    auto json = to_json(*quota);
    const auto version = version_of(json);
    co_return http::ok_if_changed(request, std::move(json), version);
}

constexpr http::Route<Users> routes[] = {
    {Method::post, "/api/v1/auth/register", register_user, Access::everyone, Limit::login},
    {Method::post, "/api/v1/auth/login", sign_in, Access::everyone, Limit::login},
    {Method::post, "/api/v1/auth/refresh", refresh, Access::everyone, Limit::login},
    {Method::post, "/api/v1/auth/logout", sign_out, Access::signed_in, Limit::write},
    {Method::put, "/api/v1/auth/password", change_password, Access::signed_in, Limit::login},
    {Method::post,
     "/api/v1/auth/password-reset",
     request_password_reset,
     Access::everyone,
     Limit::login},
    {Method::post,
     "/api/v1/auth/password-reset/confirm",
     confirm_password_reset,
     Access::everyone,
     Limit::login},
    {Method::post,
     "/api/v1/auth/email-verification",
     request_email_verification,
     Access::everyone,
     Limit::login},
    {Method::post,
     "/api/v1/auth/email-verification/confirm",
     confirm_email_verification,
     Access::everyone,
     Limit::login},
    {Method::get, "/api/v1/auth/sessions", list_sessions, Access::signed_in, Limit::read},
    {Method::delete_, "/api/v1/auth/sessions", end_other_sessions, Access::signed_in, Limit::write},
    {Method::delete_, "/api/v1/auth/sessions/{id}", end_session, Access::signed_in, Limit::write},
    {Method::get, "/api/v1/auth/totp", show_totp, Access::signed_in, Limit::read},
    {Method::post, "/api/v1/auth/totp", enrol_totp, Access::signed_in, Limit::login},
    {Method::post, "/api/v1/auth/totp/confirm", confirm_totp, Access::signed_in, Limit::login},
    {Method::post, "/api/v1/auth/totp/disable", disable_totp, Access::signed_in, Limit::login},
    {Method::post,
     "/api/v1/auth/totp/recovery-codes",
     renew_recovery_codes,
     Access::signed_in,
     Limit::login},
    {Method::get, "/api/v1/me", show_me, Access::signed_in, Limit::read},
    {Method::patch, "/api/v1/me", change_me, Access::signed_in, Limit::write},
    {Method::delete_, "/api/v1/me", erase_me, Access::signed_in, Limit::write},
    {Method::get, "/api/v1/quota", show_quota, Access::signed_in, Limit::read},
};

}  // namespace

void add_routes(http::Router& router, Users& users) {
    router.add<Users>(routes, users);
}

}  // namespace fairfile::users
