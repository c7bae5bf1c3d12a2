// Gauges that are read rather than counted: this process (CPU, memory, files, build), the disks
// that hold the data, and the database server. Their names are those of the dashboards and alerts
// in deploy/.
#pragma once

#include "app/settings.hpp"
#include "infra/log/log.hpp"
#include "infra/metrics/metrics.hpp"
#include "infra/postgres/server_figures.hpp"

#include <boost/asio/io_context.hpp>

#include <chrono>
#include <string>
#include <vector>

namespace fairfile::app {

/// Process and the disks of those folders that exist: read before each scrape.
void show_process(
    metrics::Registry& metrics,
    const std::vector<std::string>& folders,
    std::chrono::system_clock::time_point now
);

/// Reads the server's figures every 15 s on `loop`, beginning at once, until the loop stops.
void watch_server(
    boost::asio::io_context& loop,
    postgres::Database& database,
    metrics::Registry& metrics,
    log::Log& log
);

/// For the watcher and its test.
void show_server(metrics::Registry& metrics, const postgres::ServerFigures& figures);

}  // namespace fairfile::app
