// The operators' queries. Internal to this slice.
#pragma once

#include "features/console/console.hpp"

namespace fairfile::console::store {

/// As operator. One row more than asked for says that there is a next page.
postgres::Call select_users(const PageWish& page);
postgres::Call select_jobs(const JobFilter& filter);

std::string users_json(const postgres::Rows& rows, std::int64_t limit);
std::string jobs_json(const postgres::Rows& rows, std::int64_t limit);

}  // namespace fairfile::console::store
