#include "features/reports/merge_reports.hpp"

#include <gtest/gtest.h>

namespace fairfile::reports {
namespace {

reading::CreditReport part_with(int accounts) {
    reading::CreditReport report;
    report.verdict = reading::Verdict::accepted;
    for (int account = 1; account <= accounts; ++account) {
        report.tradelines.emplace_back().account = account;
    }
    reading::Finding finding;
    finding.tradelines = {0};
    finding.evidence_keys = {"tradelines/0/balance_cents"};
    report.findings = {finding};
    return report;
}

TEST(MergedReports, KeepAccountsAndFindingsApart) {
    const auto whole = merge({part_with(2), part_with(1)});
    ASSERT_EQ(whole.tradelines.size(), 3U);
    EXPECT_EQ(whole.tradelines[2].account, 3);
    EXPECT_EQ(whole.findings[1].tradelines.front(), 2U);
    EXPECT_EQ(whole.findings[1].evidence_keys.front(), "tradelines/2/balance_cents");
}

TEST(MergedReports, SayThatAPartWasLeftOut) {
    const auto refusal = reading::refused(reading::Refusal::unknown_layout);
    EXPECT_EQ(merge({refusal, part_with(1)}).warnings.size(), 1U);
    EXPECT_EQ(merge({part_with(1), refusal}).warnings.size(), 1U);
    EXPECT_EQ(merge({refusal}).reason, reading::Refusal::unknown_layout);
}

}  // namespace
}  // namespace fairfile::reports
