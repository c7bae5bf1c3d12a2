#include "features/reading/reading.hpp"
#include "features/reading/reading_test_pages.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace fairfile::reading {
namespace {

using test::PrintedPage;
using test::typed;
using testing::ElementsAre;
using testing::IsEmpty;

CreditReport read_one(const DocumentOfWords& document) {
    auto reports = read_document(document);
    EXPECT_EQ(reports.size(), 1U);
    return std::move(reports.front());
}

const Tradeline* entry(const CreditReport& report, int account, Bureau bureau) {
    for (const auto& line : report.tradelines) {
        if (line.account == account && line.bureau == bureau) return &line;
    }
    return nullptr;
}

std::optional<std::string> iso(const std::optional<PartialDate>& date) {
    if (!date) return std::nullopt;
    return fairfile::to_string(*date);
}

constexpr std::string_view columns_page = R"(SmartCredit 3 Bureau Report
Report Date: 03/04/2025
Reference #: KX-55120

CREDIT SCORE DASHBOARD
EQUIFAX             TRANSUNION          EXPERIAN
611                 598                 640

CREDIT ACCOUNTS

1. HARBOR STATE BANK (Card - closed by consumer)
   Acct #: 5178****  Type: Credit Card

                        Equifax             TransUnion          Experian
   Account Status:      Closed              Closed              --
   Date Opened:         02/11/2016          02/11/2016          --
   Balance:             $0                  $1,015              --
   Credit Limit:        $5,000              $5,000              --
   Past Due:            $0                  $0                  --
   Payment Status:      Current             Late 60 Days        --
   Last Reported:       02/2025             02/01/2025          --
   Comments:            Closed at           Collateral was      --
                        consumer request    sold

2. ELM STREET LENDING
   Account Number: L-220-1177
                        Equifax             TransUnion          Experian
   Type:                Auto Loan           Auto Loan           Auto Loan
   High Credit:         $18,200             $18,200             $18,200
   Monthly Pay:         $310.55             $310.55             $310.55
   Pay Status:          Charge-off          Current             Current
   Date of Last
   Payment:             01/05/2024          01/05/2024          01/06/2024

INQUIRIES
Bureau        Date          Creditor Name
Equifax       01/15/2025    QUILL AUTO FINANCE
Experian      11/02/2024    NORTHERN LIGHT CU

PUBLIC RECORDS
No public records found.
End of Report
)";

TEST(TriMergeColumns, AreReadInWhateverOrderTheBureausStand) {
    const auto report = read_one(typed(columns_page));
    EXPECT_EQ(report.verdict, Verdict::accepted);
    EXPECT_EQ(report.format, "iiq_trimerge");
    EXPECT_EQ(iso(report.report_date), "2025-03-04");
    EXPECT_EQ(report.reference, "KX-55120");
    ASSERT_EQ(report.scores.size(), 3U);
    EXPECT_EQ(report.scores[0].bureau, Bureau::equifax);
    EXPECT_EQ(report.scores[0].value, 611);
    ASSERT_EQ(report.tradelines.size(), 5U);
    const auto* late = entry(report, 1, Bureau::transunion);
    ASSERT_NE(late, nullptr);
    EXPECT_EQ(late->creditor, "HARBOR STATE BANK");
    EXPECT_EQ(late->account_number, "5178****");
    EXPECT_EQ(late->account_type, AccountType::revolving);
    EXPECT_EQ(late->account_status, AccountStatus::closed);
    EXPECT_EQ(late->payment_status, PaymentStatus::late_60);
    EXPECT_EQ(late->balance, Money{101'500});
    EXPECT_EQ(late->credit_limit, Money{500'000});
    EXPECT_THAT(late->negative_reasons, ElementsAre(NegativeReason::late_payment));
}

TEST(TriMergeColumns, LeaveOutABureauThatReportsNothing) {
    const auto report = read_one(typed(columns_page));
    EXPECT_EQ(entry(report, 1, Bureau::experian), nullptr);
}

TEST(TriMergeColumns, KeepThePrecisionOfDates) {
    const auto report = read_one(typed(columns_page));
    EXPECT_EQ(iso(entry(report, 1, Bureau::equifax)->date_reported), "2025-02");
    EXPECT_EQ(iso(entry(report, 1, Bureau::transunion)->date_reported), "2025-02-01");
}

TEST(TriMergeColumns, JoinCellsThatGoOnOverLines) {
    const auto report = read_one(typed(columns_page));
    const auto* line = entry(report, 1, Bureau::equifax);
    EXPECT_THAT(line->remarks, ElementsAre("Closed at consumer request"));
    EXPECT_FALSE(line->negative) << "collateral is not late, zero past due is not past due";
}

TEST(TriMergeColumns, MendLabelsBrokenOverTwoLines) {
    const auto report = read_one(typed(columns_page));
    const auto* line = entry(report, 2, Bureau::experian);
    ASSERT_NE(line, nullptr);
    EXPECT_EQ(iso(line->date_last_payment), "2024-01-06");
    EXPECT_EQ(line->monthly_payment, Money{31'055});
    EXPECT_EQ(line->high_credit, Money{1'820'000});
    EXPECT_EQ(line->credit_limit, std::nullopt);
    EXPECT_EQ(entry(report, 2, Bureau::equifax)->payment_status, PaymentStatus::charge_off);
}

TEST(TriMergeColumns, ListInquiriesInAnyColumnOrder) {
    const auto report = read_one(typed(columns_page));
    ASSERT_EQ(report.inquiries.size(), 2U);
    EXPECT_EQ(report.inquiries[0].creditor, "QUILL AUTO FINANCE");
    EXPECT_EQ(report.inquiries[0].bureau, Bureau::equifax);
    EXPECT_EQ(iso(report.inquiries[1].date), "2024-11-02");
    EXPECT_THAT(report.public_records, IsEmpty());
}

TEST(TriMergeColumns, KeepPageAndBoxOfEveryValue) {
    const auto report = read_one(typed(columns_page));
    const auto& evidence = entry(report, 1, Bureau::transunion)->evidence;
    ASSERT_TRUE(evidence.count("balance_cents"));
    const auto& balance = evidence.at("balance_cents");
    EXPECT_EQ(balance.page, 1);
    EXPECT_EQ(balance.text, "$1,015");
    EXPECT_EQ(balance.method, ReadingMethod::text);
    EXPECT_GT(balance.box.left, 200);
    EXPECT_GT(balance.confidence, 0.9);
}

TEST(TriMergeColumns, AskInsteadOfGuessingWhatADamagedAmountIs) {
    const auto report = read_one(typed(R"(IdentityIQ Credit Report
CREDIT ACCOUNTS
1. PINE BANK
   Account #: 4444****
                        TransUnion          Experian            Equifax
   Account Status:      Open                Open                Open
   Balance:             $5,0O0              $5,000              $5,000
   Payment Status:      Current             Zorbled             Current
)"));
    EXPECT_EQ(report.verdict, Verdict::needs_review);
    EXPECT_EQ(entry(report, 1, Bureau::transunion)->balance, std::nullopt);
    EXPECT_EQ(entry(report, 1, Bureau::experian)->payment_status, std::nullopt);
    EXPECT_EQ(entry(report, 1, Bureau::experian)->payment_status_text, "Zorbled");
    ASSERT_EQ(report.questions.size(), 2U);
    EXPECT_EQ(report.questions[0].about, "tradelines/0/balance_cents");
    EXPECT_THAT(report.questions[0].readings, ElementsAre("$5,0O0"));
    EXPECT_EQ(report.questions[0].page, 1);
}

TEST(TriMergeColumns, GoOnOverAPageBreakInsideAnAccount) {
    const auto report =
        read_one(typed("IdentityIQ\nCREDIT ACCOUNTS\n1. PINE BANK\n   Account #: 4444****\n"
                       "                     TransUnion    Experian      Equifax\n"
                       "   Balance:          $10           $20           $30\n"
                       "   Payment Status:   Current       Current       Current\n"
                       "\fPage 2 of 2\n"
                       "   Past Due:         $1            $2            $3\n"
                       "   Last Reported:    01/02/2025    01/02/2025    01/02/2025\n"));
    ASSERT_EQ(report.tradelines.size(), 3U);
    EXPECT_EQ(entry(report, 1, Bureau::equifax)->past_due, Money{300});
    EXPECT_EQ(iso(entry(report, 1, Bureau::experian)->date_reported), "2025-01-02");
}

TEST(TriMergeColumns, CountAnAccountOnceThatSaysItIsContinued) {
    const auto report =
        read_one(typed("IdentityIQ\nCREDIT ACCOUNTS\n1. PINE BANK\n   Account #: 4444****\n"
                       "                     TransUnion    Experian      Equifax\n"
                       "   Balance:          $10           $20           $30\n"
                       "\f1. PINE BANK (continued)\n"
                       "                     TransUnion    Experian      Equifax\n"
                       "   Past Due:         $1            $2            $3\n"));
    ASSERT_EQ(report.tradelines.size(), 3U);
    EXPECT_EQ(entry(report, 1, Bureau::transunion)->past_due, Money{100});
    EXPECT_EQ(entry(report, 1, Bureau::transunion)->balance, Money{1000});
}

TEST(TriMergeColumns, ReadNamesWithoutNumbersAboveTheirBureaus) {
    const auto report = read_one(typed(R"(MyFreeScoreNow
ACCOUNT HISTORY

NORTHWIND CARD SERVICES
                        TransUnion          Experian            Equifax
Account #:              600922****          600922****          600922****
Account Type:           Revolving           Revolving           Revolving
Bureau Code:            Individual          Joint               Authorized User
Account Status:         Open                Open                Open
Balance:                $77.00              $77.00              $77.00

DELTA RECOVERY (Original Creditor: ORCHARD PHONES)
                        TransUnion          Experian            Equifax
Account #:                                  7781002             7781002
Account Type:                               Collection          Collection
Account Status:                             Derogatory          Derogatory
Balance:                                    $612.00             $612.00
)"));
    ASSERT_EQ(report.tradelines.size(), 5U);
    EXPECT_EQ(entry(report, 1, Bureau::transunion)->responsibility, Responsibility::individual);
    EXPECT_EQ(entry(report, 1, Bureau::experian)->responsibility, Responsibility::joint);
    EXPECT_EQ(entry(report, 2, Bureau::transunion), nullptr);
    const auto* collection = entry(report, 2, Bureau::equifax);
    ASSERT_NE(collection, nullptr);
    EXPECT_EQ(collection->creditor, "DELTA RECOVERY");
    EXPECT_EQ(collection->original_creditor, "ORCHARD PHONES");
    EXPECT_EQ(collection->account_status, AccountStatus::derogatory);
    EXPECT_TRUE(collection->negative);
}

TEST(TriMergeColumns, KeepColumnsThatStandOnceAboveAllAccounts) {
    const auto report = read_one(typed(R"(PrivacyGuard
CREDIT ACCOUNTS
                        TransUnion          Experian            Equifax

1. FIRST CEDAR BANK
   Balance:             $10                 $20                 $30
   Payment Status:      Current             Current             Current

2. SECOND CEDAR BANK
   Balance:             $40                 $50                 $60
   Payment Status:      Current             Current             Current
)"));
    ASSERT_EQ(report.tradelines.size(), 6U);
    EXPECT_EQ(entry(report, 2, Bureau::experian)->balance, Money{5000});
}

TEST(TriMergeColumns, FollowValuesThatSlidAwayFromTheirHeaders) {
    PrintedPage page;
    page.put(60, 40, "IdentityIQ").put(60, 60, "CREDIT ACCOUNTS");
    page.put(60, 80, "1. CEDAR BANK").put(70, 92, "Account #: 4411****");
    page.put(130, 110, "TransUnion").put(220, 110, "Experian").put(300, 110, "Equifax");
    page.put(70, 122, "Balance:").put(150, 122, "$1,250.00").put(246, 122, "$1,250.00");
    page.put(335, 122, "$1,300.00");
    page.put(70, 134, "Comments:").put(162, 134, "Paid as agreed.");
    page.put(254, 134, "Paid as agreed.").put(346, 134, "Account in good standing.");
    const auto report = read_one(page.document());
    EXPECT_EQ(entry(report, 1, Bureau::equifax)->balance, Money{130'000});
    EXPECT_THAT(
        entry(report, 1, Bureau::equifax)->remarks, ElementsAre("Account in good standing.")
    );
    EXPECT_THAT(entry(report, 1, Bureau::experian)->remarks, ElementsAre("Paid as agreed."));
}

}  // namespace
}  // namespace fairfile::reading
