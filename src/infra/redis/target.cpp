#include "base/text.hpp"
#include "infra/redis/client.hpp"

#include <boost/system/system_error.hpp>

#include <charconv>

namespace fairfile::redis {

namespace {

Error bad_url(std::string message) {
    return {Failure::invalid, "config.redis_url", "REDIS_URL: " + std::move(message)};
}

template <class Number>
bool read_number(std::string_view text, Number& into) {
    const auto* end = text.data() + text.size();
    const auto [rest, failed] = std::from_chars(text.data(), end, into);
    return failed == std::errc() && rest == end;
}

std::string without_percents(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        unsigned byte = 0;
        const auto hex = text.substr(at + 1, 2);
        const auto* end = hex.data() + hex.size();
        const bool is_code = text[at] == '%' && hex.size() == 2 &&
                             std::from_chars(hex.data(), end, byte, 16).ptr == end;
        out += is_code ? static_cast<char>(byte) : text[at];
        if (is_code) at += 2;
    }
    return out;
}

bool read_scheme(std::string_view scheme, Target& target, bool& is_secure) {
    is_secure = scheme.starts_with("rediss");
    scheme.remove_prefix(std::min<std::size_t>(scheme.size(), is_secure ? 6 : 5));
    if (scheme == "+sentinel") target.layout = Layout::sentinel;
    return scheme.empty() || scheme == "+sentinel";
}

bool read_addresses(std::string_view text, Target& target) {
    constexpr std::uint16_t redis_port = 6379;
    constexpr std::uint16_t sentinel_port = 26379;
    for (const auto part : split(text, ',')) {
        const auto colon = part.rfind(':');
        Address address{std::string(part.substr(0, colon)), redis_port};
        if (target.layout == Layout::sentinel) address.port = sentinel_port;
        const bool has_port = colon != std::string_view::npos;
        if (has_port && !read_number(part.substr(colon + 1), address.port)) return false;
        if (address.host.empty() || address.port == 0) return false;
        target.addresses.push_back(std::move(address));
    }
    return !target.addresses.empty();
}

void read_login(std::string_view text, Login& login) {
    const auto colon = text.find(':');
    const auto password = colon == std::string_view::npos ? text : text.substr(colon + 1);
    if (colon != std::string_view::npos) login.user = without_percents(text.substr(0, colon));
    login.password = Secret(without_percents(password));
}

std::shared_ptr<boost::asio::ssl::context> make_tls(const std::string& authorities_file) {
    using boost::asio::ssl::context;
    auto tls = std::make_shared<context>(context::tls_client);
    tls->set_options(context::default_workarounds | context::no_tlsv1 | context::no_tlsv1_1);
    tls->set_verify_mode(boost::asio::ssl::verify_peer);
    if (authorities_file.empty()) {
        tls->set_default_verify_paths();
    } else {
        tls->load_verify_file(authorities_file);
    }
    return tls;
}

}  // namespace

Result<Target> read_target(
    const Secret& url, bool is_cluster, const std::string& authorities_file
) {
    Target target;
    std::string_view text = url.reveal();
    const auto scheme_end = text.find("://");
    bool is_secure = false;
    if (scheme_end == std::string_view::npos || !text.starts_with("redis") ||
        !read_scheme(text.substr(0, scheme_end), target, is_secure)) {
        return bad_url("it starts with redis://, rediss:// or redis+sentinel://.");
    }
    text.remove_prefix(scheme_end + 3);
    if (const auto at = text.rfind('@'); at != std::string_view::npos) {
        read_login(text.substr(0, at), target.node.login);
        text.remove_prefix(at + 1);
    }
    const auto slash = text.find('/');
    const auto path = slash == std::string_view::npos ? "" : text.substr(slash + 1);
    if (!read_addresses(text.substr(0, slash), target)) return bad_url("no host and port in it.");
    if (target.layout == Layout::sentinel) {
        if (path.empty() || is_cluster) return bad_url("Sentinels need the name of a master.");
        target.master_name = path;
    } else if (!path.empty() && (is_cluster || !read_number(path, target.node.login.database))) {
        return bad_url("what follows the host is the number of a database.");
    }
    if (is_cluster) target.layout = Layout::cluster;
    target.sentinel_login.user = target.node.login.user;
    try {
        if (is_secure) target.node.tls = make_tls(authorities_file);
    } catch (const boost::system::system_error& error) {
        return bad_url(std::string("its authorities cannot be read: ") + error.what());
    }
    return target;
}

}  // namespace fairfile::redis
