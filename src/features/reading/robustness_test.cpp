#include "features/reading/reading.hpp"
#include "features/reading/reading_test_pages.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace fairfile::reading {
namespace {

using test::typed;

CreditReport read_one(const DocumentOfWords& document) {
    return read_document(document).front();
}

TEST(Refusals, NameWhatADocumentIsInstead) {
    struct Row {
        const char* what;
        std::string_view text;
        Refusal reason;
    };
    const Row rows[] = {
        {"a recipe",
         "Apple pie\nTake six apples and a cup of sugar.\nBake for an hour.",
         Refusal::not_a_credit_report},
        {"a letter",
         "Dear Experian,\nMy credit report shows a past due balance and a collection.\n"
         "Account Number: 1234567\nBalance: $500\nSincerely,\nJ. Maddox",
         Refusal::not_a_credit_report},
        {"a company's report",
         "Business Credit Report\nD-U-N-S Number 12-345-6789\nPaydex 80\nDays Beyond Terms: 12",
         Refusal::business_report},
        {"a Canadian report",
         "Equifax Canada Co.\nCredit Report\nSocial Insurance Number: 000\nInquiries\nPast due: 0",
         Refusal::foreign_report},
        {"nothing", "", Refusal::no_text},
        {"a layout nobody knows",
         "Credit report by Equifax, Experian and TransUnion.\nPayment history is explained here.",
         Refusal::unknown_layout},
    };
    for (const auto& row : rows) {
        const auto report = read_one(typed(row.text));
        EXPECT_EQ(report.verdict, Verdict::refused) << row.what;
        EXPECT_EQ(report.reason, row.reason) << row.what;
        EXPECT_TRUE(report.tradelines.empty()) << row.what;
    }
}

TEST(Truncation, IsSaidAndNeedsReview) {
    auto document = typed(R"(IdentityIQ
CREDIT ACCOUNTS
1. PINE BANK
   Account #: 4444****
                     TransUnion    Experian      Equifax
   Balance:          $10           $20           $30
)");
    document.truncated = true;
    const auto report = read_one(document);
    EXPECT_EQ(report.verdict, Verdict::needs_review);
    EXPECT_EQ(report.warnings.size(), 1U);
    EXPECT_EQ(report.tradelines.size(), 3U);
}

TEST(HostileWords, WithImpossibleBoxesAreDropped) {
    auto document = typed("IdentityIQ Credit Report\nCREDIT ACCOUNTS\nExperian balance past due");
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const double huge = std::numeric_limits<double>::max();
    for (const auto& box :
         {Box{nan, 0, 10, 10},
          Box{0, 0, huge, 10},
          Box{10, 10, 0, 0},
          Box{-huge, -huge, huge, huge},
          Box{0, nan, 10, nan}}) {
        document.pages[0].words.push_back({"x", box, 1});
    }
    document.pages[0].words.push_back({"", {0, 0, 5, 5}, 1});
    EXPECT_FALSE(to_json(read_document(document)).empty());
}

TEST(HostileWords, InTheirHundredThousandsAreReadInOneGo) {
    DocumentOfWords document = typed("IdentityIQ\nCREDIT ACCOUNTS\nTransUnion Experian Equifax");
    auto& words = document.pages[0].words;
    for (int i = 0; i < 100'000; ++i) {
        const double left = (i * 37) % 600;
        const double top = 80 + (i * 13) % 3000;
        words.push_back({i % 3 == 0 ? "Balance:" : "$5", {left, top, left + 20, top + 9}, 1});
    }
    EXPECT_FALSE(read_document(document).empty());
}

TEST(HostileWords, OnASingleLineAreNotATable) {
    DocumentOfWords document = typed("IdentityIQ\nCREDIT ACCOUNTS\nTransUnion Experian Equifax");
    auto& words = document.pages[0].words;
    for (int i = 0; i < 20'000; ++i) {
        words.push_back({"Balance:", {i * 0.9, 200, i * 0.9 + 0.5, 209}, 1});
    }
    EXPECT_FALSE(read_document(document).empty());
}

TEST(Json, OfARefusalNamesItsReason) {
    const auto json = to_json(refused(Refusal::encrypted));
    EXPECT_NE(json.find("\"verdict\":\"refused\""), std::string::npos) << json;
    EXPECT_NE(json.find("\"reason\":\"encrypted\""), std::string::npos) << json;
}

}  // namespace
}  // namespace fairfile::reading
