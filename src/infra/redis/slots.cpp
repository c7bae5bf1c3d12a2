#include "infra/redis/slots.hpp"

#include <charconv>

namespace fairfile::redis {

namespace {

constexpr unsigned port_max = 65'535;

/// CRC16-CCITT (XMODEM), as the cluster's specification has it.
unsigned crc16(std::string_view bytes) {
    constexpr unsigned polynomial = 0x1021;
    unsigned crc = 0;
    for (const char byte : bytes) {
        crc ^= static_cast<unsigned>(static_cast<unsigned char>(byte)) << 8U;
        for (int bit = 0; bit < 8; ++bit) {
            crc = (crc & 0x8000U) != 0 ? (crc << 1U) ^ polynomial : crc << 1U;
        }
        crc &= 0xffffU;
    }
    return crc;
}

std::optional<unsigned> number_in(std::string_view text, unsigned max) {
    unsigned number = 0;
    const auto* end = text.data() + text.size();
    const auto [rest, failed] = std::from_chars(text.data(), end, number);
    if (failed != std::errc() || rest != end || number > max) return std::nullopt;
    return number;
}

bool is_slot(const Value& value) {
    return value.kind == Value::Kind::integer && value.integer >= 0 && value.integer < slot_count;
}

}  // namespace

unsigned slot_of(std::string_view key) {
    const auto open = key.find('{');
    if (open != std::string_view::npos) {
        const auto close = key.find('}', open + 1);
        if (close != std::string_view::npos && close > open + 1) {
            key = key.substr(open + 1, close - open - 1);
        }
    }
    return crc16(key) % slot_count;
}

std::optional<SlotMap> read_slots(const Value& answer, const Address& asked) {
    if (answer.kind != Value::Kind::array || answer.items.empty()) return std::nullopt;
    SlotMap slots;
    for (const auto& range : answer.items) {
        if (range.items.size() < 3 || range.items[2].items.size() < 2) return std::nullopt;
        const auto& node = range.items[2].items;
        const bool is_port = node[1].integer > 0 && node[1].integer <= port_max;
        if (!is_slot(range.items[0]) || !is_slot(range.items[1]) || !is_port) return std::nullopt;
        Address master{node[0].text, static_cast<std::uint16_t>(node[1].integer)};
        if (master.host.empty()) master.host = asked.host;
        const auto last = static_cast<unsigned>(range.items[1].integer);
        slots[static_cast<unsigned>(range.items[0].integer)] = {last, std::move(master)};
    }
    return slots;
}

const Address* master_of(const SlotMap& slots, unsigned slot) {
    auto range = slots.upper_bound(slot);
    if (range == slots.begin()) return nullptr;
    --range;
    return slot <= range->second.last ? &range->second.master : nullptr;
}

std::optional<Redirect> read_redirect(const Value& answer, const Address& asked) {
    const bool is_moved = answer.is_error("MOVED ");
    if (!is_moved && !answer.is_error("ASK ")) return std::nullopt;
    std::string_view rest = answer.text;
    rest.remove_prefix(rest.find(' ') + 1);
    const auto blank = rest.find(' ');
    const auto colon = rest.rfind(':');
    if (blank == std::string_view::npos || colon == std::string_view::npos || colon < blank) {
        return std::nullopt;
    }
    const auto slot = number_in(rest.substr(0, blank), slot_count - 1);
    const auto port = number_in(rest.substr(colon + 1), port_max);
    if (!slot || !port) return std::nullopt;
    std::string host(rest.substr(blank + 1, colon - blank - 1));
    if (host.empty()) host = asked.host;
    return Redirect{is_moved, *slot, {std::move(host), static_cast<std::uint16_t>(*port)}};
}

}  // namespace fairfile::redis
