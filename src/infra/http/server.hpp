// The HTTP/1.1 server: one listening socket per core on the loops of infra/runtime, a coroutine per
// connection. Route, caller and limit are decided from the head before any body is read. What it
// needs to know about callers, limits and observation comes in as hooks. `start` throws
// system_error when an address is taken or a TLS file is bad; afterwards nothing throws.
#pragma once

#include "base/clock.hpp"
#include "infra/http/hooks.hpp"
#include "infra/http/http.hpp"
#include "infra/runtime/runtime.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace fairfile::http {

struct TlsFiles {
    std::string certificate_chain;
    std::string private_key;
};

struct ServerConfig {
    std::string address = "127.0.0.1";
    std::uint16_t port = 0;  // 0: any that is free
    std::optional<TlsFiles> tls = {};
    std::vector<std::string> trusted_proxies = {};
    /// Origins that are ours although the Host header does not say so (a proxy that rewrites it).
    std::vector<std::string> own_origins = {};

    std::size_t connections_max = 12'000;
    std::chrono::milliseconds head_time_max{10'000};
    std::chrono::milliseconds idle_time_max{60'000};
    /// Bodies and responses must move `bytes_per_window_min` in every window.
    std::chrono::milliseconds pace_window{10'000};
    std::size_t bytes_per_window_min = 10'240;
    /// After a refusal the rest of a body is thrown away this long, so that the client, who is
    /// still sending, gets to read the answer.
    std::chrono::milliseconds linger_time_max{2'000};
    std::size_t linger_bytes_max = 16UL * 1024 * 1024;
    /// How exactly deadlines are kept; one timer per core looks at all connections.
    std::chrono::milliseconds sweep_interval{250};
    /// How long new connections are taken after readiness went off.
    std::chrono::milliseconds drain_grace{1'000};
};

class Server {
  public:
    /// The loops, the router, what the hooks name and the clock outlive the server.
    Server(
        runtime::EventLoops& loops,
        ServerConfig config,
        const Router& router,
        ServerHooks hooks,
        const Clock& clock
    );
    ~Server();

    void start();
    std::uint16_t port() const;
    std::size_t open_connections() const;
    /// Connections that were turned away because too many were open.
    std::uint64_t refused_connections() const;

    /// Readiness off, grace, no new connections, what is in flight finishes with `Connection:
    /// close`; what is not done at the deadline is cut. Gives how many were cut. Blocks; not to be
    /// called on a loop's thread. May be called twice and before `start`.
    std::size_t drain(std::chrono::milliseconds deadline);

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace fairfile::http
