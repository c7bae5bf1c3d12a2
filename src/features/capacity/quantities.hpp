// Amounts with their units, as plans write them: "5 GB", "$7.50", "30 s". Sizes are decimal
// (1 GB = 10^9 bytes, IEC 80000-13), as providers bill them; GiB and its kin mean powers of 1024.
#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace fairfile::capacity {

/// What an int64 counts: pieces, bytes, millionths of a dollar, microseconds, millionths of one.
enum class Unit { pieces, bytes, dollars, time, share };

constexpr std::int64_t micros = 1'000'000;

/// Errors say what was written and what would be right.
Result<std::int64_t> parse_quantity(Unit unit, std::string_view text);

/// "5 GB", "$1,234.50", "30 s", "79 %", "20,000".
std::string printed(Unit unit, std::int64_t amount);
/// Half up to whole dollars: "$338".
std::string printed_whole_dollars(std::int64_t micro_dollars);
/// Whole dollars, half up.
std::int64_t whole_dollars(std::int64_t micro_dollars);

}  // namespace fairfile::capacity
