#include "app/deadline_watch.hpp"

#include "features/disputes/disputes.hpp"
#include "features/users/users.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace fairfile::app {

namespace {

// Clocks end with days; ten minutes late is early enough for a letter by mail.
constexpr std::chrono::minutes pause_between{10};

boost::asio::awaitable<void> move_until_stopped(
    postgres::Database& database, const Clock& clock, log::Log& log
) {
    boost::asio::steady_timer timer(co_await boost::asio::this_coro::executor);
    while (true) {
        auto moved = co_await disputes::expire_disputes(database, clock);
        if (!moved) {
            log.warning("disputes.expiry_failed", {{"code", moved.error().code}});
        } else if (*moved > 0) {
            log.info("disputes.expired", {{"count", static_cast<std::int64_t>(*moved)}});
        }
        auto forgotten = co_await users::forget_repeats(database);
        if (!forgotten) log.warning("idempotency.kept", {{"code", forgotten.error().code}});
        timer.expires_after(pause_between);
        boost::system::error_code stopped;
        co_await timer.async_wait(boost::asio::redirect_error(boost::asio::use_awaitable, stopped));
        if (stopped) co_return;
    }
}

}  // namespace

void watch_deadlines(
    boost::asio::io_context& loop, postgres::Database& database, const Clock& clock, log::Log& log
) {
    boost::asio::co_spawn(loop, move_until_stopped(database, clock, log), boost::asio::detached);
}

}  // namespace fairfile::app
