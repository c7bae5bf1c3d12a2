// Money in integer cents of the US dollar; never a floating-point number.
#pragma once

#include <compare>
#include <cstdint>

namespace fairfile {

struct Money {
    std::int64_t cents = 0;

    auto operator<=>(const Money&) const = default;
};

}  // namespace fairfile
