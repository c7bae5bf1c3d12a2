#include "features/disputes/disputes.hpp"

#include "infra/runtime/runtime.hpp"
#include "tests/support/plain_database.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>

namespace fairfile::disputes {
namespace {

using test::wait_for;

constexpr auto ann = "0190a1b2-0000-7000-8000-000000000001";
constexpr auto ben = "0190a1b2-0000-7000-8000-000000000002";
constexpr auto report = "0190a1b2-0000-7000-8000-000000000010";
constexpr auto at_experian = "0190a1b2-0000-7000-8000-000000000021";
constexpr auto at_equifax = "0190a1b2-0000-7000-8000-000000000022";
constexpr auto other_account = "0190a1b2-0000-7000-8000-000000000023";

/// Ann has a report with one account at two bureaus and another account at one; Ben has nothing.
class DisputesTest : public testing::Test {
  protected:
    DisputesTest() {
        rows_.execute(
            std::string("insert into users (id, email) values ('") + ann +
            "', 'ann@example.com'), ('" + ben + "', 'ben@example.com')"
        );
        rows_.execute(
            std::string("insert into credit_reports (id, user_id) values ('") + report + "', '" +
            ann + "')"
        );
        add_tradeline(at_experian, 1, "Experian");
        add_tradeline(at_equifax, 1, "Equifax");
        add_tradeline(other_account, 2, "Experian");
    }

    void add_tradeline(const std::string& id, int account, const std::string& bureau) {
        rows_.execute(
            "insert into tradelines (id, user_id, report_id, account_group, bureau, creditor)"
            " values ('" +
            id + "', '" + ann + "', '" + report + "', " + std::to_string(account) + ", '" + bureau +
            "', 'NORTH BANK')"
        );
    }

    Result<Disputes::Opened> open(const char* user, std::vector<std::string> tradelines) {
        return wait_for(disputes_.open(*UserId::parse(user), {std::move(tradelines), "Not my debt"})
        );
    }

    Result<Disputes::Page> change(const char* user, DisputeId id, const std::string& status) {
        StatusChange wanted;
        wanted.bureau = "Experian";
        wanted.status = status;
        return wait_for(disputes_.change_status(*UserId::parse(user), id, std::move(wanted)));
    }

    test::TestDatabase rows_;
    test::PlainDatabase database_{rows_, "fairfile_api"};
    runtime::SystemClock clock_;
    Disputes disputes_{database_, clock_};
};

TEST_F(DisputesTest, OpenAtEachBureauOfOneAccount) {
    const auto opened = open(ann, {at_experian, at_equifax});
    ASSERT_TRUE(opened);
    const auto json = boost::json::parse(opened->json);
    EXPECT_EQ(json.at("bureaus").at("Experian").at("status").as_string(), "pending");
    EXPECT_EQ(json.at("bureaus").at("TransUnion").at("status").as_string(), "blank");
    EXPECT_EQ(json.at("creditor").as_string(), "NORTH BANK");
}

TEST_F(DisputesTest, AreAboutOneAccountAndNotOpenTwice) {
    EXPECT_EQ(open(ann, {at_experian, other_account}).error().code, "disputes.not_one_account");
    ASSERT_TRUE(open(ann, {at_experian}));
    EXPECT_EQ(open(ann, {at_experian}).error().code, "disputes.already_open");
}

TEST_F(DisputesTest, AreNobodyElses) {
    EXPECT_EQ(open(ben, {at_experian}).error().code, "http.not_found");
    const auto opened = open(ann, {at_experian});
    ASSERT_TRUE(opened);
    const auto other = *UserId::parse(ben);
    EXPECT_EQ(wait_for(disputes_.show(other, opened->id)).error().kind, Failure::missing);
    EXPECT_EQ(wait_for(disputes_.timeline(other, opened->id, {})).error().kind, Failure::missing);
    EXPECT_EQ(change(ben, opened->id, "investigating").error().kind, Failure::missing);
}

TEST_F(DisputesTest, MoveAlongTheStateMachineAndKeepTheirHistory) {
    const auto opened = open(ann, {at_experian});
    ASSERT_TRUE(opened);
    EXPECT_TRUE(change(ann, opened->id, "investigating"));
    EXPECT_EQ(change(ann, opened->id, "pending").error().code, "disputes.status_refused");
    EXPECT_TRUE(change(ann, opened->id, "deleted"));

    const auto page = wait_for(disputes_.timeline(*UserId::parse(ann), opened->id, {}));
    ASSERT_TRUE(page);
    const auto items = boost::json::parse(page->json).at("items").as_array();
    ASSERT_EQ(items.size(), 3U);
    EXPECT_EQ(items[0].at("new_status").as_string(), "deleted");
    EXPECT_TRUE(items[2].at("old_status").is_null());
}

TEST_F(DisputesTest, ArePagedWithoutCuttingOneInTwo) {
    ASSERT_TRUE(open(ann, {at_experian, at_equifax}));
    ASSERT_TRUE(open(ann, {other_account}));
    DisputeFilter filter;
    filter.limit = 1;
    const auto user = *UserId::parse(ann);
    const auto first = boost::json::parse(wait_for(disputes_.list(user, filter))->json);
    ASSERT_EQ(first.at("items").as_array().size(), 1U);
    filter.after = parse_uuid(std::string_view(first.at("next_cursor").as_string()));
    const auto second = boost::json::parse(wait_for(disputes_.list(user, filter))->json);
    ASSERT_EQ(second.at("items").as_array().size(), 1U);
    EXPECT_TRUE(second.at("next_cursor").is_null());
    EXPECT_NE(first.at("items").at(0).at("id"), second.at("items").at(0).at("id"));
}

}  // namespace
}  // namespace fairfile::disputes
