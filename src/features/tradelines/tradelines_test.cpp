#include "features/tradelines/tradelines.hpp"

#include "features/tradelines/fact_rows.hpp"
#include "infra/crypto/encoding.hpp"
#include "infra/crypto/seal.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>

namespace fairfile::tradelines {
namespace {

using boost::json::parse;

class FixedClock final : public Clock {
  public:
    std::chrono::system_clock::time_point now() const override {
        return std::chrono::system_clock::time_point(std::chrono::milliseconds(1'735'689'600'250));
    }
};

reading::CreditReport one_account() {
    reading::Tradeline tradeline;
    tradeline.account = 1;
    tradeline.bureau = reading::Bureau::experian;
    tradeline.creditor = "NORTH \"BANK\"";
    tradeline.account_number = "4444-5555-6666-7788";
    tradeline.balance = Money{120'000};
    tradeline.date_opened = PartialDate{2020, 1, 0};
    tradeline.negative = true;
    tradeline.negative_reasons = {reading::NegativeReason::late_payment};
    tradeline.evidence["balance_cents"] = {
        .page = 1, .box = {1, 2, 3, 4}, .text = "$1,200", .confidence = 0.5};
    reading::CreditReport report;
    report.tradelines = {tradeline, tradeline};
    reading::Finding finding;
    finding.rule = "r";
    finding.fact = "f";
    finding.tradelines = {1, 99};
    report.findings = {finding};
    return report;
}

struct Made {
    reading::CreditReport report = one_account();
    ReportFacts facts{{}, {}, &report, {{612, 792}}};
    FactKeys keys{crypto::Key::random(), crypto::Key::random()};
    FactRows rows = make_rows(facts, keys, FixedClock{});
};

TEST(FactRows, NeverHoldAnAccountNumberInClear) {
    const Made made;
    EXPECT_EQ(made.rows.tradelines.find("5555"), std::string::npos);
    EXPECT_NE(made.rows.tradelines.find(R"("account_last4":"7788")"), std::string::npos);
    EXPECT_EQ(made.rows.evidence.find("1,200"), std::string::npos);
}

TEST(FactRows, SealWithThePersonsKeyForTheirOwnColumn) {
    const Made made;
    const auto rows = parse(made.rows.tradelines).as_array();
    const auto sealed = rows[0].at("account_number_sealed").as_string();
    const auto bytes = crypto::from_hex(std::string_view(sealed.data(), sealed.size()));
    ASSERT_TRUE(bytes);
    const crypto::Place place{.table = "tradelines", .column = "account_number", .user = {}};
    const crypto::Place other{.table = "tradelines", .column = "creditor", .user = {}};
    EXPECT_EQ(*crypto::open_value(made.keys.user_key, place, *bytes), "4444-5555-6666-7788");
    EXPECT_FALSE(crypto::open_value(made.keys.user_key, other, *bytes));
}

TEST(FactRows, GiveIdsThatAscendInReadingOrderAndLinkFindings) {
    const Made made;
    const auto rows = parse(made.rows.tradelines).as_array();
    const auto links = parse(made.rows.finding_tradelines).as_array();
    EXPECT_LT(rows[0].at("id").as_string(), rows[1].at("id").as_string());
    ASSERT_EQ(links.size(), 1U) << "a position outside the report is no link";
    EXPECT_EQ(links[0].at("tradeline_id"), rows[1].at("id"));
}

TEST(FactRows, KeepThePrecisionOfDatesAndThePlaceOfValues) {
    const Made made;
    const auto row = parse(made.rows.tradelines).as_array()[0];
    const auto places = parse(made.rows.evidence).as_array()[0].at("places");
    EXPECT_EQ(row.at("date_opened").as_string(), "2020-01");
    EXPECT_EQ(row.at("balance_cents").as_int64(), 120'000);
    EXPECT_EQ(places.at("balance_cents").at("page").as_int64(), 1);
    EXPECT_EQ(places.at("balance_cents").at("page_width").to_number<double>(), 612);
}

TEST(LastFour, IsNothingWhenTheyAreMaskedOrTooFew) {
    EXPECT_EQ(last_four("44445555****"), std::nullopt);
    EXPECT_EQ(last_four("****8888"), "8888");
    EXPECT_EQ(last_four("EX-99887766"), "7766");
    EXPECT_EQ(last_four("XXXXXXXX12AB"), "12AB");
    EXPECT_EQ(last_four("12"), std::nullopt);
    EXPECT_EQ(last_four(""), std::nullopt);
}

TEST(NormalForm, IsTheSameForOneNumberPrintedTwoWays) {
    EXPECT_EQ(normal_form("999-COLL-22"), normal_form("999COLL22"));
    EXPECT_EQ(normal_form("****8888"), normal_form("xxxxxxxx8888"));
    EXPECT_NE(normal_form("8888****"), normal_form("****8888"));
}

}  // namespace
}  // namespace fairfile::tradelines
