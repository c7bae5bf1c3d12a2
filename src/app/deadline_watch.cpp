#include "app/deadline_watch.hpp"

#include "features/disputes/disputes.hpp"

namespace fairfile::app {

namespace {

using jobs::Outcome;

boost::asio::awaitable<Outcome> look(
    postgres::Database& database, const Clock& clock, log::Log& log
) {
    for (std::size_t moved = 1; moved > 0;) {
        auto expired = co_await disputes::expire_disputes(database, clock);
        if (!expired) co_return Outcome::retry(std::string(expired.error().code));
        moved = *expired;
        if (moved > 0) log.info("disputes.expired", {{"count", static_cast<std::int64_t>(moved)}});
    }
    co_return Outcome::done();
}

}  // namespace

jobs::Kind deadline_job(postgres::Database& database, const Clock& clock, log::Log& log) {
    auto run = [&database, &clock, &log](const jobs::ClaimedJob& /*job*/) {
        return look(database, clock, log);
    };
    auto abandon = [](const jobs::ClaimedJob& /*job*/) -> boost::asio::awaitable<Outcome> {
        co_return Outcome::give_up("app.deadlines_abandoned");
    };
    return {std::string(watch_deadlines), run, abandon};
}

}  // namespace fairfile::app
