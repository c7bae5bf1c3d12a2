#include "features/disputes/dispute_status.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace fairfile::disputes {
namespace {

bool may(std::string_view from, std::string_view to, Reinserted reinserted = Reinserted::no) {
    const auto allowed = may_come_from(to, reinserted);
    return std::find(allowed.begin(), allowed.end(), from) != allowed.end();
}

TEST(DisputeStatus, FollowsTheWayOfALetterAndItsAnswer) {
    EXPECT_TRUE(may("pending", "investigating"));
    EXPECT_TRUE(may("investigating", "deleted"));
    EXPECT_TRUE(may("verified", "escalated"));
    EXPECT_TRUE(may("expired", "verified")) << "a late answer is an answer";
}

TEST(DisputeStatus, NeverStaysAndNeverGoesBackToPending) {
    for (const auto status : statuses) EXPECT_FALSE(may(status, status)) << status;
    EXPECT_FALSE(may("verified", "pending"));
    EXPECT_FALSE(may("deleted", "verified"));
    EXPECT_FALSE(may("deleted", "expired"));
}

TEST(DisputeStatus, KnowsReinsertionAsVerifiedAfterDeletedOnly) {
    EXPECT_TRUE(may("deleted", "verified", Reinserted::yes));
    EXPECT_FALSE(may("investigating", "verified", Reinserted::yes));
    EXPECT_FALSE(may("deleted", "updated", Reinserted::yes));
}

}  // namespace
}  // namespace fairfile::disputes
