#include "features/maintenance/maintenance.hpp"

namespace fairfile::maintenance {

using jobs::Outcome;
using postgres::Identity;

namespace {

// Each table in a transaction of its own, so that one that is held does not keep the other back.
constexpr postgres::Statement make_months{
    .name = "maintenance.make_months",
    .sql =
        "select make_month_partitions($1, (date_trunc('month', now() at time zone 'UTC')"
        " - interval '1 month')::date, 8)",
    .lane = postgres::Lane::slow,
};

constexpr postgres::Statement drop_months{
    .name = "maintenance.drop_months",
    .sql =
        "select drop_job_archive_before((date_trunc('month', now() at time zone 'UTC')"
        " - interval '12 months')::date)",
    .lane = postgres::Lane::slow,
};

constexpr postgres::Statement count_left_over{
    .name = "maintenance.count_left_over",
    .sql = "select rows_outside_months()",
    .lane = postgres::Lane::slow,
};

constexpr std::string_view partitioned[] = {"credit_score_history", "job_archive"};

}  // namespace

awaitable<Result<PartitionsKept>> Partitions::keep() {
    PartitionsKept kept;
    for (const auto table : partitioned) {
        postgres::Parameters parameters;
        parameters.add(table);
        auto made =
            co_await parts_.database.run(Identity::nobody(), make_months, std::move(parameters));
        if (!made) co_return made.error();
        kept.made += made->integer(0, 0);
    }
    postgres::Parameters none;
    auto dropped = co_await parts_.database.run(Identity::nobody(), drop_months, std::move(none));
    if (!dropped) co_return dropped.error();
    kept.dropped = dropped->integer(0, 0);

    postgres::Parameters nothing;
    auto left =
        co_await parts_.database.run(Identity::nobody(), count_left_over, std::move(nothing));
    if (!left) co_return left.error();
    kept.left_over = left->integer(0, 0);
    parts_.metrics
        .gauge("pg_default_partition_rows", "Rows of months that have no partition of their own.")
        .set(static_cast<double>(kept.left_over));
    parts_.log.info(
        "maintenance.partitions_kept",
        {{"made", kept.made}, {"dropped", kept.dropped}, {"left_over", kept.left_over}}
    );
    co_return kept;
}

namespace {

awaitable<Outcome> keep_once(Partitions& partitions) {
    auto kept = co_await partitions.keep();
    co_return kept ? Outcome::done() : Outcome::retry(std::string(kept.error().code));
}

}  // namespace

jobs::Kind job_kind(Partitions& partitions) {
    auto run = [&partitions](const jobs::ClaimedJob& /*job*/) { return keep_once(partitions); };
    auto abandon = [](const jobs::ClaimedJob& /*job*/) -> awaitable<Outcome> {
        co_return Outcome::give_up("maintenance.partitions_abandoned");
    };
    return {std::string(keep_partitions), run, abandon};
}

std::vector<const postgres::Statement*> statements() {
    return {&make_months, &drop_months, &count_left_over};
}

}  // namespace fairfile::maintenance
