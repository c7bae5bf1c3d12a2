// A report's facts as JSON arrays, one a table, in the shape that the INSERT statements unfold.
#pragma once

#include "features/tradelines/tradelines.hpp"

#include <optional>
#include <string>
#include <vector>

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

/// Findings only, about rows that are there already.
struct RowIds {
    std::vector<std::string> tradelines;
    std::vector<std::string> public_records;
};
FactRows make_finding_rows(
    const ReportFacts& facts, const FactKeys& keys, const Clock& clock, RowIds ids
);

/// One tradeline as an object of the array, and the sealed words of its evidence.
std::string tradeline_row(
    const ReportFacts& facts, const FactKeys& keys, const reading::Tradeline& tradeline
);
std::string sealed_texts(
    const ReportFacts& facts, const FactKeys& keys, const reading::Tradeline& tradeline
);

/// The last four characters of an account number when the document shows them; nothing when they
/// are masked or when there are fewer than four.
std::optional<std::string> last_four(std::string_view account_number);

/// Letters and digits in upper case, masks kept as one '*' a run: how numbers are compared.
std::string normal_form(std::string_view account_number);

}  // namespace fairfile::tradelines
