#include "infra/redis/sentinel.hpp"

#include <array>
#include <charconv>

namespace fairfile::redis {

namespace {

awaitable<Result<Address>> same(Address address) {
    co_return address;
}

std::optional<Address> read_master(const Value& answer) {
    if (answer.items.size() != 2) return std::nullopt;
    const auto& port = answer.items[1].text;
    Address address{answer.items[0].text, 0};
    const auto [rest, failed] =
        std::from_chars(port.data(), port.data() + port.size(), address.port);
    if (failed != std::errc() || rest != port.data() + port.size()) return std::nullopt;
    return address;
}

}  // namespace

awaitable<Result<Address>> ask_sentinels(boost::asio::io_context& loop, const Target& target) {
    auto options = target.node;
    options.login = target.sentinel_login;
    for (const auto& address : target.addresses) {
        const std::array<std::string_view, 3> words{
            "SENTINEL", "get-master-addr-by-name", target.master_name};
        auto locate = [address] { return same(address); };
        const auto sentinel = std::make_shared<Node>(loop, options, std::move(locate), nullptr);
        sentinel->start();
        auto command = encode(words);
        auto answer = co_await sentinel->ask(std::move(command));
        sentinel->stop();
        if (!answer) continue;
        if (auto master = read_master(*answer)) co_return std::move(*master);
    }
    constexpr std::string_view lost_code = "redis.lost";
    co_return Error{Failure::unavailable, lost_code, "No Sentinel knows the master."};
}

}  // namespace fairfile::redis
