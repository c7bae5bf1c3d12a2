// Codes of Metro 2 that other formats carry too (CDIA, Credit Reporting Resource Guide): account
// status and ECOA.
#pragma once

#include "features/reading/reading.hpp"

#include <optional>
#include <string_view>

namespace fairfile::reading {

struct StatusRow {
    std::string_view code;
    std::optional<PaymentStatus> payment;
    std::optional<AccountStatus> account;
    std::string_view meaning;
};

/// Null for a code that is none.
const StatusRow* status_of_code(std::string_view code);

std::optional<Responsibility> owner_of_ecoa(std::string_view ecoa);

}  // namespace fairfile::reading
