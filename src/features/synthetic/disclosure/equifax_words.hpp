// What Equifax calls sections, types and standings in its disclosure.
#pragma once

#include "features/synthetic/disclosure/consumer_file.hpp"

#include <array>
#include <string_view>
#include <vector>

namespace fairfile::synthetic {

struct EquifaxSection {
    std::string_view title;
    std::string_view about;
    std::vector<Loan> loans;
};
const std::array<EquifaxSection, 4>& equifax_sections();

/// As printed, and the contract's word for it.
std::string_view equifax_type(Loan loan);
std::string_view equifax_class(Loan loan);
std::string_view equifax_loan_type(Loan loan);

struct EquifaxStanding {
    std::string_view printed;
    std::string_view word;    // payment_status
    std::string_view reason;  // of a negative account
};
EquifaxStanding equifax_standing(const FileAccount& account);

}  // namespace fairfile::synthetic
