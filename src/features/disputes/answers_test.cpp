#include "features/disputes/disputes_world_test.hpp"

namespace fairfile::disputes {
namespace {

using namespace std::chrono;
using test::wait_for;
namespace json = boost::json;

constexpr sys_days delivery_day{year{2026} / 1 / 15};

class AnswersTest : public DisputesTest {
  protected:
    AnswersTest() { clock_.time = sys_days{year{2026} / 3 / 1} + hours{12}; }

    DisputeId delivered_dispute() {
        const auto id =
            open(ann, NewDispute{.tradeline_ids = {at_experian}, .reason = "Wrong"})->id;
        const auto letter = approved_letter(id, request());
        run(letter_mailed(*UserId::parse(ann), letter, delivery_day - days{5}));
        run(letter_delivered(*UserId::parse(ann), letter, delivery_day));
        return id;
    }
    Result<std::string> answer(DisputeId id, TypedAnswer typed, const char* user = ann) {
        return wait_for(disputes_->record_answer(*UserId::parse(user), id, std::move(typed)));
    }
    static TypedAnswer typed(std::string outcome, sys_days received = delivery_day + days{20}) {
        return {"Experian", std::move(outcome), received, std::nullopt, {}};
    }
};

TEST_F(AnswersTest, WithAResultMoveTheDisputeAsTheBureau) {
    const auto id = delivered_dispute();
    const auto said = json::parse(answer(id, typed("deleted")).value());
    EXPECT_TRUE(said.at("favourable").as_bool());
    EXPECT_EQ(text(at_bureau(id).at("status")), "deleted");
    const auto rows =
        rows_.execute("select changed_by from dispute_status_history order by seq desc limit 1");
    EXPECT_EQ(rows.text(0, 0), "bureau");
    ASSERT_TRUE(answer(id, typed("reinserted")));
    EXPECT_TRUE(at_bureau(id).at("reinserted").as_bool());
}

TEST_F(AnswersTest, WithoutAResultMoveNothingAndStopNoClock) {
    for (const auto* outcome :
         {"identity_not_verified",
          "frivolous",
          "already_in_progress",
          "received",
          "third_party_suspected",
          "unknown"}) {
        EXPECT_FALSE(meaning_of(outcome).status) << outcome;
        EXPECT_FALSE(meaning_of(outcome).advice.empty()) << outcome;
    }
    const auto id = delivered_dispute();
    ASSERT_TRUE(answer(id, typed("identity_not_verified")));
    EXPECT_EQ(text(at_bureau(id).at("status")), "investigating");
    EXPECT_EQ(text(at_bureau(id).at("due")), "2026-02-14");
    EXPECT_EQ(rows_.execute("select outcome from bureau_response_items").size(), 1U);
}

TEST_F(AnswersTest, AreRefusedBeforeTheLetterAndFromTheFuture) {
    const auto id = delivered_dispute();
    for (const auto day : {delivery_day - days{6}, sys_days{year{2026} / 3 / 3}}) {
        const auto refused = answer(id, typed("verified", day));
        EXPECT_EQ(refused.error().code, "disputes.answer_day");
        EXPECT_EQ(refused.error().fields.at(0).field, "received");
    }
    EXPECT_EQ(rows_.execute("select 1 from bureau_responses").size(), 0U);
}

TEST_F(AnswersTest, ThatDisagreeAreRefusedAndTheSameTwiceIsKept) {
    const auto id = delivered_dispute();
    ASSERT_TRUE(answer(id, typed("deleted")));
    ASSERT_TRUE(answer(id, typed("deleted")));
    EXPECT_EQ(answer(id, typed("verified")).error().code, "disputes.status_refused");
    EXPECT_EQ(text(at_bureau(id).at("status")), "deleted");
    EXPECT_EQ(rows_.execute("select 1 from bureau_responses").size(), 2U);
}

TEST_F(AnswersTest, SayWhenResultAndReasonDisagree) {
    auto said = typed("updated");
    EXPECT_FALSE(contradiction_in(said));
    said.reasons = {"Balance", "No  Update Necessary"};
    EXPECT_TRUE(contradiction_in(said));
    const auto id = delivered_dispute();
    const auto shown = json::parse(answer(id, said).value());
    EXPECT_FALSE(shown.at("contradiction").is_null());
}

TEST_F(AnswersTest, AreForTheOwnersItemsAndTheBureausAskedOnly) {
    const auto id = delivered_dispute();
    EXPECT_EQ(answer(id, typed("deleted"), ben).error().kind, Failure::missing);
    auto other = typed("deleted");
    other.bureau = "TransUnion";
    EXPECT_EQ(answer(id, other).error().kind, Failure::missing);
}

}  // namespace
}  // namespace fairfile::disputes
