// Declarative input: a JSON body or a query string is read into members, a slice's `describe` takes
// them, and everything that is wrong comes back as one Error that names every field. Pure.
#pragma once

#include "infra/http/http.hpp"

#include <functional>
#include <optional>
#include <string_view>

namespace fairfile::http {

using Describe = std::function<void(Fields&)>;

/// nullopt when all is well. 415 when `content_type` says something other than JSON in UTF-8, 400
/// when the body is not one JSON text (or nests too deep, or repeats a name), 422 for fields.
std::optional<Error> read_json(
    std::string_view content_type, std::string_view body, const Describe& describe
);

/// The same for a query string: 400 when an escape is broken, 422 for fields.
std::optional<Error> read_query(std::string_view query, const Describe& describe);

}  // namespace fairfile::http
