// Codes of Metro 2 that other formats carry too (CDIA, Credit Reporting Resource Guide): account
// status, portfolio and account type, ECOA.
#pragma once

#include "features/reading/machine/structured.hpp"

#include <optional>
#include <string_view>

namespace fairfile::reading {

/// Payment status, account status and their meaning; a code that is none leaves them alone.
void give_status_of_code(EntryBuilder& entry, std::string_view code);

/// By portfolio type and account type; collections are told by the latter.
std::optional<AccountType> type_of_codes(std::string_view portfolio, std::string_view type);

std::optional<Responsibility> owner_of_ecoa(std::string_view ecoa);

}  // namespace fairfile::reading
