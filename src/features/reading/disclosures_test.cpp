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

TEST(ExperianDisclosure, IsReadFromItsSentencesAndLabels) {
    const auto report = read_one(typed(R"(Experian
Prepared for: JORDAN MADDOX
Report number: 1234-5678-90
Date of report: 01/15/2025

Potentially Negative Items

DELTA RECOVERY
Account number: 778100....               Date opened: 03/2021
Status: Collection account. $412 past due as of Jan 2025.
Type: Collection                         Original creditor: BLUE PHONES
Recent balance: $412 as of 01/2025       Last reported: 01/2025
This account is scheduled to continue on record until Oct 2027.

Accounts in Good Standing

GULFSIDE BANK
Account number: 444455......             Date opened: 01/2018
Status: Open/Never late.                 Type: Revolving
)"));
    EXPECT_EQ(report.format, "experian");
    EXPECT_EQ(report.reference, "1234-5678-90");
    ASSERT_EQ(report.consumers.size(), 1U);
    EXPECT_EQ(report.consumers[0].name, "JORDAN MADDOX");
    ASSERT_EQ(report.tradelines.size(), 2U);
    const auto& collection = report.tradelines[0];
    EXPECT_EQ(collection.bureau, Bureau::experian);
    EXPECT_EQ(collection.creditor, "DELTA RECOVERY");
    EXPECT_EQ(collection.original_creditor, "BLUE PHONES");
    EXPECT_EQ(collection.balance, Money{41'200});
    EXPECT_EQ(iso(collection.date_removal), "2027-10");
    EXPECT_EQ(collection.payment_status, PaymentStatus::collection);
    EXPECT_EQ(report.tradelines[1].account_status, AccountStatus::open);
    EXPECT_FALSE(report.tradelines[1].negative);
}

TEST(TransUnionDisclosure, TakesTheNumberFromTheNameAndTheGridByYear) {
    const auto report = read_one(typed(R"(TransUnion
Personal Credit Report for: JORDAN MADDOX
File Number: 331122
Date Created: 02/01/2025

Accounts with Adverse Information

ELM AUTO FINANCE 99112200****

Account Information
Date Opened          05/05/2022
Responsibility       Joint Account
Account Type         Installment Account
Balance              $10,020
Date Updated         01/20/2025
Past Due             >$310<
Pay Status           >Account 30 Days Past Due Date<
Remarks              ACCT INFO DISPUTED BY CONSUMR

Payment History
        JAN  FEB  MAR  APR  MAY  JUN  JUL  AUG  SEP  OCT  NOV  DEC
2024    OK   OK   OK   OK   OK   OK   OK   OK   OK   OK   30   30
2023    OK   OK   OK   OK   OK   OK   OK   OK   OK   OK   X    OK

Regular Inquiries

MARINER CU
Requested On         11/12/2024
)"));
    EXPECT_EQ(report.format, "transunion");
    ASSERT_EQ(report.tradelines.size(), 1U);
    const auto& line = report.tradelines[0];
    EXPECT_EQ(line.creditor, "ELM AUTO FINANCE");
    EXPECT_EQ(line.account_number, "99112200****");
    EXPECT_EQ(line.past_due, Money{31'000});
    EXPECT_EQ(line.payment_status, PaymentStatus::late_30);
    EXPECT_EQ(line.responsibility, Responsibility::joint);
    ASSERT_EQ(line.payment_history.size(), 24U);
    EXPECT_EQ(iso(line.payment_history[0].month), "2024-12");
    EXPECT_EQ(line.payment_history[1].mark, HistoryMark::late_30);
    EXPECT_EQ(line.payment_history[2].mark, HistoryMark::ok);
    EXPECT_EQ(iso(line.payment_history[23].month), "2023-01");
    EXPECT_EQ(line.payment_history[13].mark, HistoryMark::no_data);
    ASSERT_EQ(report.inquiries.size(), 1U);
    EXPECT_EQ(report.inquiries[0].creditor, "MARINER CU");
    EXPECT_EQ(report.inquiries[0].kind, InquiryKind::hard);
}

TEST(EquifaxDisclosure, ReadsGridsOfLabelsWithoutColons) {
    PrintedPage page;
    page.put(40, 30, "Equifax", 14).put(40, 50, "CREDIT REPORT").put(40, 64, "Date: Feb 1, 2025");
    page.put(40, 90, "2. Revolving Accounts", 12).put(40, 116, "2.1 GULFSIDE BANK (CLOSED)", 10);
    const auto row = [&](double top, const char* a, const char* b, const char* c, const char* d) {
        page.put(40, top, a).put(170, top, b).put(300, top, c).put(430, top, d);
    };
    row(140, "Account Number", "xxxxxxxx 4455", "Reported Balance", "$120");
    row(154, "Account Status", "PAYS_AS_AGREED", "Available Credit", "$4,880");
    row(168, "High Credit", "$900", "Owner", "INDIVIDUAL");
    row(182, "Credit Limit", "$5,000", "Account Type", "REVOLVING");
    row(196, "Date of 1st Delinquency", "", "Charge Off Amount", "$0");
    row(210, "Date Opened", "Jan 05, 2018", "Date Reported", "Jan 20, 2025");
    const auto report = read_one(page.document());
    EXPECT_EQ(report.format, "equifax");
    ASSERT_EQ(report.tradelines.size(), 1U);
    const auto& line = report.tradelines[0];
    EXPECT_EQ(line.creditor, "GULFSIDE BANK");
    EXPECT_EQ(line.account_number, "xxxxxxxx4455");
    EXPECT_EQ(line.balance, Money{12'000});
    EXPECT_EQ(line.payment_status, PaymentStatus::current);
    EXPECT_EQ(line.responsibility, Responsibility::individual);
    EXPECT_EQ(iso(line.date_opened), "2018-01-05");
    EXPECT_EQ(line.date_first_delinquency, std::nullopt);
    EXPECT_EQ(line.charge_off, Money{0});
    EXPECT_FALSE(line.negative);
}

TEST(GenericReport, IsReadWithoutKnowingWhoMadeIt) {
    const auto report = read_one(typed(R"(Credit Report
Report Date: 06/30/2025

Accounts

Creditor Name: OLD HARBOR BANK
Account Number: 5500-1122
Account Type: Personal Loan
Payment Status: 60 Days Late
Balance: $2,204.10
Past Due: $0
Date Opened: 2019-04-02
High Credit: $9,000

Creditor Name: LIGHTHOUSE CARD
Account Number: 4400****
Payment Status: Current
Balance: $0
)"));
    EXPECT_EQ(report.format, "generic");
    ASSERT_EQ(report.tradelines.size(), 2U);
    EXPECT_EQ(report.tradelines[0].bureau, std::nullopt);
    EXPECT_EQ(report.tradelines[0].balance, Money{220'410});
    EXPECT_THAT(report.tradelines[0].negative_reasons, ElementsAre(NegativeReason::late_payment));
    EXPECT_EQ(report.tradelines[1].creditor, "LIGHTHOUSE CARD");
    EXPECT_EQ(report.tradelines[1].account, 2);
}

}  // namespace
}  // namespace fairfile::reading
