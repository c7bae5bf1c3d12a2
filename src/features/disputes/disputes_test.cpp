#include "features/disputes/disputes_world_test.hpp"

namespace fairfile::disputes {
namespace {

using test::wait_for;

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
    EXPECT_EQ(wait_for(disputes_->show(other, opened->id)).error().kind, Failure::missing);
    EXPECT_EQ(wait_for(disputes_->timeline(other, opened->id, {})).error().kind, Failure::missing);
    EXPECT_EQ(change(ben, opened->id, "investigating").error().kind, Failure::missing);
}

TEST_F(DisputesTest, MoveAlongTheStateMachineAndKeepTheirHistory) {
    const auto opened = open(ann, {at_experian});
    ASSERT_TRUE(opened);
    EXPECT_TRUE(change(ann, opened->id, "investigating"));
    EXPECT_EQ(change(ann, opened->id, "pending").error().code, "disputes.status_refused");
    EXPECT_TRUE(change(ann, opened->id, "deleted"));

    const auto page = wait_for(disputes_->timeline(*UserId::parse(ann), opened->id, {}));
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
    const auto first = boost::json::parse(wait_for(disputes_->list(user, filter))->json);
    ASSERT_EQ(first.at("items").as_array().size(), 1U);
    filter.after = parse_uuid(std::string_view(first.at("next_cursor").as_string()));
    const auto second = boost::json::parse(wait_for(disputes_->list(user, filter))->json);
    ASSERT_EQ(second.at("items").as_array().size(), 1U);
    EXPECT_TRUE(second.at("next_cursor").is_null());
    EXPECT_NE(first.at("items").at(0).at("id"), second.at("items").at(0).at("id"));
}

}  // namespace
}  // namespace fairfile::disputes
