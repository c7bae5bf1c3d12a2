// A report's facts as JSON arrays, one a table, in the shape that the INSERT statements unfold.
#pragma once

#include "features/tradelines/tradelines.hpp"

#include <string>

namespace fairfile::tradelines {

struct FactRows {
    std::string tradelines;
    std::string evidence;
    std::string consumers;
    std::string public_records;
    std::string inquiries;
    std::string findings;
    std::string finding_tradelines;
    std::string finding_public_records;
};

FactRows make_rows(const ReportFacts& facts, const FactKeys& keys, const Clock& clock);

/// The last four characters of an account number when the document shows them; nothing when they
/// are masked or when there are fewer than four.
std::optional<std::string> last_four(std::string_view account_number);

/// Letters and digits in upper case, masks kept as one '*' a run: how numbers are compared.
std::string normal_form(std::string_view account_number);

}  // namespace fairfile::tradelines
