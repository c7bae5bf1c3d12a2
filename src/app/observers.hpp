// What is measured and logged of requests and statements: metrics with the names that dashboards
// use, and one log line a request.
#pragma once

#include "infra/http/hooks.hpp"
#include "infra/log/log.hpp"
#include "infra/metrics/metrics.hpp"
#include "infra/postgres/pool.hpp"

#include <array>
#include <atomic>
#include <map>
#include <mutex>
#include <string>

namespace fairfile::app {

enum class AccessLog { off, on };

class RequestObserver final : public http::Observer {
  public:
    RequestObserver(metrics::Registry& metrics, log::Log& log, AccessLog access);

    void request_finished(const http::RequestRecord& record) override;
    void connection_failed(std::string_view what) override;

  private:
    struct Series {
        metrics::Counter* count = nullptr;
        metrics::Histogram* duration = nullptr;
    };
    Series series_of(const http::RequestRecord& record);
    void log_request(const http::RequestRecord& record, double seconds);

    metrics::Registry& metrics_;
    log::Log& log_;
    const AccessLog access_;
};

class StatementObserver final : public postgres::Observer {
  public:
    explicit StatementObserver(metrics::Registry& metrics);

    void on_call(const postgres::CallObservation& call) noexcept override;
    void on_connection_lost(postgres::Lane lane) noexcept override;

  private:
    metrics::Registry& metrics_;
};

}  // namespace fairfile::app
