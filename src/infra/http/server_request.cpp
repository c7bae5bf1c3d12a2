#include "infra/http/server_request.hpp"

#include "base/text.hpp"

namespace fairfile::http {

namespace {

// A large body is given back as soon as its request is over; small ones keep their room.
constexpr std::size_t body_kept_max = 16'384;

}  // namespace

void ServerRequest::begin(RequestIds& ids, std::string client) {
    client_ = std::move(client);
    principal_.reset();
    parameters_.clear();
    if (body_.capacity() > body_kept_max) {
        body_ = std::string();
    } else {
        body_.clear();
    }
    const auto named = peer_.is_trusted_proxy ? head_.field("x-request-id") : std::string_view{};
    if (is_request_id(named)) {
        request_id_ = named;
    } else {
        ids.write_request_id(own_request_id_);
        request_id_ = {own_request_id_.data(), own_request_id_.size()};
    }
    trace_parent_ = head_.field("traceparent");
    if (!is_trace_parent(trace_parent_)) {
        ids.write_trace_parent(own_trace_parent_);
        trace_parent_ = {own_trace_parent_.data(), own_trace_parent_.size()};
    }
}

std::string_view ServerRequest::parameter(std::string_view name) const {
    for (const auto& [known, value] : parameters_) {
        if (known == name) return value;
    }
    return {};
}

bool ServerRequest::is_secure() const {
    return peer_.is_encrypted ||
           (peer_.is_trusted_proxy && equal_ignoring_case(header("x-forwarded-proto"), "https"));
}

void ServerRequest::set_route(
    Method method, std::vector<std::pair<std::string_view, std::string>> parameters
) {
    method_ = method;
    parameters_ = std::move(parameters);
}

}  // namespace fairfile::http
