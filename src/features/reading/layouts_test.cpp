#include "features/reading/reading.hpp"
#include "features/reading/reading_test_pages.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace fairfile::reading {
namespace {

using test::PrintedPage;
using test::typed;
using testing::ElementsAre;

CreditReport read_one(const DocumentOfWords& document) {
    return read_document(document).front();
}

std::string iso(const std::optional<PartialDate>& date) {
    return date ? fairfile::to_string(*date) : std::string("none");
}

TEST(BureauSections, WithOneTableEachShareTheirAccounts) {
    const auto report = read_one(typed(R"(IdentityIQ Credit Report
Experian Credit File
Credit Score (VantageScore 3.0): 628
Credit Accounts
Creditor     Acct #    Type         Status  Opened   Limit    Balance  Payment Status  Remarks
Pine Bank    ****4321  Credit Card  Open    03/2019  $5,000   $4,230   30 Days Late    -
Larch Auto   ****7788  Auto Loan    Closed  07/2018  $18,000  $0       Paid as Agreed  Paid off
Hard Inquiries
Date         Company                 Type
08/14/2024   Juniper Loans LLC       Hard Inquiry
Equifax Credit File
Credit Score (VantageScore 3.0): 615
Credit Accounts
Creditor     Acct #    Type         Status  Opened   Limit    Balance  Payment Status  Remarks
Pine Bank    ****4321  Credit Card  Open    03/2019  -        $4,230   Current         -
)"));
    ASSERT_EQ(report.scores.size(), 2U);
    EXPECT_EQ(report.scores[0].model, "VantageScore 3.0");
    EXPECT_EQ(report.scores[1].bureau, Bureau::equifax);
    ASSERT_EQ(report.tradelines.size(), 3U);
    EXPECT_EQ(report.tradelines[0].account, report.tradelines[1].account);
    EXPECT_EQ(report.tradelines[1].bureau, Bureau::equifax);
    EXPECT_EQ(report.tradelines[1].credit_limit, std::nullopt);
    EXPECT_EQ(iso(report.tradelines[0].date_opened), "2019-03");
    EXPECT_TRUE(report.tradelines[0].negative);
    EXPECT_FALSE(report.tradelines[1].negative);
    EXPECT_THAT(report.tradelines[2].remarks, ElementsAre("Paid off"));
    ASSERT_EQ(report.inquiries.size(), 1U);
    EXPECT_EQ(report.inquiries[0].kind, InquiryKind::hard);
    EXPECT_EQ(report.inquiries[0].bureau, Bureau::experian);
}

TEST(TableRows, DoNotBeginWhereTheYearOfADateStands) {
    const auto report = read_one(typed(R"(IdentityIQ Credit Report
Experian Credit File
Credit Accounts
Creditor        Acct #    Type         Status  Opened    Limit    Balance  Payment Status Remarks

Alder Asset     ****4321  Collection   Open    Sep 14,   -        $4,230   Collection     Placed for
Mgmt                      Agency               2019                        Account        collection

Larch Auto      ****7788  Auto Loan    Closed  Jul 02,   $18,000  $0       Paid           Paid off
Finance                                        2018
)"));
    ASSERT_EQ(report.tradelines.size(), 2U);
    EXPECT_EQ(report.tradelines[0].creditor, "Alder Asset Mgmt");
    EXPECT_EQ(iso(report.tradelines[0].date_opened), "2019-09-14");
    EXPECT_EQ(report.tradelines[0].account_type_text, "Collection Agency");
    EXPECT_THAT(report.tradelines[0].remarks, ElementsAre("Placed for collection"));
    EXPECT_EQ(iso(report.tradelines[1].date_opened), "2018-07-02");
}

TEST(BureauBlocks, InsideAnAccountKeepToTheirBureau) {
    const auto report = read_one(typed(R"(IdentityIQ - 3 Bureau Credit Report
CREDIT ACCOUNTS
1. DELTA RECOVERY
  Account #: 88991234        Account Type: Collection Agency
  Original Creditor: BLUE PHONES

  [Equifax Section]
  Date Reported: 11/01/2025
  Balance: $2,500.00
  Status: Collection Account
  Reason: Unpaid collection.

  [TransUnion Section]
  Date Reported: 11/05/2025
  Balance: $2,550.00
  Status: Collection
  Reason:
)"));
    ASSERT_EQ(report.tradelines.size(), 2U);
    EXPECT_EQ(report.tradelines[0].bureau, Bureau::transunion);
    EXPECT_EQ(report.tradelines[0].balance, Money{255'000});
    EXPECT_TRUE(report.tradelines[0].remarks.empty());
    EXPECT_EQ(report.tradelines[1].original_creditor, "BLUE PHONES");
    EXPECT_THAT(report.tradelines[1].remarks, ElementsAre("Unpaid collection."));
}

TEST(PipeRows, GoOnOverLinesWithAndWithoutALeadingPipe) {
    const auto report =
        read_one(typed(R"(TransUnion | OAK BANK CARD | 4111****1111 | $1,250.00 | Charge Off
| Reported with wrong
late payments
Equifax | ELM PHONES | CP-55667788 | $310.40 | Collection |
Experian | LARCH LOANS | EX-99887766 | $5,300.00 | Late 90 Days | In error)"));
    EXPECT_EQ(report.format, "pipe_list");
    ASSERT_EQ(report.tradelines.size(), 3U);
    EXPECT_EQ(report.tradelines[0].payment_status, PaymentStatus::charge_off);
    EXPECT_THAT(report.tradelines[0].remarks, ElementsAre("Reported with wrong late payments"));
    EXPECT_TRUE(report.tradelines[1].remarks.empty());
    EXPECT_EQ(report.tradelines[2].account_number, "EX-99887766");
    EXPECT_EQ(report.tradelines[2].balance, Money{530'000});
    EXPECT_THAT(report.tradelines[2].negative_reasons, ElementsAre(NegativeReason::late_payment));
}

TEST(NarrowCells, HaveTheirTornWordsMended) {
    PrintedPage page;
    page.put(40, 30, "Three Bureau Credit Report", 12).put(40, 50, "TransUnion", 12);
    page.put(40, 70, "Accounts", 10);
    // Eight points high on a seven-point pitch: lines of one cell touch.
    const auto cells = [&](double top, double left, std::initializer_list<const char*> pieces) {
        for (const auto* piece : pieces) {
            page.put(left, top, piece, 6.4);
            top += 7;
        }
    };
    cells(90, 40, {"Credito", "r Name"});
    cells(90, 75, {"Accoun", "t Numb", "er"});
    cells(90, 110, {"Date O", "pened"});
    cells(93, 145, {"Balance"});
    cells(90, 180, {"Pay", "Status"});
    cells(120, 40, {"GULFSID", "E CARD"});
    cells(120, 75, {"444455", "55****"});
    cells(120, 110, {"01/15/2", "020"});
    cells(123, 145, {"$1,250"});
    cells(120, 180, {"Collecti", "on"});
    const auto report = read_one(page.document());
    ASSERT_EQ(report.tradelines.size(), 1U);
    const auto& line = report.tradelines[0];
    EXPECT_EQ(line.creditor, "GULFSIDE CARD");
    EXPECT_EQ(line.account_number, "44445555****");
    EXPECT_EQ(iso(line.date_opened), "2020-01-15");
    EXPECT_EQ(line.payment_status, PaymentStatus::collection);
    EXPECT_EQ(line.bureau, Bureau::transunion);
}

TEST(CentredCells, BelongToTheLabelBetweenTheirLines) {
    PrintedPage page;
    page.put(40, 30, "IdentityIQ", 12).put(40, 60, "Personal Profile", 12);
    page.put(160, 84, "TransUnion").put(280, 84, "Experian").put(400, 84, "Equifax");
    page.put(40, 100, "Date of Birth").put(160, 100, "1984").put(280, 100, "1984");
    page.put(400, 100, "1984");
    page.put(160, 116, "9 Larch Lane").put(400, 116, "9 Larch Ln");
    page.put(40, 120.6, "Current Address");
    page.put(160, 125.2, "Tulsa, OK 74101").put(400, 125.2, "Tulsa, OK 74101");
    page.put(40, 142, "Employers").put(160, 142, "GULL INC").put(280, 142, "-");
    page.put(40, 170, "Credit Scores", 12);
    page.put(160, 190, "700").put(280, 190, "710").put(400, 190, "-");
    const auto report = read_one(page.document());
    ASSERT_EQ(report.consumers.size(), 3U);
    EXPECT_EQ(iso(report.consumers[0].birth), "1984");
    EXPECT_THAT(report.consumers[0].addresses, ElementsAre("9 Larch Lane Tulsa, OK 74101"));
    EXPECT_THAT(report.consumers[2].addresses, ElementsAre("9 Larch Ln Tulsa, OK 74101"));
    EXPECT_THAT(report.consumers[0].employers, ElementsAre("GULL INC"));
    EXPECT_TRUE(report.consumers[1].addresses.empty());
}

TEST(PaymentHistory, TakesItsMonthsFromTheRowsAboveIt) {
    const auto report = read_one(typed(R"(SmartCredit
CREDIT ACCOUNTS
1. PINE BANK
   Account #: 4444****
                     TransUnion    Experian      Equifax
   Balance:          $10           $20           $30
   Two-Year Payment History
   Month        Feb  Jan  Dec  Nov
   Year         25   25   24   24
   TransUnion   OK   30   60   OK
   Experian     OK        OK   CO
)"));
    ASSERT_EQ(report.tradelines.size(), 3U);
    const auto& first = report.tradelines[0].payment_history;
    ASSERT_EQ(first.size(), 4U);
    EXPECT_EQ(iso(first[2].month), "2024-12");
    EXPECT_EQ(first[2].mark, HistoryMark::late_60);
    const auto& second = report.tradelines[1].payment_history;
    ASSERT_EQ(second.size(), 3U);
    EXPECT_EQ(iso(second[1].month), "2024-12");
    EXPECT_EQ(second[2].mark, HistoryMark::charge_off);
    EXPECT_TRUE(report.tradelines[2].payment_history.empty());
}

TEST(PaymentHistory, OfTheWholeAccountIsNotHungOnABureauItContradicts) {
    const auto report = read_one(typed(R"(IdentityIQ
CREDIT ACCOUNTS
1. PINE BANK
   Account #: 4444****
                     TransUnion    Experian
   Payment Status:   Late 30 Days  Current
   Last Reported:    12/01/2025    12/01/2025
   Payment History:
   30 OK OK OK OK OK OK OK
)"));
    ASSERT_EQ(report.tradelines.size(), 2U);
    ASSERT_EQ(report.tradelines[0].payment_history.size(), 8U);
    EXPECT_EQ(iso(report.tradelines[0].payment_history[0].month), "2025-11");
    EXPECT_TRUE(report.tradelines[1].payment_history.empty());
    EXPECT_FALSE(report.tradelines[1].negative);
    EXPECT_LT(report.tradelines[0].evidence.at("payment_history").confidence, 0.7);
}

TEST(PaymentHistory, InACellIsReadMarkByMark) {
    const auto report = read_one(typed(R"(IdentityIQ
CREDIT ACCOUNTS
1. PINE BANK
   Account #: 4444****
   [Experian Section]
   Balance: $40
   Last Reported: 03/2025
   Payment History: OK OK 30 60 OK OK
)"));
    ASSERT_EQ(report.tradelines.size(), 1U);
    ASSERT_EQ(report.tradelines[0].payment_history.size(), 6U);
    EXPECT_EQ(report.tradelines[0].payment_history[2].mark, HistoryMark::late_30);
    EXPECT_EQ(iso(report.tradelines[0].payment_history[0].month), "2025-02");
}

TEST(PublicRecords, BelongToTheBureausTheyName) {
    const auto report = read_one(typed(R"(IdentityIQ Credit Report
Date: 12/20/2025
PUBLIC RECORDS
Type: Bankruptcy Chapter 7
Date Filed: 02/01/2015                 Court: US BANKRUPTCY COURT
Status: Discharged                     Reference #: 15-99999
Bureaus: TransUnion, Equifax
)"));
    ASSERT_EQ(report.public_records.size(), 2U);
    EXPECT_EQ(report.public_records[0].chapter, 7);
    EXPECT_EQ(iso(report.public_records[0].filed), "2015-02-01");
    EXPECT_EQ(report.public_records[0].reference, "15-99999");
    EXPECT_EQ(report.public_records[1].bureau, Bureau::equifax);
}

TEST(CollectionsListedTwice, AreCountedOnce) {
    const auto report = read_one(typed(R"(IdentityIQ Credit Report
TransUnion Credit File
Accounts
Creditor          Acct #     Type         Status   Opened      Balance   Payment Status
Delta Recovery    77120045   Collection   Open     03/01/2021  $412      Collection
Collections
Creditor          Acct #     Type         Status   Opened      Balance   Payment Status
Delta Recovery    77120045   Collection   Open     03/01/2021  $412      Collection
)"));
    EXPECT_EQ(report.tradelines.size(), 1U);
}

}  // namespace
}  // namespace fairfile::reading
