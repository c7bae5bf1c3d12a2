#include "features/capacity/quantities.hpp"

#include "base/text.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <optional>
#include <span>

namespace fairfile::capacity {

namespace {

struct Scale {
    std::string_view name;
    double factor;
};

constexpr std::array sizes{
    Scale{"b", 1},
    Scale{"kb", 1e3},
    Scale{"mb", 1e6},
    Scale{"gb", 1e9},
    Scale{"tb", 1e12},
    Scale{"kib", 1024.0},
    Scale{"mib", 1048576.0},
    Scale{"gib", 1073741824.0},
    Scale{"tib", 1099511627776.0},
};
constexpr std::array times{
    Scale{"us", 1},
    Scale{"ms", 1e3},
    Scale{"s", 1e6},
    Scale{"min", 60e6},
    Scale{"h", 3600e6},
    Scale{"d", 86400e6},
};

struct Parts {
    double number = 0;
    std::string unit;
};

std::optional<Parts> parts_of(std::string_view text) {
    std::string digits;
    for (const char c : text) {
        if (c != ',') digits += c;
    }
    Parts parts;
    const auto* end = digits.data() + digits.size();
    const auto [rest, failed] = std::from_chars(digits.data(), end, parts.number);
    if (failed != std::errc() || !std::isfinite(parts.number)) return std::nullopt;
    parts.unit = to_lower(trim(std::string_view(rest, static_cast<std::size_t>(end - rest))));
    return parts;
}

Error not_understood(std::string_view text, std::string_view example) {
    return {
        .kind = Failure::invalid,
        .code = "capacity.bad_quantity",
        .message =
            "'" + std::string(text) + "' is not understood; write it like " + std::string(example),
    };
}

Result<std::int64_t> scaled(const Parts& parts, double factor, std::string_view text) {
    const double amount = std::round(parts.number * factor);
    if (amount < 0) {
        return Error{
            .kind = Failure::invalid,
            .code = "capacity.negative",
            .message = "'" + std::string(text) + "' is negative",
        };
    }
    if (amount > 9e18) return not_understood(text, "a smaller number");
    return static_cast<std::int64_t>(amount);
}

Result<std::int64_t> of_scales(
    std::span<const Scale> scales,
    const Parts& parts,
    std::string_view text,
    std::string_view example
) {
    for (const auto& scale : scales) {
        if (parts.unit == scale.name) return scaled(parts, scale.factor, text);
    }
    return not_understood(text, example);
}

std::string grouped(std::int64_t number) {
    auto digits = std::to_string(number < 0 ? -number : number);
    for (std::size_t place = digits.size(); place > 3; place -= 3) digits.insert(place - 3, ",");
    return number < 0 ? "-" + digits : digits;
}

/// Up to three significant decimals, no zeros at the end.
std::string decimal(double number) {
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%.3f", number);
    std::string out = text.data();
    while (out.ends_with('0')) out.pop_back();
    if (out.ends_with('.')) out.pop_back();
    return out;
}

std::string in_scale(
    std::span<const Scale> scales, std::span<const std::string_view> names, double amount
) {
    std::size_t best = 0;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (amount >= scales[i].factor) best = i;
    }
    return decimal(amount / scales[best].factor) + " " + std::string(names[best]);
}

}  // namespace

Result<std::int64_t> parse_quantity(Unit unit, std::string_view text) {
    auto trimmed = trim(text);
    const bool dollar = trimmed.starts_with('$');
    if (dollar) trimmed.remove_prefix(1);
    const auto parts = parts_of(trimmed);
    switch (unit) {
        case Unit::pieces:
            if (!parts || dollar || !parts->unit.empty()) return not_understood(text, "20,000");
            return scaled(*parts, 1, text);
        case Unit::bytes:
            if (!parts || dollar) return not_understood(text, "5 GB");
            return of_scales(sizes, *parts, text, "5 GB");
        case Unit::dollars:
            if (!parts || !(parts->unit.empty() || parts->unit == "usd")) {
                return not_understood(text, "$7.50");
            }
            return scaled(*parts, 1e6, text);
        case Unit::time:
            if (!parts || dollar) return not_understood(text, "30 s");
            return of_scales(times, *parts, text, "30 s");
        case Unit::share:
            if (!parts || dollar || parts->unit != "%") return not_understood(text, "15 %");
            return scaled(*parts, 1e4, text);
    }
    return not_understood(text, "a number with its unit");
}

std::int64_t whole_dollars(std::int64_t micro_dollars) {
    const auto moved = micro_dollars + micros / 2;
    const auto below = moved / micros;
    return moved < 0 && moved % micros != 0 ? below - 1 : below;
}

std::string printed_whole_dollars(std::int64_t micro_dollars) {
    const auto whole = whole_dollars(micro_dollars);
    return whole < 0 ? "-$" + grouped(-whole) : "$" + grouped(whole);
}

std::string printed(Unit unit, std::int64_t amount) {
    static constexpr std::array<std::string_view, 5> size_names{"B", "kB", "MB", "GB", "TB"};
    static constexpr std::array<std::string_view, 6> time_names{"us", "ms", "s", "min", "h", "d"};
    switch (unit) {
        case Unit::pieces:
            return grouped(amount);
        case Unit::bytes:
            return in_scale(sizes, size_names, static_cast<double>(amount));
        case Unit::time:
            return in_scale(times, time_names, static_cast<double>(amount));
        case Unit::share:
            return decimal(static_cast<double>(amount) / 1e4) + " %";
        case Unit::dollars: {
            const auto cents = whole_dollars(amount * 100);
            const auto size = cents < 0 ? -cents : cents;
            const auto rest = std::to_string(size % 100);
            return (cents < 0 ? "-$" : "$") + grouped(size / 100) + "." +
                   (rest.size() == 1 ? "0" : "") + rest;
        }
    }
    return {};
}

}  // namespace fairfile::capacity
