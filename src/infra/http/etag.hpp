// Entity tags (RFC 9110 section 8.8.3), strong ones only.
#pragma once

#include <string>
#include <string_view>

namespace fairfile::http {

/// `version` in quotes; it must be visible ASCII without a quote.
std::string strong_etag(std::string_view version);

/// Whether If-None-Match names `etag`: 304 is the answer. `*` matches everything.
bool none_match_names(std::string_view if_none_match, std::string_view etag);

/// Whether If-Match lets the change happen; weak tags never match (RFC 9110 section 13.1.1).
bool match_names(std::string_view if_match, std::string_view etag);

}  // namespace fairfile::http
