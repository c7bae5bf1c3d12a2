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

constexpr std::string_view account_head =
    "IdentityIQ Credit Report\nCREDIT ACCOUNTS\n1. PINE BANK\n   Account #: 4444****\n"
    "                     TransUnion    Experian      Equifax\n"
    "   Balance:          $10           $20           $30\n"
    "   Payment Status:   Current       Current       Current\n"
    "   Comments:         Paid well     Paid well     Paid well\n";

void expect_clean_remarks(const CreditReport& report) {
    ASSERT_THAT(report.tradelines, SizeIs(3));
    for (const auto& line : report.tradelines) {
        EXPECT_THAT(line.remarks, ElementsAre("Paid well"));
        EXPECT_TRUE(line.past_due.has_value());
    }
}

TEST(PageFurniture, WithAPageNumberIsNoPartOfACell) {
    expect_clean_remarks(read_one(typed(
        std::string(account_head) + "IdentityIQ Credit Report  -  Page 1 of 2\n" +
        "\fIdentityIQ Credit Report  -  Page 2 of 2\n"
        "   Past Due:         $1            $2            $3\n"
    )));
}

TEST(PageFurniture, OfABrowserIsNoPartOfACell) {
    expect_clean_remarks(read_one(typed(
        std::string(account_head) + "https://reports.example/view 1/2\n" +
        "\f3/4/25, 10:15 AM   Three Bureau Report\n"
        "   Past Due:         $1            $2            $3\n"
    )));
}

TEST(PageFurniture, RepeatedAtTheSamePlaceIsLeftOut) {
    std::string text;
    for (const auto* name : {"PINE", "OAK", "ELM"}) {
        text += text.empty() ? "" : "\f";
        text += "Prepared privately for you\nIdentityIQ Credit Report\nCREDIT ACCOUNTS\n";
        text += std::string("Creditor Name: ") + name + " BANK\nAccount Number: 4400****\n";
        text += "Balance: $5\nPayment Status: Current\nComments: Paid well\n";
        text += "Invented Monitoring Company of Nowhere\n";
    }
    const auto report = read_one(typed(text));
    ASSERT_THAT(report.tradelines, SizeIs(3));
    for (const auto& line : report.tradelines) {
        EXPECT_THAT(line.remarks, ElementsAre("Paid well"));
    }
}

TEST(PageFurniture, IsNotABureauHeaderThatEveryPageRepeats) {
    std::string text = "IdentityIQ\nCREDIT ACCOUNTS\n";
    for (const auto* page : {"1", "2", "3"}) {
        if (*page != '1') text += "\f";
        text += "                     TransUnion    Experian      Equifax\n";
        text += std::string(page) + ". BANK OF NUMBER " + page + "\n";
        text += "   Balance:          $10           $20           $30\n";
        text += "   Payment Status:   Current       Current       Current\n";
    }
    EXPECT_THAT(read_one(typed(text)).tradelines, SizeIs(9));
}

}  // namespace
}  // namespace fairfile::reading
