// Layouts that no generator of ours draws: labels in other words, cells that all but touch, cards
// side by side.
#include "features/reading/reading.hpp"
#include "features/reading/reading_test_pages.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace fairfile::reading {
namespace {

using test::PrintedPage;
using test::typed;

CreditReport read_one(const DocumentOfWords& document) {
    return read_document(document).front();
}

std::string iso(const std::optional<PartialDate>& date) {
    return date ? fairfile::to_string(*date) : std::string("none");
}

TEST(ForeignLayouts, SpellLabelsInManyWays) {
    const auto report = read_one(typed(R"(Experian Credit Report
Report Created: 10/03/2025

Open and Closed Accounts

DELTA MOTOR CREDIT
Acct. No.: 704000XXXX
Kind of Account: Auto Loan
Dt. Opened: 11/2018
Present Balance: $8,450
Past Due Amt: $412
Pymt Status: 30 days late
)"));
    EXPECT_EQ(iso(report.report_date), "2025-10-03");
    ASSERT_EQ(report.tradelines.size(), 1U);
    const auto& line = report.tradelines[0];
    EXPECT_EQ(line.account_number, "704000XXXX");
    EXPECT_EQ(line.account_type, AccountType::installment);
    EXPECT_EQ(iso(line.date_opened), "2018-11");
    EXPECT_EQ(line.balance, Money{845'000});
    EXPECT_EQ(line.past_due, Money{41'200});
    EXPECT_EQ(line.payment_status, PaymentStatus::late_30);
}

TEST(ForeignLayouts, BeginAccountsWithoutAHeading) {
    const auto report = read_one(typed(R"(CREDIT REPORT
SOURCE: EQUIFAX

GULFSIDE BANK
ACCOUNT: 517805XXXX
OPENED: 2019-03
BALANCE: 1,523
STATUS: CURRENT

DELTA RECOVERY
ACCOUNT: 30812XXXX
OPENED: 2021-07
BALANCE: 742
STATUS: COLLECTION
)"));
    ASSERT_EQ(report.tradelines.size(), 2U);
    EXPECT_EQ(report.tradelines[0].creditor, "GULFSIDE BANK");
    EXPECT_EQ(report.tradelines[0].account_number, "517805XXXX");
    EXPECT_EQ(report.tradelines[1].creditor, "DELTA RECOVERY");
    EXPECT_EQ(report.tradelines[1].balance, Money{74'200});
}

PrintedPage page_of_experian() {
    PrintedPage page;
    page.put(40, 40, "Experian Credit Report", 14).put(40, 60, "Report date: 10/03/2025");
    page.put(40, 90, "Accounts", 12);
    return page;
}

TEST(ForeignLayouts, TellLabelsFromValuesThatTouchThem) {
    auto page = page_of_experian();
    page.put(40, 120, "GULFSIDE BANK", 10);
    page.put(40, 140, "Account number 517805XXXX Balance $1,523");
    page.put(40, 152, "Opened 03/01/2019 Past due $0");
    const auto report = read_one(page.document());
    ASSERT_EQ(report.tradelines.size(), 1U);
    const auto& line = report.tradelines[0];
    EXPECT_EQ(line.account_number, "517805XXXX");
    EXPECT_EQ(line.balance, Money{152'300});
    EXPECT_EQ(iso(line.date_opened), "2019-03-01");
    EXPECT_EQ(line.past_due, Money{0});
}

TEST(ForeignLayouts, ReadCardsSideBySideEachWithItsName) {
    auto page = page_of_experian();
    page.put(40, 120, "GULFSIDE BANK", 9).put(320, 120, "DELTA MOTOR CREDIT", 9);
    const std::pair<const char*, const char*> rows[] = {
        {"Account: 517805XXXX", "Account: 704000XXXX"},
        {"Type: Credit Card", "Type: Auto Loan"},
        {"Balance: $1,523", "Balance: $8,450"},
        {"Past due: $0", "Past due: $412"},
        {"Date opened: 03/2019", "Date opened: 11/2018"},
        {"Status: Current", "Status: 30 days late"}};
    double top = 131;
    for (const auto& [left, right] : rows) {
        page.put(40, top, left).put(320, top, right);
        top += 11;
    }
    const auto report = read_one(page.document());
    ASSERT_EQ(report.tradelines.size(), 2U);
    EXPECT_EQ(report.tradelines[0].creditor, "GULFSIDE BANK");
    EXPECT_EQ(report.tradelines[0].balance, Money{152'300});
    EXPECT_EQ(report.tradelines[1].creditor, "DELTA MOTOR CREDIT");
    EXPECT_EQ(report.tradelines[1].balance, Money{845'000});
    EXPECT_EQ(report.tradelines[1].payment_status, PaymentStatus::late_30);
}

TEST(ForeignLayouts, KnowMonthsByTheirFirstLetters) {
    const auto report = read_one(typed(R"(Experian Credit Report
Report date: 10/03/2025

Accounts

GULFSIDE BANK
Account number: 517805XXXX
Date opened: 03/2019
Balance: $1,523
Past due: $0
Payment history
      J   F   M   A   M   J   J   A   S   O   N   D
2025  OK  30  60  OK  OK  OK  OK  OK  OK  -   -   -
)"));
    ASSERT_EQ(report.tradelines.size(), 1U);
    const auto& history = report.tradelines[0].payment_history;
    const auto found = std::find_if(history.begin(), history.end(), [](const auto& month) {
        return to_string(month.month) == "2025-03";
    });
    ASSERT_NE(found, history.end());
    EXPECT_EQ(found->mark, HistoryMark::late_60);
    EXPECT_TRUE(report.tradelines[0].negative);
}

TEST(ForeignLayouts, SetInquiriesApartFromTheirDates) {
    auto page = page_of_experian();
    page.put(40, 120, "GULFSIDE BANK", 10).put(40, 140, "Account number: 517805XXXX");
    page.put(40, 152, "Balance: $1,523").put(40, 190, "Inquiries", 12);
    page.put(52, 212, "Company").put(104, 212, "Date").put(136, 212, "Type");
    page.put(40, 224, "CHASE CARD").put(84, 224, "05/11/2024").put(127, 224, "Hard");
    page.put(40, 236, "VERIZON").put(84, 236, "01/02/2025").put(127, 236, "Soft");
    const auto report = read_one(page.document());
    ASSERT_EQ(report.inquiries.size(), 2U);
    EXPECT_EQ(report.inquiries[0].creditor, "CHASE CARD");
    EXPECT_EQ(iso(report.inquiries[0].date), "2024-05-11");
}

TEST(ForeignLayouts, FindLabelsBelowTheirValues) {
    const auto report = read_one(typed(R"(Equifax Credit Report
Report date: 10/03/2025

Your credit cards and loans

GULFSIDE BANK
517805XXXX        Credit Card        Mar 2019       $1,523
Account number    Type               Date opened    Balance
$5,000            $0                 Current        $2,210
Credit limit      Amount past due    Status         High balance

DELTA RECOVERY
30812XXXX         Collection         Jul 2021       $742
Account number    Type               Date opened    Balance
-                 $742               Collection     $742
Credit limit      Amount past due    Status         High balance
)"));
    ASSERT_EQ(report.tradelines.size(), 2U);
    const auto& card = report.tradelines[0];
    EXPECT_EQ(card.creditor, "GULFSIDE BANK");
    EXPECT_EQ(card.account_number, "517805XXXX");
    EXPECT_EQ(iso(card.date_opened), "2019-03");
    EXPECT_EQ(card.balance, Money{152'300});
    EXPECT_EQ(card.credit_limit, Money{500'000});
    EXPECT_EQ(card.high_credit, Money{221'000});
    const auto& collection = report.tradelines[1];
    EXPECT_EQ(collection.creditor, "DELTA RECOVERY");
    EXPECT_EQ(collection.past_due, Money{74'200});
    EXPECT_FALSE(collection.credit_limit);
    EXPECT_EQ(collection.payment_status, PaymentStatus::collection);
}

TEST(ForeignLayouts, TakeABureausNameForTheHeadingOfItsAccounts) {
    const auto report = read_one(typed(R"(Merged Credit Report
Report date: 10/03/2025

TransUnion accounts

GULFSIDE BANK

Account Number    517805XXXX
Date Opened       03/01/2019
Balance           $1,523

Equifax accounts

GULFSIDE BANK

Account Number    517805XXXX
Date Opened       03/01/2019
Balance           $1,530
)"));
    ASSERT_EQ(report.tradelines.size(), 2U);
    EXPECT_EQ(report.tradelines[0].account, report.tradelines[1].account);
    EXPECT_EQ(report.tradelines[0].bureau, Bureau::transunion);
    EXPECT_EQ(report.tradelines[0].balance, Money{152'300});
    EXPECT_EQ(report.tradelines[1].bureau, Bureau::equifax);
    EXPECT_EQ(report.tradelines[1].balance, Money{153'000});
}

TEST(ForeignLayouts, BeginAccountsAtTheHeaderOfTheirList) {
    const auto report = read_one(typed(R"(3B Credit Report of 10/03/2025

Experian
Account           Number        Opened       Balance    Status
GULFSIDE BANK     517805XXXX    03/01/2019   $1,523     Current
DELTA RECOVERY    30812XXXX     07/01/2021   $742       Collection

TransUnion
Account           Number        Opened       Balance    Status
GULFSIDE BANK     517805XXXX    03/01/2019   $1,523     Current
)"));
    ASSERT_EQ(report.tradelines.size(), 3U);
    EXPECT_EQ(report.tradelines[0].creditor, "GULFSIDE BANK");
    EXPECT_EQ(report.tradelines[0].account, report.tradelines[1].account);
    EXPECT_EQ(report.tradelines[2].account_number, "30812XXXX");
    EXPECT_EQ(report.tradelines[2].payment_status, PaymentStatus::collection);
}

TEST(ForeignLayouts, AcceptAFileThatSaysItHasNoAccounts) {
    const std::string head = "TransUnion Credit Report\nReport date: 10/03/2025\n\nAccounts\n";
    const std::string tail = "\n\nPublic records\nNone\n\nInquiries\nNone\n";
    const auto empty = read_one(typed(head + "You have no accounts on file." + tail));
    EXPECT_EQ(empty.verdict, Verdict::accepted);
    EXPECT_TRUE(empty.tradelines.empty());
    EXPECT_EQ(read_one(typed(head + tail)).reason, Refusal::unknown_layout);
}

TEST(ForeignLayouts, SayThatAPersonHasDied) {
    const std::string page = R"(Experian Credit Report
Report date: 10/03/2025
ALERT

Accounts

GULFSIDE BANK
Account number: 517805XXXX
Date opened: 03/2019
Balance: $1,523
Responsibility: Deceased
)";
    EXPECT_TRUE(read_one(typed(page)).warnings.empty());
    auto reported = page;
    reported.replace(reported.find("ALERT"), 5, "This consumer has been reported as deceased.");
    ASSERT_EQ(read_one(typed(reported)).warnings.size(), 1U);
}

TEST(ForeignLayouts, DoNotNeedTheSignThatAScanLost) {
    const auto report = read_one(typed(R"(Merged Credit Report of 10/03/2025
Equifax Credit File
Credit Accounts
Creditor          Account        Account Type   Account   Date Opened   Balance
                                                Status
GULFSIDE BANK     517805XXXX     Credit Card    Open      03/01/2019    $1,523
DELTA RECOVERY    30812XXXX      Collection     Open      07/01/2021    $742
)"));
    ASSERT_EQ(report.tradelines.size(), 2U);
    EXPECT_EQ(report.tradelines[0].creditor, "GULFSIDE BANK");
    EXPECT_EQ(report.tradelines[0].account_number, "517805XXXX");
    EXPECT_EQ(report.tradelines[1].balance, Money{74'200});
}

TEST(ForeignLayouts, AskAboutANumberThatAPictureGarbled) {
    auto document = typed(R"(Experian Credit Report
Report date: 10/03/2025
Accounts
GULFSIDE BANK
Account number: 55AT
Date opened: 03/2019
Balance: $1,523
)");
    EXPECT_EQ(read_one(document).tradelines.at(0).account_number, "55AT");
    document.pages[0].method = ReadingMethod::ocr;
    for (auto& word : document.pages[0].words) word.confidence = 0.5;
    const auto report = read_one(document);
    EXPECT_FALSE(report.tradelines.at(0).account_number);
    ASSERT_FALSE(report.questions.empty());
    EXPECT_EQ(report.questions[0].about, "tradelines/0/account_number");
    EXPECT_EQ(report.questions[0].readings.at(0), "55AT");
}

TEST(ForeignLayouts, LinkAccountsWhoseStarsAPictureTookForDigits) {
    const std::string text = R"(Merged Credit Report
Report date: 10/03/2025
TransUnion accounts
GULFSIDE BANK
Account Number    ****1774
Type              Auto Loan
Date Opened       03/01/2019
Balance           $1,523
Equifax accounts
GULFSIDE BANK
Account Number    0061774
Type              Auto Loan
Date Opened       03/01/2019
Balance           $1,523
)";
    auto document = typed(text);
    const auto printed = read_one(document).tradelines;
    ASSERT_EQ(printed.size(), 2U);
    document.pages[0].method = ReadingMethod::ocr;
    const auto scanned = read_one(document).tradelines;
    ASSERT_EQ(scanned.size(), 2U);
    EXPECT_EQ(scanned[0].account, scanned[1].account);
}

}  // namespace
}  // namespace fairfile::reading
