// PostgreSQL's text form of timestamptz as RFC 3339.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace fairfile::postgres {

/// "2025-01-31 09:30:00.25+00" to "2025-01-31T09:30:00.25Z". The session's time zone is UTC.
inline std::string to_rfc3339(std::string_view timestamp) {
    std::string text(timestamp);
    std::replace(text.begin(), text.end(), ' ', 'T');
    if (text.ends_with("+00")) text.replace(text.size() - 3, 3, "Z");
    return text;
}

}  // namespace fairfile::postgres
