// One row a credit account, its bureaus side by side, with what differs between them.
#pragma once

#include "infra/postgres/postgres.hpp"

#include <string>

namespace fairfile::tradelines {

/// `rows`: tradelines of one report in the order of account_group.
std::string accounts_json(const postgres::Rows& rows);

}  // namespace fairfile::tradelines
