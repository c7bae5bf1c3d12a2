#include "infra/postgres/server_figures.hpp"

#include <cstdlib>

namespace fairfile::postgres {

namespace {

constexpr Statement server_state{
    "postgres.server_state",
    R"(select (select count(*) from pg_stat_activity where backend_type = 'client backend'),
              current_setting('max_connections'),
              pg_database_size(current_database()),
              (select count(*) from pg_stat_replication),
              (select extract(epoch from max(replay_lag)) from pg_stat_replication))",
    Lane::slow};

constexpr Statement table_sizes{
    "postgres.table_sizes",
    R"(select coalesce(parent.relname, part.relname),
              sum(pg_table_size(part.oid)), sum(pg_indexes_size(part.oid)),
              sum(coalesce(rows.n_live_tup, 0)), sum(coalesce(rows.n_dead_tup, 0))
         from pg_class part
         left join pg_inherits link on link.inhrelid = part.oid
         left join pg_class parent on parent.oid = link.inhparent
         left join pg_stat_all_tables rows on rows.relid = part.oid
        where part.relkind = 'r' and part.relnamespace = 'public'::regnamespace
        group by 1 order by 1)",
    Lane::slow};

double number(const Rows& rows, std::size_t row, std::size_t column) {
    return std::strtod(std::string(rows.text(row, column)).c_str(), nullptr);
}

}  // namespace

awaitable<Result<ServerFigures>> read_server_figures(Database& database) {
    std::vector<Call> calls;
    calls.push_back({&server_state});
    calls.push_back({&table_sizes});
    auto answers = co_await database.run_all(Identity::nobody(), std::move(calls));
    if (!answers) co_return answers.error();

    const auto& state = answers->front();
    const auto& tables = answers->back();
    ServerFigures figures;
    figures.connections = number(state, 0, 0);
    figures.connections_max = number(state, 0, 1);
    figures.database_bytes = number(state, 0, 2);
    figures.replicas = number(state, 0, 3);
    if (!state.is_null(0, 4)) figures.lag_seconds = number(state, 0, 4);
    for (std::size_t row = 0; row < tables.size(); ++row) {
        figures.tables.push_back(
            {std::string(tables.text(row, 0)),
             number(tables, row, 1),
             number(tables, row, 2),
             number(tables, row, 3),
             number(tables, row, 4)}
        );
    }
    co_return figures;
}

std::vector<const Statement*> server_figure_statements() {
    return {&server_state, &table_sizes};
}

}  // namespace fairfile::postgres
