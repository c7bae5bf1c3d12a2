// The rows of the dashboard's one query as one JSON object. Pure.
#pragma once

#include "features/users/users.hpp"
#include "infra/crypto/key.hpp"
#include "infra/postgres/postgres.hpp"

#include <chrono>
#include <string>

namespace fairfile::dashboard {

struct DashboardView {
    const postgres::Rows& rows;
    const users::UnitLimits& limits;
    std::chrono::sys_days today;
    UserId user;
    const crypto::Key* key = nullptr;  // opens the file's name, which is left out without
};

/// The first column of a row says which part of the page it is.
enum Part : std::int64_t { counts = 1, newest_report = 2, dispute = 3 };

std::string dashboard_json(const DashboardView& view);

}  // namespace fairfile::dashboard
