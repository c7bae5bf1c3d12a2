#include "infra/sandbox/wire.hpp"

#include <cerrno>
#include <cstring>
#include <sys/socket.h>
#include <sys/uio.h>

namespace fairfile::sandbox {

namespace {

constexpr std::size_t descriptors_max = 3;

void put(std::string& packet, std::uint64_t number) {
    packet.append(reinterpret_cast<const char*>(&number), sizeof number);
}

void put(std::string& packet, const std::vector<std::string>& texts) {
    put(packet, texts.size());
    for (const auto& text : texts) {
        put(packet, text.size());
        packet += text;
    }
}

bool take(std::string_view& packet, std::uint64_t& number) {
    if (packet.size() < sizeof number) return false;
    std::memcpy(&number, packet.data(), sizeof number);
    packet.remove_prefix(sizeof number);
    return true;
}

bool take(std::string_view& packet, std::vector<std::string>& texts) {
    std::uint64_t count = 0;
    if (!take(packet, count) || count > packet.size()) return false;
    for (std::uint64_t index = 0; index < count; ++index) {
        std::uint64_t size = 0;
        if (!take(packet, size) || size > packet.size()) return false;
        texts.emplace_back(packet.substr(0, size));
        packet.remove_prefix(size);
    }
    return true;
}

std::vector<Descriptor> take_descriptors(msghdr& message) {
    std::vector<Descriptor> taken;
    for (auto* head = CMSG_FIRSTHDR(&message); head; head = CMSG_NXTHDR(&message, head)) {
        if (head->cmsg_level != SOL_SOCKET || head->cmsg_type != SCM_RIGHTS) continue;
        const auto count = (head->cmsg_len - CMSG_LEN(0)) / sizeof(int);
        for (std::size_t index = 0; index < count; ++index) {
            int number = -1;
            std::memcpy(&number, CMSG_DATA(head) + index * sizeof(int), sizeof number);
            taken.emplace_back(number);
        }
    }
    return taken;
}

}  // namespace

std::string encode(const Order& order) {
    std::string packet;
    put(packet, order.program);
    put(packet, order.memory_bytes);
    put(packet, order.file_bytes_max);
    put(packet, order.wall_ms);
    put(packet, order.arguments);
    put(packet, order.environment);
    return packet;
}

std::optional<Order> decode(std::string_view packet) {
    Order order;
    std::uint64_t program = 0;
    const bool whole = take(packet, program) && take(packet, order.memory_bytes) &&
                       take(packet, order.file_bytes_max) && take(packet, order.wall_ms) &&
                       take(packet, order.arguments) && take(packet, order.environment) &&
                       packet.empty();
    if (!whole) return std::nullopt;
    order.program = static_cast<std::uint32_t>(program);
    return order;
}

bool send_order(int socket, const std::string& packet, const std::vector<int>& descriptors) {
    alignas(cmsghdr) std::array<char, CMSG_SPACE(descriptors_max * sizeof(int))> control{};
    iovec part{const_cast<char*>(packet.data()), packet.size()};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = control.data();
    message.msg_controllen = CMSG_SPACE(descriptors.size() * sizeof(int));
    auto* head = CMSG_FIRSTHDR(&message);
    head->cmsg_level = SOL_SOCKET;
    head->cmsg_type = SCM_RIGHTS;
    head->cmsg_len = CMSG_LEN(descriptors.size() * sizeof(int));
    std::memcpy(CMSG_DATA(head), descriptors.data(), descriptors.size() * sizeof(int));
    ssize_t sent = -1;
    do {
        sent = sendmsg(socket, &message, MSG_NOSIGNAL);
    } while (sent < 0 && errno == EINTR);
    return sent == static_cast<ssize_t>(packet.size());
}

Received receive_order(int socket, ReceivedOrder& into) {
    std::array<char, order_bytes_max> packet;
    alignas(cmsghdr) std::array<char, CMSG_SPACE(descriptors_max * sizeof(int))> control{};
    iovec part{packet.data(), packet.size()};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    const auto size = recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
    if (size < 0) return errno == EINTR ? Received::nothing : Received::closed;
    if (size == 0) return Received::closed;

    auto descriptors = take_descriptors(message);
    auto order = decode({packet.data(), static_cast<std::size_t>(size)});
    if (!order || descriptors.size() < 2) return Received::nothing;
    into.order = std::move(*order);
    into.descriptors.output = std::move(descriptors[0]);
    into.descriptors.answer = std::move(descriptors[1]);
    into.descriptors.input = descriptors.size() > 2 ? std::move(descriptors[2]) : Descriptor();
    return Received::order;
}

}  // namespace fairfile::sandbox
