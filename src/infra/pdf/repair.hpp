// A PDF that breaks off has lost the table at its end, without which readers give up. What is left
// of its pages can still be found by looking through the file.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace fairfile::pdf {

/// What may be appended to `bytes` to make it readable again, the most promising first. Empty when
/// no page is left in clear.
std::vector<std::string> endings_for(std::string_view bytes);

}  // namespace fairfile::pdf
