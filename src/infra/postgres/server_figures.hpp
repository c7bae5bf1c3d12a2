// What operators watch of the server itself: connections, sizes, replicas. Read from PostgreSQL's
// own views; no row of anybody is touched.
#pragma once

#include "infra/postgres/postgres.hpp"

#include <optional>
#include <string>
#include <vector>

namespace fairfile::postgres {

struct TableFigures {
    std::string table;  // partitions are counted under their parent
    double table_bytes = 0;
    double index_bytes = 0;
    double live_rows = 0;  // as estimated by the statistics collector
    double dead_rows = 0;
};

struct ServerFigures {
    double connections = 0;
    double connections_max = 0;
    double database_bytes = 0;
    double replicas = 0;
    /// The slowest replica's replay lag; nothing without a replica or without the right to see it.
    std::optional<double> lag_seconds = {};
    std::vector<TableFigures> tables = {};
};

/// Two statements on the slow lane, in the login role's name. Errors as of `Database`.
awaitable<Result<ServerFigures>> read_server_figures(Database& database);

/// For the test that fits every statement to the schema.
std::vector<const Statement*> server_figure_statements();

}  // namespace fairfile::postgres
