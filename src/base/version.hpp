// The version of the program, as `--version`, logs and ETags say it.
#pragma once

#include <string_view>

namespace fairfile {

inline constexpr std::string_view program_version = "0.1.0";

}  // namespace fairfile
