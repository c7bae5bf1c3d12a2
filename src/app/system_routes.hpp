// What the program says of itself: alive, ready, its API's description, its metrics.
#pragma once

#include "infra/http/hooks.hpp"
#include "infra/http/http.hpp"
#include "infra/metrics/metrics.hpp"
#include "infra/postgres/postgres.hpp"

#include <string>

namespace fairfile::app {

struct System {
    const http::Readiness& readiness;
    postgres::Database& database;
    metrics::Registry& metrics;
    std::string openapi;
    const http::Router* routes = nullptr;  // what /routes lists; nullptr: nothing
};

/// /livez, /readyz, /openapi.json, /docs.
void add_public_routes(http::Router& router, System& system);

/// /metrics, /livez and /routes (every public row with its protection), for the port that is not
/// public.
void add_metrics_routes(http::Router& router, System& system);

}  // namespace fairfile::app
