#include "features/synthetic/labels.hpp"

namespace fairfile::synthetic {

namespace {

using Wordings = std::array<std::string_view, 3>;

constexpr std::array<Wordings, field_count> labels{{
    {"Creditor", "Creditor Name", "Company"},
    {"Account #", "Account Number", "Acct #"},
    {"Account Type", "Type", "Account Type"},
    {"Account Status", "Account Status", "Status"},
    {"Payment Status", "Pay Status", "Payment Status"},
    {"Responsibility", "Responsibility", "Responsibility"},
    {"Date Opened", "Opened", "Date Opened"},
    {"Date Closed", "Closed", "Date Closed"},
    {"Last Reported", "Date Reported", "Last Reported"},
    {"Date of Last Payment", "Last Payment", "Date of Last Payment"},
    {"Date Last Active", "Date Last Active", "Last Activity"},
    {"Balance", "Balance", "Current Balance"},
    {"Credit Limit", "Credit Limit", "Limit"},
    {"High Credit", "High Balance", "High Credit"},
    {"Past Due", "Past Due", "Amount Past Due"},
    {"Monthly Payment", "Monthly Payment", "Scheduled Payment"},
    {"Terms", "Terms", "Terms"},
    {"Original Creditor", "Original Creditor", "Original Creditor"},
    {"Comments", "Remarks", "Comments"},
}};

}  // namespace

std::string_view label(const Style& style, Field field) {
    return labels[static_cast<std::size_t>(field)][style.wording];
}

}  // namespace fairfile::synthetic
