// The rows of second factors. Internal to this slice.
#pragma once

#include "base/ids.hpp"
#include "infra/postgres/postgres.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace fairfile::users::second_factor_store {

using postgres::Call;

/// As the person. `begin` and `enable` touch a row only while no factor is on.
Call begin(UserId user, std::string_view secret_sealed);
Call enable(UserId user, std::int64_t step);
Call disable(UserId user);
Call read_state(UserId user);
std::vector<Call> replace_recovery_codes(UserId user, const std::vector<std::string>& hashes);

/// As gate; touch a row when the step is later than the last one, the code unused.
Call use_step(UserId user, std::int64_t step);
Call use_recovery_code(UserId user, std::string_view hash);

}  // namespace fairfile::users::second_factor_store
