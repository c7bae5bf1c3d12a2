// What the transport adds to problem documents: statuses that are no slice's business (405, 408,
// 431), and where and when a problem occurred.
#pragma once

#include "infra/http/http.hpp"

#include <string_view>

namespace fairfile::http {

inline constexpr std::string_view problem_type = "application/problem+json";

Response problem_with_status(const Error& error, unsigned status);

/// What the caller can do about it; empty when nothing can be said.
std::string_view hint_of(std::string_view code);

/// Adds `instance` and `request_id` to a problem document; leaves other responses alone.
void name_occurrence(Response& response, std::string_view path, std::string_view request_id);

}  // namespace fairfile::http
