// Question: what does our server cost over a bare one? The real server with one route like /livez,
// nothing else; compare with http_hello on the same machine. Usage: http_livez PORT [CORES]
#include "infra/http/server.hpp"

#include <csignal>
#include <cstdlib>

namespace {

namespace http = fairfile::http;

struct Health {};

http::awaitable<http::Response> show_health(http::Request&, Health&) {
    co_return http::Response{.content_type = "text/plain", .body = "ok"};
}

constexpr http::Route<Health> routes[] = {
    {http::Method::get, "/livez", show_health, http::Access::everyone, http::Limit::none},
};

}  // namespace

int main(int count, char** words) {
    if (count < 2) return EXIT_FAILURE;
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGINT);
    sigprocmask(SIG_BLOCK, &ends, nullptr);

    fairfile::runtime::EventLoops loops(
        count > 2 ? static_cast<std::size_t>(std::atoi(words[2])) : 1
    );
    fairfile::runtime::SystemClock clock;
    Health health;
    http::Router router;
    router.add<Health>(routes, health);
    http::ServerConfig config;
    config.port = static_cast<std::uint16_t>(std::atoi(words[1]));
    http::Server server(loops, config, router, {}, clock);
    server.start();
    loops.start();
    int signal = 0;
    sigwait(&ends, &signal);
    server.drain(std::chrono::seconds(1));
    return EXIT_SUCCESS;
}
