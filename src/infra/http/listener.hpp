// Takes connections for one core and gives each its coroutine.
#pragma once

#include "infra/http/core.hpp"

namespace fairfile::http {

/// Opens the core's acceptor; throws system_error. All cores listen on the same port.
void open_acceptor(Core& core, const boost::asio::ip::tcp::endpoint& endpoint);

/// Throws system_error when another process has the port: SO_REUSEPORT alone would share it.
void claim_port(boost::asio::io_context& loop, const boost::asio::ip::tcp::endpoint& endpoint);

boost::asio::awaitable<void> accept_connections(std::shared_ptr<Core> core);

/// Looks at all connections of the core from time to time, as long as its loop runs.
boost::asio::awaitable<void> sweep_connections(std::shared_ptr<Core> core);

}  // namespace fairfile::http
