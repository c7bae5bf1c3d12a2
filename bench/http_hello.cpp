// Question: how fast is a bare Beast server here? It answers every request with "ok", on
// coroutines, one io_context and one SO_REUSEPORT socket per core, and knows no routes, limits or
// headers of ours. `/livez` of the real server is measured against it. Usage: http_hello PORT
// [CORES]
#include <boost/asio.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>

#include <cstdlib>
#include <sys/socket.h>
#include <thread>
#include <vector>

namespace {

namespace beast = boost::beast;
namespace http = beast::http;
using boost::asio::awaitable;
using boost::asio::use_awaitable;
using boost::asio::ip::tcp;
using ReusePort = boost::asio::detail::socket_option::boolean<SOL_SOCKET, SO_REUSEPORT>;

awaitable<void> serve(tcp::socket socket) {
    beast::tcp_stream stream(std::move(socket));
    beast::flat_buffer buffer;
    try {
        while (true) {
            http::request<http::string_body> request;
            co_await http::async_read(stream, buffer, request, use_awaitable);
            http::response<http::string_body> response(http::status::ok, request.version());
            response.set(http::field::content_type, "text/plain");
            response.keep_alive(request.keep_alive());
            response.body() = "ok";
            response.prepare_payload();
            co_await http::async_write(stream, response, use_awaitable);
            if (!response.keep_alive()) break;
        }
    } catch (const boost::system::system_error&) {
        // The client has gone; there is nobody to tell.
    }
}

awaitable<void> listen(unsigned short port) {
    const auto executor = co_await boost::asio::this_coro::executor;
    tcp::acceptor acceptor(executor);
    acceptor.open(tcp::v4());
    acceptor.set_option(tcp::acceptor::reuse_address(true));
    acceptor.set_option(ReusePort(true));
    acceptor.bind({boost::asio::ip::address_v4::loopback(), port});
    acceptor.listen();
    while (true) {
        auto socket = co_await acceptor.async_accept(use_awaitable);
        socket.set_option(tcp::no_delay(true));
        boost::asio::co_spawn(executor, serve(std::move(socket)), boost::asio::detached);
    }
}

}  // namespace

int main(int count, char** words) {
    if (count < 2) return EXIT_FAILURE;
    const auto port = static_cast<unsigned short>(std::atoi(words[1]));
    const int cores = count > 2 ? std::atoi(words[2]) : 1;
    std::vector<std::thread> threads;
    for (int core = 0; core < cores; ++core) {
        threads.emplace_back([port] {
            boost::asio::io_context loop(1);
            boost::asio::co_spawn(loop, listen(port), boost::asio::detached);
            loop.run();
        });
    }
    for (auto& thread : threads) thread.join();
    return EXIT_SUCCESS;
}
