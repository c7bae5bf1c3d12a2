#include "infra/http/trusted_proxies.hpp"

#include "base/text.hpp"

#include <boost/asio/ip/address_v4.hpp>

#include <algorithm>
#include <stdexcept>

namespace fairfile::http {

namespace ip = boost::asio::ip;

namespace {

/// ::ffff:10.0.0.7 is 10.0.0.7: a socket for both families shows its IPv4 peers so.
ip::address plain(const ip::address& address) {
    if (!address.is_v6() || !address.to_v6().is_v4_mapped()) return address;
    return ip::make_address_v4(ip::v4_mapped, address.to_v6());
}

template <class Address, class Network>
bool is_inside(const Address& address, const std::vector<Network>& networks) {
    return std::any_of(networks.begin(), networks.end(), [&address](const Network& network) {
        const Network host(address, network.prefix_length());
        return host.canonical() == network.canonical();
    });
}

}  // namespace

TrustedProxies::TrustedProxies(const std::vector<std::string>& networks) {
    for (const auto& text : networks) {
        const auto slash = text.find('/');
        boost::system::error_code problem;
        const auto address = ip::make_address(text.substr(0, slash), problem);
        if (problem) throw std::invalid_argument("not an address or network: " + text);
        const auto length =
            slash == std::string::npos ? (address.is_v4() ? "/32" : "/128") : text.substr(slash);
        if (address.is_v4()) {
            v4_.push_back(ip::make_network_v4(address.to_string() + length, problem));
        } else {
            v6_.push_back(ip::make_network_v6(address.to_string() + length, problem));
        }
        if (problem) throw std::invalid_argument("not an address or network: " + text);
    }
}

bool TrustedProxies::contains(const ip::address& address) const {
    const auto known = plain(address);
    return known.is_v4() ? is_inside(known.to_v4(), v4_) : is_inside(known.to_v6(), v6_);
}

std::string TrustedProxies::client_address(const ip::address& peer, std::string_view forwarded_for)
    const {
    auto client = plain(peer);
    if (!contains(client)) return client.to_string();
    const auto hops = split(forwarded_for, ',');
    for (auto hop = hops.rbegin(); hop != hops.rend(); ++hop) {
        boost::system::error_code problem;
        const auto address = ip::make_address(trim(*hop), problem);
        if (problem) break;
        client = plain(address);
        if (!contains(client)) break;
    }
    return client.to_string();
}

}  // namespace fairfile::http
