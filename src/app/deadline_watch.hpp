// Moves disputes whose clock has run out to `expired`, and forgets kept answers whose day is over:
// a job of the schedule. Two at once move each dispute once.
#pragma once

#include "base/clock.hpp"
#include "infra/jobs/jobs.hpp"
#include "infra/log/log.hpp"
#include "infra/postgres/postgres.hpp"

namespace fairfile::app {

inline constexpr std::string_view watch_deadlines = "watch_deadlines";

/// Everything must outlive the worker.
jobs::Kind deadline_job(postgres::Database& database, const Clock& clock, log::Log& log);

}  // namespace fairfile::app
