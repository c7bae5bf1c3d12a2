#include "features/reading/reading.hpp"
#include "features/reading/reading_test_pages.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace fairfile::reading {
namespace {

using test::typed;
using testing::ElementsAre;
using testing::SizeIs;

CreditReport read_one(const DocumentOfWords& document) {
    return read_document(document).front();
}

constexpr std::string_view one_account =
    "CREDIT ACCOUNTS\n1. PINE BANK\n   Account #: 4444****\n"
    "                     TransUnion    Experian      Equifax\n"
    "   Balance:          $10           $20           $30\n"
    "   Payment Status:   Current       Current       Current\n";

TEST(ScoresUnderBureaus, BehindAModelBelongToTheirColumns) {
    const auto report = read_one(typed(
        "IdentityIQ Credit Report\nCREDIT SCORES\n"
        "                     Equifax       TransUnion    Experian\n"
        "   VantageScore 3.0: 574           574           566\n\n" +
        std::string(one_account)
    ));
    ASSERT_THAT(report.scores, SizeIs(3));
    EXPECT_EQ(report.scores[0].bureau, Bureau::equifax);
    EXPECT_EQ(report.scores[1].bureau, Bureau::transunion);
    EXPECT_EQ(report.scores[2].bureau, Bureau::experian);
    EXPECT_EQ(report.scores[2].value, 566);
    for (const auto& score : report.scores) EXPECT_EQ(score.model, "VantageScore 3.0");
}

TEST(ScoresUnderBureaus, HaveEachTheModelOfTheRowBelow) {
    const auto report = read_one(typed(
        "IdentityIQ Credit Report\nCREDIT SCORES\n"
        "                     TransUnion         Experian           Equifax\n"
        "   Credit Score:     601                612                --\n"
        "   Score Model:      VantageScore 3.0   FICO Score 8       --\n\n" +
        std::string(one_account)
    ));
    ASSERT_THAT(report.scores, SizeIs(2));
    EXPECT_EQ(report.scores[0].bureau, Bureau::transunion);
    EXPECT_EQ(report.scores[0].model, "VantageScore 3.0");
    EXPECT_EQ(report.scores[1].bureau, Bureau::experian);
    EXPECT_EQ(report.scores[1].model, "FICO Score 8");
}

TEST(PublicRecords, AreOfAllTheBureausTheyName) {
    const auto report = read_one(typed(R"(IdentityIQ Credit Report
Equifax Credit File
Accounts
Creditor Name: PINE BANK
Account Number: 4400****
Balance: $5
Payment Status: Current

PUBLIC RECORDS
Type: Chapter 7 Bankruptcy
Bureaus: TransUnion, Equifax
Date Filed: 03/02/2021
Status: Discharged
)"));
    ASSERT_THAT(report.public_records, SizeIs(2));
    EXPECT_EQ(report.public_records[0].bureau, Bureau::transunion);
    EXPECT_EQ(report.public_records[1].bureau, Bureau::equifax);
    EXPECT_EQ(report.public_records[0].chapter, 7);
}

TEST(PipeRows, WithOneStatusTellPaymentFromAccount) {
    const auto report = read_one(typed(R"(Credit Report
Bureau | Creditor | Account # | Balance | Status | Remarks
TransUnion | PINE BANK | 4400**** | $0 | Paid | none
Experian | OAK BANK | 5500**** | $10 | Closed | none
Equifax | ELM BANK | 6600**** | $20 | Late 30 Days | none
)"));
    ASSERT_THAT(report.tradelines, SizeIs(3));
    EXPECT_EQ(report.tradelines[0].payment_status, PaymentStatus::paid);
    EXPECT_EQ(report.tradelines[0].payment_status_text, "Paid");
    EXPECT_EQ(report.tradelines[0].account_status_text, std::nullopt);
    EXPECT_EQ(report.tradelines[1].account_status, AccountStatus::closed);
    EXPECT_EQ(report.tradelines[1].account_status_text, "Closed");
    EXPECT_EQ(report.tradelines[1].payment_status_text, std::nullopt);
    EXPECT_EQ(report.tradelines[2].payment_status, PaymentStatus::late_30);
    EXPECT_EQ(report.tradelines[2].account_status_text, std::nullopt);
}

TEST(BureauColumns, EndAtTheHeadingOfThePaymentHistoryOverAPageBreak) {
    const auto report = read_one(
        typed("IdentityIQ Credit Report\nCREDIT ACCOUNTS\n1. PINE BANK\n   Account #: 4444****\n"
              "                     TransUnion    Experian      Equifax\n"
              "   Balance:          --            $20           $30\n"
              "   Payment Status:   --            Current       Current\n"
              "   Comments:         --            Paid well     Paid well\n"
              "\fPayment History (Last 12 Months)\n"
              "Month      08/24 07/24 06/24 05/24\n"
              "Experian   OK    OK    30    OK\n"
              "Equifax    OK    OK    OK    OK\n")
    );
    ASSERT_THAT(report.tradelines, SizeIs(2));
    for (const auto& line : report.tradelines) {
        EXPECT_THAT(line.remarks, ElementsAre("Paid well"));
        EXPECT_THAT(line.payment_history, SizeIs(4));
    }
}

TEST(BureauTables, EndAtTheHeadingOfThePaymentHistory) {
    const auto report = read_one(typed(R"(IdentityIQ Credit Report
CREDIT ACCOUNTS
1. PINE BANK
   Account #: 4444****
Bureau        Balance     Payment Status   Date Opened   Remarks
TransUnion    $10         Current          01/02/2019    Paid well
Experian      $20         Current          01/02/2019    Paid well
)"
                                       "\f"
                                       R"(Payment History (Last 12 Months)
TransUnion    OK OK OK OK OK OK OK OK OK OK OK OK
Experian      OK OK OK OK OK OK OK OK OK OK OK OK
)"));
    ASSERT_THAT(report.tradelines, SizeIs(2));
    for (const auto& line : report.tradelines) {
        EXPECT_THAT(line.remarks, ElementsAre("Paid well"));
    }
}

DocumentOfWords as_picture(DocumentOfWords document) {
    for (auto& page : document.pages) page.method = ReadingMethod::ocr;
    return document;
}

TEST(Pictures, MayMisreadABureausName) {
    const auto report = read_one(as_picture(typed(R"(IdentityIQ Credit Report
Account History
CHASE BANK USA
                TransUnion®    Expenan®       Equitax®
Account #:      41470001****   41470001****   41470001****
Balance:        $1,204         $1,180         $1,204
)")));
    ASSERT_EQ(report.tradelines.size(), 3U);
    EXPECT_EQ(report.tradelines[1].bureau, Bureau::experian);
    EXPECT_EQ(report.tradelines[1].balance, Money{118'000});
}

TEST(Pictures, KeepTheMonthsOfSignsThatCannotBeRead) {
    const auto report = read_one(as_picture(typed(R"(Annual Credit Report - Experian
Accounts
CHASE BANK USA
Account Number   41470001XXXX
Date Opened      06/2018
Balance          $1,204
Payment History
        Jan   Feb   Mar   Apr
2023    v     30    ¥     CO
)")));
    ASSERT_EQ(report.tradelines.size(), 1U);
    const auto& history = report.tradelines[0].payment_history;
    ASSERT_EQ(history.size(), 4U);
    EXPECT_EQ(history[0].mark, HistoryMark::charge_off);
    EXPECT_EQ(history[1].mark, HistoryMark::unknown);
    EXPECT_EQ(history[2].mark, HistoryMark::late_30);
}

}  // namespace
}  // namespace fairfile::reading
