#include "features/users/web_cookies.hpp"

#include "infra/crypto/digest.hpp"
#include "infra/crypto/encoding.hpp"

namespace fairfile::users {

namespace {

std::string cookie(
    std::string_view name, std::string_view value, std::chrono::seconds age, bool is_secure
) {
    std::string text(name);
    text.append("=").append(value).append("; Path=/; SameSite=Strict; Max-Age=");
    text += std::to_string(age.count());
    if (name == session_cookie) text += "; HttpOnly";
    if (is_secure) text += "; Secure";
    return text;
}

}  // namespace

void WebCookies::set(http::Response& response, const Secret& session, bool is_secure) const {
    const auto value = session.reveal();
    const auto csrf = csrf_token(value);
    for (const auto& [name, text] :
         {std::pair(session_cookie, value), std::pair(csrf_cookie, std::string_view(csrf))}) {
        response.headers.emplace_back(
            "Set-Cookie", cookie(name, text, web_session_days_max, is_secure)
        );
    }
}

void WebCookies::clear(http::Response& response, bool is_secure) {
    for (const auto name : {session_cookie, csrf_cookie}) {
        response.headers.emplace_back(
            "Set-Cookie", cookie(name, "", std::chrono::seconds(0), is_secure)
        );
    }
}

bool WebCookies::allows(const http::Request& request, std::string_view session) const {
    return request.method() == http::Method::get ||
           crypto::constant_time_equal(csrf_token(session), request.header("X-CSRF-Token"));
}

std::string WebCookies::csrf_token(std::string_view session) const {
    return crypto::to_base64url(crypto::view(crypto::keyed_hash(key_, session)));
}

}  // namespace fairfile::users
