// Whose X-Forwarded-For and X-Forwarded-Proto are believed, and what address a request comes from.
#pragma once

#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/network_v4.hpp>
#include <boost/asio/ip/network_v6.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace fairfile::http {

class TrustedProxies {
  public:
    TrustedProxies() = default;
    /// Addresses or networks, `10.0.0.7`, `10.0.0.0/8`, `fd00::/8`. Throws invalid_argument.
    explicit TrustedProxies(const std::vector<std::string>& networks);

    bool contains(const boost::asio::ip::address& address) const;

    /// The last address in `forwarded_for` that is not a trusted proxy's, when `peer` is one; else,
    /// or when the header makes no sense there, the peer.
    std::string client_address(const boost::asio::ip::address& peer, std::string_view forwarded_for)
        const;

  private:
    std::vector<boost::asio::ip::network_v4> v4_;
    std::vector<boost::asio::ip::network_v6> v6_;
};

}  // namespace fairfile::http
