// Identifiers: 128-bit UUIDs with a type of their own for each noun, so that they cannot be
// swapped. New ones are version 7 (RFC 9562): they sort by time of creation. Time and randomness
// are handed in.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace fairfile {

struct Uuid {
    std::array<std::uint8_t, 16> bytes{};

    auto operator<=>(const Uuid&) const = default;
    bool is_nil() const { return *this == Uuid{}; }
};

/// Lower-case 8-4-4-4-12 form.
std::string to_string(const Uuid& id);

/// Accepts exactly the 36-character form, in either case; nothing else.
std::optional<Uuid> parse_uuid(std::string_view text);

/// RFC 9562 section 5.7: 48 bits of Unix milliseconds, then version, variant and `random` bits.
Uuid make_uuid_v7(std::uint64_t unix_milliseconds, const std::array<std::uint8_t, 10>& random);

template <class Noun>
struct Id {
    Uuid value;

    auto operator<=>(const Id&) const = default;
    static std::optional<Id> parse(std::string_view text) {
        auto parsed = parse_uuid(text);
        if (!parsed) return std::nullopt;
        return Id{*parsed};
    }
};

template <class Noun>
std::string to_string(const Id<Noun>& id) {
    return to_string(id.value);
}

using UserId = Id<struct UserNoun>;
using SessionId = Id<struct SessionNoun>;
using ReportId = Id<struct ReportNoun>;
using TradelineId = Id<struct TradelineNoun>;
using DisputeId = Id<struct DisputeNoun>;
using LetterId = Id<struct LetterNoun>;
using JobId = Id<struct JobNoun>;

}  // namespace fairfile

template <>
struct std::hash<fairfile::Uuid> {
    std::size_t operator()(const fairfile::Uuid& id) const noexcept;
};
template <class Noun>
struct std::hash<fairfile::Id<Noun>> {
    std::size_t operator()(const fairfile::Id<Noun>& id) const noexcept {
        return std::hash<fairfile::Uuid>{}(id.value);
    }
};
