#include "features/findings/findings.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace fairfile::findings {
namespace {

using reading::Bureau;
using reading::CreditReport;
using reading::HistoryMark;
using reading::Tradeline;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Tradeline line(std::string number, std::string creditor = "CHASE BANK USA") {
    Tradeline made;
    made.account = 1;
    made.bureau = Bureau::experian;
    made.creditor = std::move(creditor);
    made.account_number = std::move(number);
    made.balance = Money{120'000};
    made.date_first_delinquency = make_date(2021, 5);
    return made;
}

CreditReport report(std::vector<Tradeline> lines) {
    CreditReport made;
    made.report_date = make_date(2026, 1, 15);
    made.tradelines = std::move(lines);
    return made;
}

std::vector<std::string> rules(const Comparison& comparison) {
    std::vector<std::string> all;
    for (const auto& finding : comparison.findings) all.push_back(finding.rule);
    return all;
}

TEST(Comparison, OfAReportWithItselfIsEmpty) {
    const auto same = report({line("44445555****")});
    const auto comparison = compare(same, same);
    EXPECT_THAT(comparison.changes, IsEmpty());
    EXPECT_THAT(comparison.findings, IsEmpty());
    EXPECT_EQ(to_json(comparison), R"({"changes":[],"findings":[]})");
}

TEST(Comparison, KnowsAnAccountMaskedInAnotherWay) {
    auto now = line("4444-5555-XXXX", "CHASE");
    now.balance = Money{90'000};
    const auto comparison = compare(report({line("44445555****")}), report({now}));
    ASSERT_EQ(comparison.changes.size(), 1U);
    EXPECT_EQ(comparison.changes[0].field, "balance_cents");
    EXPECT_EQ(comparison.changes[0].old_value, "120000");
    EXPECT_EQ(comparison.changes[0].new_value, "90000");
}

TEST(Comparison, SaysWhatCameAndWhatWent) {
    const auto comparison =
        compare(report({line("44445555****")}), report({line("99990000****", "AMEX")}));
    ASSERT_EQ(comparison.changes.size(), 2U);
    EXPECT_EQ(comparison.changes[0].old_value, "null");
    EXPECT_THAT(comparison.changes[0].new_value, HasSubstr("AMEX"));
    EXPECT_THAT(comparison.changes[1].old_value, HasSubstr("CHASE BANK USA 44445555****"));
    EXPECT_EQ(comparison.changes[1].new_value, "null");
}

TEST(Comparison, KeepsBureausAndOtherCreditorsApart) {
    auto other = line("44445555****");
    other.bureau = Bureau::equifax;
    EXPECT_EQ(compare(report({line("44445555****")}), report({other})).changes.size(), 2U);
    const auto renamed = line("44445555****", "DISCOVER");
    EXPECT_EQ(compare(report({line("44445555****")}), report({renamed})).changes.size(), 2U);
}

TEST(Comparison, LeavesAnAccountAloneThatFitsTwo) {
    const auto twice = report({line("****5555"), line("****5555")});
    const auto comparison = compare(twice, report({line("****5555")}));
    for (const auto& change : comparison.changes) EXPECT_EQ(change.field, "account");
}

TEST(Comparison, FindsADateOfDelinquencyThatMovedLater) {
    auto now = line("44445555****");
    now.date_first_delinquency = make_date(2023, 2);
    const auto comparison = compare(report({line("44445555****")}), report({now}));
    ASSERT_THAT(rules(comparison), ElementsAre("re_aged"));
    EXPECT_EQ(comparison.findings[0].citation, "15 USC 1681c(c)(1)");
    EXPECT_THAT(comparison.findings[0].fact, HasSubstr("from 2021-05 to 2023-02"));
}

TEST(Comparison, FindsNothingWhenADateIsOnlyKnownBetter) {
    auto now = line("44445555****");
    now.date_first_delinquency = make_date(2021, 5, 30);
    EXPECT_THAT(rules(compare(report({line("44445555****")}), report({now}))), IsEmpty());
    now.date_first_delinquency = make_date(2021, 4);
    EXPECT_THAT(rules(compare(report({line("44445555****")}), report({now}))), IsEmpty());
}

TEST(Comparison, FindsAPostponedRemovalAndARewrittenMonth) {
    auto before = line("44445555****");
    before.date_removal = make_date(2028, 5);
    before.payment_history = {{*make_date(2025, 3), HistoryMark::ok}};
    auto now = before;
    now.date_removal = make_date(2029, 1);
    now.payment_history = {{*make_date(2025, 3), HistoryMark::late_30}};
    EXPECT_THAT(
        rules(compare(report({before}), report({now}))),
        ElementsAre("removal_postponed", "history_rewritten")
    );
}

}  // namespace
}  // namespace fairfile::findings
