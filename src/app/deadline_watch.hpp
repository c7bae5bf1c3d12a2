// Looks every ten minutes for disputes whose clock has run out and moves them to `expired`. Several
// workers may do so at once: each move happens once.
#pragma once

#include "base/clock.hpp"
#include "infra/log/log.hpp"
#include "infra/postgres/postgres.hpp"

#include <boost/asio/io_context.hpp>

namespace fairfile::app {

/// Beginning at once, until the loop stops. A failure is logged and tried again.
void watch_deadlines(
    boost::asio::io_context& loop, postgres::Database& database, const Clock& clock, log::Log& log
);

}  // namespace fairfile::app
