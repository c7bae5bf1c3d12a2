// Texts that are compiled in, so that one file is the whole program.
#pragma once

#include <string>
#include <string_view>

namespace fairfile::app {

/// docs/api/openapi.json as it was when the program was built.
std::string openapi_description();

}  // namespace fairfile::app
