// The head of a response, appended to a buffer: status line, the security headers that every
// response carries, framing, and what the response itself says. Pure.
#pragma once

#include "infra/http/http.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace fairfile::http {

/// What a limited route says of its limit (RateLimit and RateLimit-Policy fields).
struct LimitVerdict {
    bool allowed = true;
    std::string_view policy = {};  // a name that lives as long as the program; empty: say nothing
    std::uint64_t quota = 0;
    std::uint64_t window_seconds = 0;
    std::uint64_t remaining = 0;
    std::uint64_t reset_seconds = 0;
};

enum class Audience { program, browser };

struct ResponseHead {
    const Response& response;
    /// No Content-Length when nullopt: a stream, or a status without a body.
    std::optional<std::uint64_t> content_length = {};
    bool closes = false;
    bool is_for_http_1_0 = false;
    std::string_view date = {};
    std::string_view request_id = {};
    const LimitVerdict* limit = nullptr;
};

/// Throws logic_error when a header of the response would not be one header.
void append_head(std::string& out, const ResponseHead& head);

/// What may load what: pages run our own scripts, everything else runs nothing.
Audience audience_of(std::string_view content_type);

/// IMF-fixdate (RFC 9110 section 5.6.7).
std::string to_http_date(std::chrono::system_clock::time_point time);

}  // namespace fairfile::http
