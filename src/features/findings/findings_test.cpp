#include "features/findings/findings.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace fairfile::findings {
namespace {

using namespace std::chrono_literals;
using reading::AccountStatus;
using reading::AccountType;
using reading::Bureau;
using reading::CreditReport;
using reading::PaymentStatus;
using reading::Tradeline;
using testing::Contains;
using testing::IsEmpty;
using testing::Not;

Tradeline entry(int account, Bureau bureau) {
    Tradeline line;
    line.account = account;
    line.bureau = bureau;
    line.creditor = "QUARRY LENDING";
    return line;
}

CreditReport report_with(std::vector<Tradeline> lines) {
    CreditReport report;
    report.kind = reading::DocumentKind::credit_report;
    report.report_date = *make_date(2025, 12, 23);
    report.tradelines = std::move(lines);
    return report;
}

std::vector<std::string> rules_of(CreditReport report) {
    add_findings(report);
    std::vector<std::string> rules;
    for (const auto& finding : report.findings) {
        EXPECT_LE(finding.fact.size(), 150U) << finding.fact;
        EXPECT_FALSE(finding.citation.empty());
        rules.push_back(finding.rule);
    }
    return rules;
}

TEST(EndOfReporting, IsSevenYearsAfterOneHundredAndEightyDays) {
    const auto end = end_of_reporting(std::chrono::sys_days{2018y / 6 / 1});
    EXPECT_EQ(end, std::chrono::sys_days{2025y / 11 / 28});
    EXPECT_EQ(
        end_of_reporting(std::chrono::sys_days{2017y / 1 / 1}),
        std::chrono::sys_days{2024y / 6 / 30}
    );
}

TEST(Dates, LastActiveBeforeOpeningIsUsualForACollector) {
    auto line = entry(1, Bureau::equifax);
    line.date_opened = make_date(2024, 5, 1);
    line.date_last_active = make_date(2022, 5, 1);
    EXPECT_THAT(rules_of(report_with({line})), Contains("last_active_before_opening"));
    line.account_type = AccountType::collection;
    EXPECT_THAT(rules_of(report_with({line})), Not(Contains("last_active_before_opening")));
    line.account_type.reset();
    line.payment_status = PaymentStatus::collection;
    line.original_creditor = "BLUE PHONES";
    EXPECT_THAT(rules_of(report_with({line})), Not(Contains("last_active_before_opening")));
}

TEST(Obsolescence, NeedsTheWholeMonthToBePast) {
    auto line = entry(1, Bureau::equifax);
    line.account_type = AccountType::collection;
    line.date_first_delinquency = *make_date(2018, 6, 1);
    EXPECT_THAT(rules_of(report_with({line})), Contains("obsolete_account"));
    line.date_first_delinquency = *make_date(2018, 6);
    EXPECT_THAT(rules_of(report_with({line})), Not(Contains("obsolete_account")));
    line.date_first_delinquency = *make_date(2018, 5);
    EXPECT_THAT(rules_of(report_with({line})), Contains("obsolete_account"));
}

TEST(Obsolescence, SaysSoWhenOnlyTheLastActivityIsKnown) {
    auto line = entry(1, Bureau::equifax);
    line.account_type = AccountType::collection;
    line.date_last_active = *make_date(2018, 5, 1);
    auto report = report_with({line});
    add_findings(report);
    ASSERT_EQ(report.findings.size(), 1U);
    EXPECT_EQ(report.findings[0].rule, "obsolete_by_last_activity");
    EXPECT_NE(report.findings[0].fact.find("low confidence"), std::string::npos);
    EXPECT_TRUE(report.tradelines[0].disputable);
}

TEST(Obsolescence, OfABankruptcyIsTenYearsFromFiling) {
    auto report = report_with({});
    reading::PublicRecord record;
    record.type = reading::PublicRecordType::bankruptcy;
    record.chapter = 7;
    record.filed = *make_date(2015, 2, 1);
    report.public_records.push_back(record);
    record.filed = *make_date(2015, 12, 23);
    report.public_records.push_back(record);
    add_findings(report);
    ASSERT_EQ(report.findings.size(), 1U);
    EXPECT_EQ(report.findings[0].rule, "obsolete_bankruptcy");
    EXPECT_EQ(report.findings[0].citation, "15 USC 1681c(a)(1)");
    EXPECT_EQ(report.findings[0].public_records, std::vector<std::size_t>{0});
}

TEST(Obsolescence, OfLateMonthsLeavesTheYoungOnes) {
    auto line = entry(1, Bureau::equifax);
    line.payment_history = {
        {*make_date(2019, 1), reading::HistoryMark::late_30},
        {*make_date(2018, 11), reading::HistoryMark::late_30},
    };
    auto report = report_with({line});
    add_findings(report);
    ASSERT_EQ(report.findings.size(), 1U);
    EXPECT_EQ(report.findings[0].rule, "obsolete_late_payment");
    EXPECT_NE(report.findings[0].fact.find("1 late month"), std::string::npos);
}

TEST(Contradictions, AreFoundOnlyWhereTheEntryProvesThem) {
    auto line = entry(1, Bureau::experian);
    line.payment_status = PaymentStatus::current;
    line.past_due = Money{0};
    EXPECT_THAT(rules_of(report_with({line})), IsEmpty()) << "zero past due is no contradiction";
    line.past_due = Money{2500};
    EXPECT_THAT(rules_of(report_with({line})), Contains("current_with_past_due"));
}

TEST(Contradictions, AreNotABalanceOverTheLimitOrOnAClosedAccount) {
    auto line = entry(1, Bureau::experian);
    line.account_status = AccountStatus::closed;
    line.balance = Money{700'000};
    line.high_credit = Money{900'000};
    line.credit_limit = Money{500'000};
    EXPECT_THAT(rules_of(report_with({line})), IsEmpty());
}

TEST(Contradictions, IncludeDatesThatCannotFollowEachOther) {
    auto line = entry(1, Bureau::equifax);
    line.date_opened = *make_date(2018, 1, 1);
    line.date_last_active = *make_date(2017, 1, 1);
    line.date_closed = *make_date(2017, 12);
    line.date_reported = *make_date(2026, 1, 1);
    const auto rules = rules_of(report_with({line}));
    EXPECT_THAT(rules, Contains("last_active_before_opening"));
    EXPECT_THAT(rules, Contains("closed_before_opening"));
    EXPECT_THAT(rules, Contains("date_in_future"));
    line.date_closed = *make_date(2018);
    EXPECT_THAT(rules_of(report_with({line})), Not(Contains("closed_before_opening")));
}

TEST(CrossBureau, ComparesBalancesOfOneReportingMonthOnly) {
    auto one = entry(1, Bureau::transunion);
    auto other = entry(1, Bureau::experian);
    one.balance = Money{1'500'000};
    other.balance = Money{1'550'000};
    one.date_reported = *make_date(2025, 12, 1);
    other.date_reported = *make_date(2025, 11, 30);
    EXPECT_THAT(rules_of(report_with({one, other})), IsEmpty());
    other.date_reported = *make_date(2025, 12, 5);
    auto report = report_with({one, other});
    add_findings(report);
    ASSERT_EQ(report.findings.size(), 1U);
    EXPECT_EQ(
        report.findings[0].fact,
        "Balance differs in the same month: TransUnion $15,000.00, Experian $15,500.00."
    );
}

TEST(CrossBureau, LetsAMonthAgreeWithADayInIt) {
    auto one = entry(1, Bureau::transunion);
    auto other = entry(1, Bureau::experian);
    one.date_opened = *make_date(2020, 3);
    other.date_opened = *make_date(2020, 3, 14);
    EXPECT_THAT(rules_of(report_with({one, other})), IsEmpty());
    other.date_opened = *make_date(2020, 4, 1);
    EXPECT_THAT(rules_of(report_with({one, other})), Contains("cross_bureau_opened"));
}

TEST(CrossBureau, FindsADebtThatTwoFurnishersStillCollect) {
    auto one = entry(1, Bureau::equifax);
    auto other = entry(2, Bureau::equifax);
    other.creditor = "DELTA RECOVERY";
    one.account_number = "77-120-045";
    other.account_number = "77120045";
    one.balance = other.balance = Money{40'000};
    EXPECT_THAT(rules_of(report_with({one, other})), Contains("sold_and_still_owing"));
    other.account_number = "77120***";
    EXPECT_THAT(rules_of(report_with({one, other})), IsEmpty());
}

TEST(Medical, CollectionsUnderFiveHundredDollarsAreNotReported) {
    auto line = entry(1, Bureau::equifax);
    line.creditor = "HARBOR MEDICAL COLLECTIONS";
    line.payment_status = PaymentStatus::collection;
    line.balance = Money{42'000};
    EXPECT_THAT(rules_of(report_with({line})), Contains("medical_under_500"));
    line.high_credit = Money{90'000};
    EXPECT_THAT(rules_of(report_with({line})), IsEmpty()) << "the initial balance decides";
}

TEST(Metro2Rules, SeeWhatTheFurnisherLeftOut) {
    auto line = entry(1, Bureau::equifax);
    line.bureau.reset();
    line.codes = {
        {"metro2.status", "97"}, {"metro2.portfolio", "C"}, {"metro2.account_type", "01"}};
    auto report = report_with({line});
    report.kind = reading::DocumentKind::furnisher_file;
    const auto rules = rules_of(report);
    EXPECT_THAT(rules, Contains("charge_off_without_amount"));
    EXPECT_THAT(rules, Contains("delinquent_without_first_date"));
    EXPECT_THAT(rules, Contains("account_type_outside_portfolio"));
}

}  // namespace
}  // namespace fairfile::findings
