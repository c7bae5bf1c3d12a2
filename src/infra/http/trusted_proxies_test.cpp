#include "infra/http/trusted_proxies.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace fairfile::http {
namespace {

using boost::asio::ip::make_address;

TEST(TrustedProxies, AreBelievedAndNobodyElse) {
    const TrustedProxies proxies({"10.0.0.0/8", "192.0.2.7", "fd00::/8"});
    const auto client = [&proxies](const char* peer, const char* forwarded) {
        return proxies.client_address(make_address(peer), forwarded);
    };
    EXPECT_EQ(client("203.0.113.5", "198.51.100.1"), "203.0.113.5");
    EXPECT_EQ(client("10.1.2.3", "198.51.100.1"), "198.51.100.1");
    EXPECT_EQ(client("::ffff:10.1.2.3", "198.51.100.1"), "198.51.100.1");
    EXPECT_EQ(client("fd12::1", "2001:db8::1"), "2001:db8::1");
    EXPECT_EQ(client("10.1.2.3", "1.1.1.1, 198.51.100.1, 192.0.2.7"), "198.51.100.1");
    EXPECT_EQ(client("10.1.2.3", ""), "10.1.2.3");
    EXPECT_EQ(client("10.1.2.3", "1.1.1.1, nonsense"), "10.1.2.3");
    EXPECT_EQ(client("10.1.2.3", "10.0.0.1, 10.0.0.2"), "10.0.0.1");
}

TEST(TrustedProxies, AreRefusedWhenTheyAreNoNetworks) {
    for (const auto* text : {"", "proxy.example", "10.0.0.0/33", "10.0.0/8", "fd00::/129", "1/x"}) {
        EXPECT_THROW(TrustedProxies({text}), std::invalid_argument) << text;
    }
}

}  // namespace
}  // namespace fairfile::http
