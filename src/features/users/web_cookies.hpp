// The web app's two cookies: one that scripts cannot read and that says who it is, one that scripts
// must read and send back, bound to the first by a keyed hash, so that another site's page can make
// the browser send the one but not the other.
#pragma once

#include "base/secret.hpp"
#include "infra/crypto/key.hpp"
#include "infra/http/http.hpp"

#include <chrono>
#include <string>
#include <string_view>

namespace fairfile::users {

inline constexpr std::string_view session_cookie = "fairfile_session";
inline constexpr std::string_view csrf_cookie = "fairfile_csrf";

/// Longest life of a web session, however much it is used.
inline constexpr std::chrono::days web_session_days_max{180};

class WebCookies {
  public:
    explicit WebCookies(const crypto::Key& key) : key_(key) {}

    void set(http::Response& response, const Secret& session, bool is_secure) const;
    static void clear(http::Response& response, bool is_secure);

    /// Safe methods need no token; others need the one that belongs to the session's cookie.
    bool allows(const http::Request& request, std::string_view session) const;

  private:
    std::string csrf_token(std::string_view session) const;

    crypto::Key key_;
};

}  // namespace fairfile::users
