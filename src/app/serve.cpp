#include "app/cage.hpp"
#include "app/commands.hpp"
#include "app/embedded_texts.hpp"
#include "app/output.hpp"
#include "app/places.hpp"
#include "app/request_limits.hpp"
#include "app/signals.hpp"
#include "app/system_routes.hpp"
#include "app/vital_signs.hpp"
#include "app/wiring.hpp"
#include "base/text.hpp"
#include "infra/http/server.hpp"
#include "infra/http/static_files.hpp"

namespace fairfile::app {

namespace {

std::vector<std::string> listed(const std::string& text) {
    std::vector<std::string> parts;
    for (const auto part : split(text, ',')) {
        if (!trim(part).empty()) parts.emplace_back(trim(part));
    }
    return parts;
}

http::ServerConfig public_config(const HttpSettings& settings) {
    http::ServerConfig config;
    config.address = settings.address;
    config.port = static_cast<std::uint16_t>(settings.port);
    config.trusted_proxies = listed(settings.trusted_proxies);
    config.connections_max = static_cast<std::size_t>(settings.connections_max);
    if (!settings.public_url.empty()) config.own_origins = {settings.public_url};
    if (!settings.tls_certificate_file.empty()) {
        config.tls = {settings.tls_certificate_file, settings.tls_key_file};
    }
    return config;
}

http::ServerConfig metrics_config(const HttpSettings& settings) {
    http::ServerConfig config;
    config.address = settings.metrics_address;
    config.port = static_cast<std::uint16_t>(settings.metrics_port);
    config.connections_max = 100;
    return config;
}

/// Everything of the role that is served; built, started and drained as one.
class Service {
  public:
    Service(Foundation& foundation, Slices& slices, const Settings& settings)
        : foundation_(foundation),
          limits_(settings.limits, foundation.metrics),
          observer_(
              foundation.metrics,
              *foundation.log,
              settings.log.access ? AccessLog::on : AccessLog::off
          ),
          guard_(
              foundation.loops.size(),
              {*foundation.database,
               slices.verifier,
               slices.external ? &*slices.external : nullptr,
               slices.cookies,
               foundation.clock,
               *foundation.log,
               foundation.metrics}
          ),
          system_{
              readiness_,
              *foundation.database,
              foundation.metrics,
              openapi_description(),
              &router_},
          drain_time_(settings.http.drain_seconds) {
        if (auto folder = web_directory(settings)) web_.emplace(*folder);
        slices.add_routes(router_);
        add_public_routes(router_, system_);
        add_metrics_routes(metrics_router_, system_);
        const http::ServerHooks hooks{
            &guard_, &limits_, &observer_, &readiness_, web_ ? &*web_ : nullptr};
        server_.emplace(
            foundation.loops, public_config(settings.http), router_, hooks, foundation.clock
        );
        if (settings.http.metrics_port == 0) return;
        metrics_server_.emplace(
            foundation.loops,
            metrics_config(settings.http),
            metrics_router_,
            http::ServerHooks{},
            foundation.clock
        );
    }

    /// Fails when the settings of a shared limit make no sense.
    Result<bool> share_limits() {
        const auto naming = foundation_.secrets.root.derive("limit-subjects");
        return limits_.share(foundation_.loops, naming, *foundation_.log);
    }

    void start() {
        foundation_.database->start();
        server_->start();
        if (metrics_server_) metrics_server_->start();
        foundation_.loops.start();
        guard_.start(foundation_.loops);
        auto& first = foundation_.loops.loop(0);
        watch_server(first, *foundation_.database, foundation_.metrics, *foundation_.log);
    }

    std::size_t drain() {
        const auto cut = server_->drain(drain_time_);
        if (metrics_server_) metrics_server_->drain(std::chrono::milliseconds(0));
        guard_.stop();
        limits_.stop();
        foundation_.database->stop();
        return cut;
    }

    std::uint16_t port() const { return server_->port(); }
    bool has_web() const { return web_.has_value(); }

  private:
    Foundation& foundation_;
    RequestLimits limits_;
    RequestObserver observer_;
    users::SessionGuard guard_;
    http::Readiness readiness_;
    System system_;
    std::chrono::seconds drain_time_;
    std::optional<http::StaticFiles> web_;
    http::Router router_;
    http::Router metrics_router_;
    std::optional<http::Server> server_;
    std::optional<http::Server> metrics_server_;
};

int serve(Foundation& foundation, Slices& slices, const Settings& settings) {
    try {
        Service service(foundation, slices, settings);
        if (auto shared = service.share_limits(); !shared) {
            return complain(shared.error(), exit_missing);
        }
        service.start();
        foundation.log->info(
            "serving",
            {{"address", std::string_view(settings.http.address)},
             {"port", std::int64_t{service.port()}},
             {"cores", static_cast<std::int64_t>(foundation.loops.size())},
             {"web", service.has_web()}}
        );
        foundation.log->flush();
        wait_for_signal();

        foundation.log->info("draining");
        const auto cut = service.drain();
        foundation.loops.stop();
        foundation.loops.join();
        foundation.log->info("stopped", {{"cut", static_cast<std::int64_t>(cut)}});
        return exit_done;
    } catch (const std::exception& error) {
        return complain(std::string("Cannot serve: ") + error.what(), exit_missing);
    }
}

}  // namespace

int run_serve(const Settings& given) {
    hold_signals();
    auto cage = start_cage();
    if (!cage) return complain(cage.error(), exit_missing);

    const auto settings = with_embedded_database(given);
    auto foundation = Foundation::build(
        {settings, settings.database.url, core_count(settings)}, std::move(*cage)
    );
    if (!foundation) return complain(foundation.error(), exit_missing);
    auto slices = Slices::build(**foundation, settings);
    if (!slices) return complain(slices.error(), exit_missing);
    return serve(**foundation, **slices, settings);
}

}  // namespace fairfile::app
