#include "infra/http/problem.hpp"

#include "base/json_writer.hpp"
#include "infra/http/http.hpp"

#include <array>

namespace fairfile::http {

namespace {

struct Hint {
    std::string_view code;
    std::string_view text;
};

constexpr std::array hints = {
    Hint{"http.not_signed_in", "Send Authorization: Bearer with a token, or sign in again."},
    Hint{
        "http.second_factor_needed",
        "POST /api/v1/auth/totp begins it; in the web app it is on the page Me."},
    Hint{"http.csrf", "Send the X-CSRF-Token that came with the session, from our own origin."},
    Hint{"http.unsupported_type", "Send Content-Type: application/json in UTF-8."},
    Hint{"http.too_many_requests", "Wait as long as Retry-After says."},
    Hint{"http.busy", "Wait as long as Retry-After says."},
    Hint{"http.bug", "Tell us the request id, and we find what happened."},
};

std::string_view title_of(unsigned status) {
    switch (status) {
        case 400:
            return "The request cannot be read";
        case 401:
            return "Not signed in";
        case 403:
            return "Not allowed";
        case 404:
            return "Not found";
        case 405:
            return "Method not allowed";
        case 408:
            return "Too slow";
        case 409:
            return "Conflict";
        case 412:
            return "Changed meanwhile";
        case 413:
            return "Too large";
        case 415:
            return "Unsupported type";
        case 422:
            return "Some fields are wrong";
        case 429:
            return "Too many requests";
        case 431:
            return "Headers too large";
        case 503:
            return "Busy";
        case 507:
            return "No room";
        default:
            return "Our mistake";
    }
}

std::string body_of(const Error& error, unsigned status) {
    std::string body;
    JsonWriter json(body);
    json.begin_object();
    json.field("type", "/docs/errors#" + std::string(error.code));
    json.field("title", title_of(status));
    json.field("status", static_cast<std::int64_t>(status));
    json.field("detail", error.message);
    json.field("code", error.code);
    const auto hint = hint_of(error.code);
    if (!hint.empty()) json.field("hint", hint);
    if (!error.fields.empty()) {
        json.key("errors").begin_array();
        for (const auto& field : error.fields) {
            json.begin_object();
            json.field("field", field.field).field("problem", field.problem);
            json.end_object();
        }
        json.end_array();
    }
    json.end_object();
    return body;
}

}  // namespace

Response problem(const Error& error) {
    return problem_with_status(error, status_of(error.kind));
}

Response problem_with_status(const Error& error, unsigned status) {
    Response response{.status = status, .content_type = std::string(problem_type)};
    if (error.kind == Failure::bug) {
        const Error shown{Failure::bug, "http.bug", "Something went wrong on our side."};
        response.body = body_of(shown, status);
    } else {
        response.body = body_of(error, status);
    }
    if (error.retry_after.count() > 0) {
        response.headers.emplace_back("Retry-After", std::to_string(error.retry_after.count()));
    } else if (status == 503) {
        response.headers.emplace_back("Retry-After", "1");
    }
    if (status == 401) response.headers.emplace_back("WWW-Authenticate", "Bearer");
    response.failure_code = error.code;
    response.failure_detail = error.detail;
    return response;
}

std::string_view hint_of(std::string_view code) {
    for (const auto& hint : hints) {
        if (hint.code == code) return hint.text;
    }
    return {};
}

void name_occurrence(Response& response, std::string_view path, std::string_view request_id) {
    if (response.content_type != problem_type || !response.body.ends_with('}')) return;
    response.body.pop_back();
    response.body += ",\"instance\":";
    append_json_string(response.body, path);
    response.body += ",\"request_id\":";
    append_json_string(response.body, request_id);
    response.body += '}';
}

}  // namespace fairfile::http
