#include "features/capacity/read_inputs.hpp"

#include <cmath>

namespace fairfile::capacity {

namespace {

namespace json = boost::json;

std::optional<double> number_of(const json::value& value) {
    if (value.is_int64()) return static_cast<double>(value.get_int64());
    if (value.is_uint64()) return static_cast<double>(value.get_uint64());
    if (value.is_double()) return value.get_double();
    return std::nullopt;
}

double factor_of(Unit unit) {
    const bool millionths = unit == Unit::dollars || unit == Unit::share || unit == Unit::time;
    return millionths ? static_cast<double>(micros) : 1.0;
}

}  // namespace

void InputReader::fail(const std::string& place, const std::string& why) {
    if (error_) return;
    error_ = Error{
        .kind = Failure::invalid,
        .code = "capacity.bad_input",
        .message = place + ": " + why,
    };
}

std::int64_t InputReader::amount(const json::value& value, Unit unit, const std::string& place) {
    if (value.is_string()) {
        const auto parsed = parse_quantity(unit, std::string_view(value.get_string()));
        if (parsed) return *parsed;
        fail(place, parsed.error().message);
        return 0;
    }
    const auto number = number_of(value);
    if (!number || !std::isfinite(*number)) {
        fail(place, "must be a number");
        return 0;
    }
    if (*number < 0) {
        fail(place, "must not be negative");
        return 0;
    }
    if (unit == Unit::bytes && *number != 0) {
        fail(place, "write the unit, like 5 GB");
        return 0;
    }
    if (unit == Unit::pieces && std::floor(*number) != *number) {
        fail(place, "must be a whole number");
        return 0;
    }
    if (*number > 1e12) {
        fail(place, "is too large");
        return 0;
    }
    return std::llround(*number * factor_of(unit));
}

std::int64_t InputReader::amount_at(
    const json::object& object, std::string_view key, Unit unit, const std::string& place
) {
    const auto* value = object.if_contains(key);
    const auto where = place + "." + std::string(key);
    if (value == nullptr) {
        fail(where, "is missing");
        return 0;
    }
    return amount(*value, unit, where);
}

std::string InputReader::text_at(
    const json::object& object, std::string_view key, const std::string& place
) {
    const auto* value = object.if_contains(key);
    if (value != nullptr && value->is_string()) return std::string(value->get_string());
    fail(place + "." + std::string(key), "must be a text");
    return {};
}

const json::object& InputReader::object_of(const json::value& value, const std::string& place) {
    static const json::object nothing;
    if (value.is_object()) return value.get_object();
    fail(place, "must be an object");
    return nothing;
}

}  // namespace fairfile::capacity
