// What travels between the program, the clean parent and a cage's warden: one packet each way.
//
//   program ──Order + input, output, answer──▶ clean parent ──fork──▶ warden ──fork──▶ cage
//      ▲                                                               │
//      └───────────────────────────── Verdict ─────────────────────────┘
#pragma once

#include "infra/sandbox/descriptor.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fairfile::sandbox {

struct Order {
    std::uint32_t program = 0;
    std::uint64_t memory_bytes = 0;
    std::uint64_t file_bytes_max = 0;
    std::uint64_t wall_ms = 0;
    std::vector<std::string> arguments;
    std::vector<std::string> environment;
};

/// Descriptors that go with an order. A closed `input` means empty input.
struct OrderDescriptors {
    Descriptor output;
    Descriptor answer;
    Descriptor input;
};

constexpr std::size_t diagnostics_bytes_max = 2048;
constexpr std::size_t order_bytes_max = 32 * 1024;

/// Sent as raw bytes between processes of one image.
struct Verdict {
    int setup_errno = 0;  // not 0: there was no cage, `setup_step` says what failed
    std::array<char, 32> setup_step{};
    int wait_status = 0;
    bool late = false;
    std::uint64_t peak_memory_bytes = 0;
    std::uint64_t processor_ms = 0;
    std::uint32_t diagnostics_size = 0;
    std::array<char, diagnostics_bytes_max> diagnostics{};
};

std::string encode(const Order& order);
std::optional<Order> decode(std::string_view packet);

bool send_order(int socket, const std::string& packet, const std::vector<int>& descriptors);

struct ReceivedOrder {
    Order order;
    OrderDescriptors descriptors;
};
/// `closed` when nobody can send any more; an unreadable packet is passed over.
enum class Received { order, closed, nothing };
Received receive_order(int socket, ReceivedOrder& into);

}  // namespace fairfile::sandbox
