// Answers that need not be sent again: a strong ETag made of the data's version, the program's and
// the query, and 304 when the client has that very one (RFC 9110, 8.8.3 and 13.1.2).
#pragma once

#include "infra/http/http.hpp"

#include <string>
#include <string_view>

namespace fairfile::http {

/// `version` changes whenever the answer would.
std::string entity_tag(const Request& request, std::string_view version);

/// 200 with the JSON and its ETag, or 304.
Response ok_if_changed(const Request& request, std::string json, std::string_view version);

}  // namespace fairfile::http
