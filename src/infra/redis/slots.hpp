// Which of the 16,384 slots of a Redis Cluster a key belongs to, and who serves each. Pure.
#pragma once

#include "infra/redis/node.hpp"

#include <map>
#include <optional>
#include <string_view>

namespace fairfile::redis {

inline constexpr unsigned slot_count = 16'384;

/// Of the part in {braces} when there is one: keys that share it share a slot.
unsigned slot_of(std::string_view key);

/// First slot of each range to its last slot and its master.
struct SlotRange {
    unsigned last = 0;
    Address master;
};
using SlotMap = std::map<unsigned, SlotRange>;

/// From the answer of CLUSTER SLOTS; nothing when it is none. A node without a name of its own is
/// the one that was asked.
std::optional<SlotMap> read_slots(const Value& answer, const Address& asked);

const Address* master_of(const SlotMap& slots, unsigned slot);

/// "MOVED 3999 127.0.0.1:6381" and "ASK 3999 127.0.0.1:6381".
struct Redirect {
    bool is_moved = false;
    unsigned slot = 0;
    Address to;
};
std::optional<Redirect> read_redirect(const Value& answer, const Address& asked);

}  // namespace fairfile::redis
