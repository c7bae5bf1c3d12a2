#include "infra/http/admission.hpp"

#include "base/text.hpp"
#include "infra/http/problem.hpp"

#include <algorithm>

namespace fairfile::http {

namespace {

std::optional<Method> method_of(Verb verb) {
    switch (verb) {
        case Verb::get:
        case Verb::head:
            return Method::get;
        case Verb::post:
            return Method::post;
        case Verb::put:
            return Method::put;
        case Verb::patch:
            return Method::patch;
        case Verb::delete_:
            return Method::delete_;
        default:
            return std::nullopt;
    }
}

bool is_safe(Verb verb) {
    return verb == Verb::get || verb == Verb::head || verb == Verb::options;
}

std::string allow_list(const std::vector<Method>& allowed) {
    std::string list = "OPTIONS";
    for (const auto method : allowed) {
        list += ", ";
        list += to_string(method);
        if (method == Method::get) list += ", HEAD";
    }
    return list;
}

Error not_found() {
    return {Failure::missing, "http.not_found", "There is nothing at this address."};
}

Error not_signed_in() {
    return {Failure::unauthenticated, "http.not_signed_in", "Please sign in."};
}

Response too_many_requests(const LimitVerdict& verdict) {
    Error error{Failure::limited, "http.too_many_requests", "Too many requests. Please wait."};
    const auto wait = std::max<std::uint64_t>(verdict.reset_seconds, 1);
    error.retry_after = std::chrono::seconds(wait);
    return problem(error);
}

}  // namespace

Admission::State Admission::begin() {
    const auto found = find_route();
    if (found != State::admitted) return found;
    if (is_foreign()) {
        return refuse({Failure::forbidden, "http.csrf", "This came from another web site."});
    }
    return check_caller();
}

Admission::State Admission::find_route() {
    const auto& head = request_.head();
    const auto method = method_of(head.verb);
    auto match = rules_.router.find(method.value_or(Method::get), head.path);
    if (match.row == nullptr && rules_.hooks.static_files != nullptr && match.allowed.empty()) {
        file_ = rules_.hooks.static_files->find(
            {head.path,
             head.field("accept"),
             head.field("accept-encoding"),
             head.field("if-none-match")}
        );
        if (file_ && method == Method::get) return State::file;
        if (file_) match.allowed.push_back(Method::get);
    }
    if (match.row == nullptr) return without_row(match.allowed);
    if (!method) {
        for (const auto other : {Method::post, Method::put, Method::patch, Method::delete_}) {
            if (rules_.router.find(other, head.path).row != nullptr) match.allowed.push_back(other);
        }
        match.allowed.insert(match.allowed.begin(), Method::get);
        return without_row(match.allowed);
    }
    row_ = match.row;
    request_.set_route(*method, std::move(match.parameters));
    return State::admitted;
}

Admission::State Admission::without_row(const std::vector<Method>& allowed) {
    const auto& head = request_.head();
    const bool asks_all = head.path == "*";
    if (allowed.empty() && !asks_all) return refuse(not_found());
    Response response;
    if (head.verb == Verb::options) {
        response = no_content();
    } else {
        const Error error{
            Failure::missing, "http.method_not_allowed", "This address does not take this method."};
        response = problem_with_status(error, 405);
    }
    const auto list =
        asks_all ? "OPTIONS, GET, HEAD, POST, PUT, PATCH, DELETE" : allow_list(allowed);
    response.headers.emplace_back("Allow", list);
    return refuse(std::move(response));
}

/// A browser sends cookies along with what another site makes it send; it also says which site.
bool Admission::is_foreign() const {
    const auto& head = request_.head();
    const auto origin = head.field("origin");
    if (origin.empty() || is_safe(head.verb) || head.field("cookie").empty()) return false;
    const auto scheme_end = origin.find("://");
    if (scheme_end != std::string_view::npos &&
        equal_ignoring_case(origin.substr(scheme_end + 3), head.field("host"))) {
        return false;
    }
    const auto& own = rules_.own_origins;
    return std::find(own.begin(), own.end(), origin) == own.end();
}

namespace {

Error not_an_operator(Role role) {
    if (role != Role::operator_unproven) {
        return {Failure::forbidden, "http.forbidden", "This is for operators."};
    }
    return {
        Failure::forbidden,
        "http.second_factor_needed",
        "Operators work with a second factor: turn it on, then sign in with it."};
}

}  // namespace

Admission::State Admission::check_caller() {
    const auto& head = request_.head();
    const bool may_be_known = !head.field("authorization").empty() || !head.field("cookie").empty();
    if (rules_.hooks.authenticator == nullptr || !may_be_known) {
        return with_caller(std::optional<Principal>{});
    }
    auto caller = rules_.hooks.authenticator->authenticate_now(request_);
    return caller ? with_caller(std::move(*caller)) : State::ask_caller;
}

Admission::State Admission::with_caller(Caller caller) {
    if (caller) request_.set_principal(*caller);
    const auto* principal = request_.principal_if_any();
    if (row_->access != Access::everyone) {
        if (!caller) {
            failure_ = caller.error();
        } else if (principal == nullptr) {
            failure_ = not_signed_in();
        } else if (row_->access == Access::operators && principal->role != Role::operator_) {
            failure_ = not_an_operator(principal->role);
        }
    }
    // Failed callers count against their address too, or guessing tokens would be free.
    if (row_->limit == Limit::none || rules_.hooks.limiter == nullptr) return with_verdict({});
    auto verdict = rules_.hooks.limiter->check_now(limit_question());
    return verdict ? with_verdict(*verdict) : State::ask_limit;
}

LimitQuestion Admission::limit_question() const {
    return {row_->limit, request_.remote_address(), request_.principal_if_any()};
}

Admission::State Admission::with_verdict(LimitVerdict verdict) {
    verdict_ = verdict;
    if (!verdict_.allowed) return refuse(too_many_requests(verdict_));
    if (failure_) return refuse(*failure_);
    if (request_.head().content_length.value_or(0) > row_->body_max) {
        return refuse({Failure::too_large, "http.too_large", "The body is too large."});
    }
    return State::admitted;
}

Admission::State Admission::refuse(Response response) {
    refusal_ = std::move(response);
    return State::refused;
}

}  // namespace fairfile::http
