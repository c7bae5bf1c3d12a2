#include "infra/http/server.hpp"

#include "infra/http/core.hpp"
#include "infra/http/listener.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>

#include <utility>

namespace fairfile::http {

namespace {

using boost::asio::ip::tcp;
namespace ssl = boost::asio::ssl;

// How long a connection that was cut may take to notice.
constexpr std::chrono::seconds cut_time_max{1};

ssl::context load_tls(const TlsFiles& files) {
    ssl::context context(ssl::context::tls_server);
    context.set_options(
        ssl::context::default_workarounds | ssl::context::no_tlsv1 | ssl::context::no_tlsv1_1 |
        ssl::context::no_compression
    );
    context.use_certificate_chain_file(files.certificate_chain);
    context.use_private_key_file(files.private_key, ssl::context::pem);
    return context;
}

}  // namespace

struct Server::Impl {
    Impl(runtime::EventLoops& on, std::shared_ptr<Shared> all)
        : loops(on), shared(std::move(all)) {}

    void start();
    void begin_drain();
    /// Runs `what` on each core's own loop.
    void on_each_core(void (*what)(Core&));

    runtime::EventLoops& loops;
    const std::shared_ptr<Shared> shared;  // see Core
    std::vector<std::shared_ptr<Core>> cores = {};
    std::uint16_t port = 0;
    bool is_draining = false;
};

Server::Server(
    runtime::EventLoops& loops,
    ServerConfig config,
    const Router& router,
    ServerHooks hooks,
    const Clock& clock
)
    : impl_(std::make_unique<Impl>(
          loops, std::make_shared<Shared>(std::move(config), router, hooks, clock)
      )) {}

Server::~Server() = default;

void Server::start() {
    impl_->start();
}

void Server::Impl::start() {
    const auto& config = shared->config;
    if (config.tls) shared->tls.emplace(load_tls(*config.tls));
    const auto address = boost::asio::ip::make_address(config.address);
    tcp::endpoint endpoint(address, config.port);
    if (config.port != 0) claim_port(loops.loop(0), endpoint);

    std::vector<std::shared_ptr<Core>> opened;
    for (std::size_t index = 0; index < loops.size(); ++index) {
        auto core = std::make_shared<Core>(loops.loop(index), shared);
        open_acceptor(*core, endpoint);
        endpoint.port(core->acceptor.local_endpoint().port());
        opened.push_back(std::move(core));
    }
    cores = std::move(opened);
    port = endpoint.port();
    for (const auto& core : cores) {
        shared->opened_listener();
        boost::asio::co_spawn(core->loop, accept_connections(core), boost::asio::detached);
        boost::asio::co_spawn(core->loop, sweep_connections(core), boost::asio::detached);
    }
}

std::uint16_t Server::port() const {
    return impl_->port;
}

std::size_t Server::open_connections() const {
    return impl_->shared->open.load(std::memory_order_relaxed);
}

std::uint64_t Server::refused_connections() const {
    return impl_->shared->refused.load(std::memory_order_relaxed);
}

std::size_t Server::drain(std::chrono::milliseconds deadline) {
    const auto end = std::chrono::steady_clock::now() + deadline;
    auto& shared = *impl_->shared;
    if (shared.hooks.readiness != nullptr) shared.hooks.readiness->turn_off();
    if (impl_->cores.empty()) return 0;

    impl_->begin_drain();
    if (shared.wait_until_quiet(end)) return 0;
    const auto left = open_connections();
    impl_->on_each_core([](Core& core) { core.cut_all(); });
    shared.wait_until_quiet(std::chrono::steady_clock::now() + cut_time_max);
    return left;
}

void Server::Impl::begin_drain() {
    if (std::exchange(is_draining, true)) return;
    on_each_core([](Core& core) { core.is_draining = true; });
    shared->wait(shared->config.drain_grace);
    on_each_core([](Core& core) {
        core.is_stopped = true;
        boost::system::error_code ignored;
        core.acceptor.cancel(ignored);
        core.drain_all();
    });
}

void Server::Impl::on_each_core(void (*what)(Core&)) {
    for (const auto& core : cores) {
        boost::asio::post(core->loop, [core, what] { what(*core); });
    }
}

}  // namespace fairfile::http
