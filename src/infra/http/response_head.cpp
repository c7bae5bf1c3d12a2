#include "infra/http/response_head.hpp"

#include "base/text.hpp"
#include "infra/http/header_value.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <stdexcept>

namespace fairfile::http {

namespace {

constexpr std::string_view common_headers =
    "X-Content-Type-Options: nosniff\r\n"
    "Strict-Transport-Security: max-age=63072000; includeSubDomains\r\n"
    "Referrer-Policy: no-referrer\r\n"
    "Cross-Origin-Opener-Policy: same-origin\r\n"
    "Cross-Origin-Resource-Policy: same-origin\r\n"
    "Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=()\r\n";

constexpr std::string_view program_policy =
    "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\n";

constexpr std::string_view browser_policy =
    "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self' blob: data:; connect-src 'self'; font-src 'self'; manifest-src 'self'; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'self'\r\n";

std::string_view status_line(unsigned status) {
    switch (status) {
        case 200:
            return "HTTP/1.1 200 OK\r\n";
        case 201:
            return "HTTP/1.1 201 Created\r\n";
        case 202:
            return "HTTP/1.1 202 Accepted\r\n";
        case 204:
            return "HTTP/1.1 204 No Content\r\n";
        case 303:
            return "HTTP/1.1 303 See Other\r\n";
        case 304:
            return "HTTP/1.1 304 Not Modified\r\n";
        case 400:
            return "HTTP/1.1 400 Bad Request\r\n";
        case 401:
            return "HTTP/1.1 401 Unauthorized\r\n";
        case 403:
            return "HTTP/1.1 403 Forbidden\r\n";
        case 404:
            return "HTTP/1.1 404 Not Found\r\n";
        case 405:
            return "HTTP/1.1 405 Method Not Allowed\r\n";
        case 408:
            return "HTTP/1.1 408 Request Timeout\r\n";
        case 413:
            return "HTTP/1.1 413 Content Too Large\r\n";
        case 422:
            return "HTTP/1.1 422 Unprocessable Content\r\n";
        case 429:
            return "HTTP/1.1 429 Too Many Requests\r\n";
        case 431:
            return "HTTP/1.1 431 Request Header Fields Too Large\r\n";
        case 500:
            return "HTTP/1.1 500 Internal Server Error\r\n";
        case 503:
            return "HTTP/1.1 503 Service Unavailable\r\n";
        default:
            return {};
    }
}

void append_number(std::string& out, std::uint64_t number) {
    std::array<char, 20> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    out.append(digits.data(), end);
}

void append_status(std::string& out, unsigned status) {
    const auto line = status_line(status);
    if (!line.empty()) {
        out += line;
        return;
    }
    // The reason is optional (RFC 9112 section 4); its blank is not.
    out += "HTTP/1.1 ";
    append_number(out, status);
    out += " \r\n";
}

void append_line(std::string& out, std::string_view name, std::string_view value) {
    out += name;
    out += ": ";
    out += value;
    out += "\r\n";
}

void append_limit(std::string& out, const LimitVerdict& limit) {
    out += "RateLimit-Policy: \"";
    out += limit.policy;
    out += "\";q=";
    append_number(out, limit.quota);
    out += ";w=";
    append_number(out, limit.window_seconds);
    out += "\r\nRateLimit: \"";
    out += limit.policy;
    out += "\";r=";
    append_number(out, limit.remaining);
    out += ";t=";
    append_number(out, limit.reset_seconds);
    out += "\r\n";
}

/// Returns whether the response says itself how it may be cached.
bool append_own(std::string& out, const Response& response) {
    bool says_caching = false;
    for (const auto& [name, value] : response.headers) {
        if (!is_token(name) || !std::all_of(value.begin(), value.end(), is_value_character)) {
            throw std::logic_error("a response header is not one header: " + name);
        }
        says_caching = says_caching || equal_ignoring_case(name, "cache-control");
        append_line(out, name, value);
    }
    return says_caching;
}

}  // namespace

void append_head(std::string& out, const ResponseHead& head) {
    const auto& response = head.response;
    const auto start = out.size();
    append_status(out, response.status);
    append_line(out, "Date", head.date);
    out += common_headers;
    // A 304's headers replace the stored ones, and it does not know what kind of thing they guard.
    if (response.status != 304) {
        const bool is_page = audience_of(response.content_type) == Audience::browser;
        out += is_page ? browser_policy : program_policy;
    }
    append_line(out, "X-Request-Id", head.request_id);
    if (!response.content_type.empty()) append_line(out, "Content-Type", response.content_type);
    if (head.content_length) {
        out += "Content-Length: ";
        append_number(out, *head.content_length);
        out += "\r\n";
    }
    if (head.closes) {
        out += "Connection: close\r\n";
    } else if (head.is_for_http_1_0) {
        out += "Connection: keep-alive\r\n";
    }
    if (head.limit != nullptr && !head.limit->policy.empty()) append_limit(out, *head.limit);
    try {
        if (!append_own(out, response)) out += "Cache-Control: no-store\r\n";
    } catch (...) {
        out.resize(start);
        throw;
    }
    out += "\r\n";
}

Audience audience_of(std::string_view content_type) {
    return content_type.starts_with("text/html") ? Audience::browser : Audience::program;
}

std::string to_http_date(std::chrono::system_clock::time_point time) {
    using namespace std::chrono;
    constexpr std::string_view days = "SunMonTueWedThuFriSat";
    constexpr std::string_view months = "JanFebMarAprMayJunJulAugSepOctNovDec";
    const auto day = floor<std::chrono::days>(time);
    const year_month_day date(day);
    const hh_mm_ss clock(floor<seconds>(time - day));
    const auto two = [](auto number) {
        const auto text = std::to_string(number);
        return text.size() < 2 ? "0" + text : text;
    };
    std::string text(days.substr(weekday(day).c_encoding() * 3, 3));
    text += ", " + two(static_cast<unsigned>(date.day())) + " ";
    text += months.substr((static_cast<unsigned>(date.month()) - 1) * 3, 3);
    text += " " + std::to_string(static_cast<int>(date.year())) + " ";
    text += two(clock.hours().count()) + ":" + two(clock.minutes().count()) + ":";
    return text + two(clock.seconds().count()) + " GMT";
}

}  // namespace fairfile::http
