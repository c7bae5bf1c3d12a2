// A socket with or without TLS. Internal to this module.
#pragma once

#include "infra/redis/node.hpp"

#include <boost/asio/connect.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <span>

namespace fairfile::redis {

/// Failures are boost::system::system_error. What is closed fails whatever waits.
struct Node::Stream {
    using Context = std::shared_ptr<boost::asio::ssl::context>;  // one for all connections
    using Socket = boost::asio::ip::tcp::socket;

    Stream(boost::asio::io_context& loop, Context given) : tls(std::move(given)), socket(loop) {}

    awaitable<void> connect(boost::asio::ip::tcp::resolver::results_type places, std::string host) {
        co_await boost::asio::async_connect(socket, places, boost::asio::use_awaitable);
        socket.set_option(boost::asio::ip::tcp::no_delay(true));
        if (!tls) co_return;
        secure.emplace(socket, *tls);
        secure->set_verify_callback(boost::asio::ssl::host_name_verification(host));
        // OpenSSL's own macro for this is a C cast.
        SSL_ctrl(
            secure->native_handle(),
            SSL_CTRL_SET_TLSEXT_HOSTNAME,
            TLSEXT_NAMETYPE_host_name,
            host.data()
        );
        co_await secure->async_handshake(
            boost::asio::ssl::stream_base::client, boost::asio::use_awaitable
        );
    }

    awaitable<std::size_t> read_some(std::span<char> bytes) {
        const auto room = boost::asio::buffer(bytes.data(), bytes.size());
        if (secure) co_return co_await secure->async_read_some(room, boost::asio::use_awaitable);
        co_return co_await socket.async_read_some(room, boost::asio::use_awaitable);
    }

    /// `bytes` live until it is written.
    awaitable<void> write(const std::string& bytes) {
        const auto all = boost::asio::buffer(bytes);
        if (secure) {
            co_await boost::asio::async_write(*secure, all, boost::asio::use_awaitable);
        } else {
            co_await boost::asio::async_write(socket, all, boost::asio::use_awaitable);
        }
    }

    void close() {
        boost::system::error_code ignored;
        socket.close(ignored);
    }

    Context tls;
    Socket socket;
    std::optional<boost::asio::ssl::stream<Socket&>> secure = {};
};

}  // namespace fairfile::redis
