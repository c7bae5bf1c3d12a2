#include "features/disputes/disputes_world_test.hpp"

namespace fairfile::disputes {
namespace {

using namespace std::chrono;
using test::wait_for;
namespace json = boost::json;

constexpr sys_days on(int y, unsigned m, unsigned d) {
    return sys_days{year{y} / month{m} / day{d}};
}

TEST_F(DisputesTest, StartFromAFindingInOneStep) {
    const auto opened = open(ann, NewDispute{.finding_ids = {finding}});
    ASSERT_TRUE(opened) << opened.error().message;
    const auto dispute = json::parse(opened->json);
    EXPECT_EQ(text(dispute.at("reason")), "Paid, but a balance of $120.00 is shown.");
    for (const auto* bureau : {"Experian", "Equifax"}) {
        const auto& at = dispute.at("bureaus").at(bureau);
        EXPECT_EQ(text(at.at("status")), "pending");
        EXPECT_EQ(text(at.at("fact")), "Paid, but a balance of $120.00 is shown.");
        EXPECT_EQ(text(at.at("next_step").at("letter")), "dispute_611");
    }
    const auto codes =
        rows_.execute("select distinct reason_code, eoscar_code from dispute_tracking");
    EXPECT_EQ(codes.text(0, 0), "paid_with_balance");
    EXPECT_EQ(codes.text(0, 1), "109");
}

TEST_F(DisputesTest, FromFindingsAreTheOwnersAndKnown) {
    EXPECT_EQ(open(ben, NewDispute{.finding_ids = {finding}}).error().code, "http.not_found");
    EXPECT_EQ(open(ann, NewDispute{.finding_ids = {report}}).error().code, "http.not_found");
    NewDispute chosen{.tradeline_ids = {at_experian}, .finding_ids = {finding}};
    const auto opened = open(ann, std::move(chosen));
    ASSERT_TRUE(opened);
    EXPECT_EQ(text(at_bureau(opened->id, "Equifax").at("status")), "blank");
}

TEST_F(DisputesTest, BecomeALetterFromTheReportAndWhatThePersonGives) {
    const auto id = open(ann, NewDispute{.finding_ids = {finding}})->id;
    const auto letter = json::parse(write(id, request()).value().json);
    const auto said = text(letter.at("text"));
    for (const auto* fact :
         {"Ann Doe",
          "1 Elm Street, Dayton, OH 45402",
          "1990-02-03",
          "NORTH BANK",
          "ending in 1234",
          "a balance of $120.00",
          "in my credit file (my report of 2026-01-05)"}) {
        EXPECT_NE(said.find(fact), std::string::npos) << fact << "\n" << said;
    }
    EXPECT_EQ(letter.at("enclosures").as_array().size(), 2U);
}

TEST_F(DisputesTest, NeedABureauForALetterAndNameWhatIsMissing) {
    const auto id = open(ann, NewDispute{.finding_ids = {finding}})->id;
    auto wanted = request();
    wanted.bureau.reset();
    EXPECT_EQ(write(id, wanted).error().code, "disputes.bureau_needed");
    wanted = request();
    wanted.facts.erase("ssn_last4");
    const auto refused = write(id, wanted);
    EXPECT_EQ(refused.error().code, "letters.missing_facts");
    ASSERT_EQ(refused.error().fields.size(), 1U);
    EXPECT_EQ(refused.error().fields[0].field, "ssn_last4");
    wanted = request();
    wanted.bureau = "TransUnion";
    EXPECT_EQ(write(id, wanted).error().kind, Failure::missing);
}

TEST_F(DisputesTest, ShareOneLetterToTheSameBureau) {
    const auto first = open(ann, {at_experian, at_equifax})->id;
    const auto second = open(ann, {other_account})->id;
    auto wanted = request();
    wanted.despite_advice = true;
    wanted.with = {to_string(second)};
    const auto letter = json::parse(write(first, wanted).value().json);
    ASSERT_EQ(letter.at("items").as_array().size(), 2U);
    EXPECT_EQ(text(letter.at("items").at(0).at("dispute_id")), to_string(first));
    EXPECT_NE(text(letter.at("text")).find("\n2. NORTH BANK"), std::string::npos);
    wanted.bureau = "Equifax";
    EXPECT_EQ(write(first, wanted).error().code, "disputes.bureau_needed");
}

TEST_F(DisputesTest, SayNotMineOnlyWhenThePersonSaidSo) {
    NewDispute wanted{.tradeline_ids = {at_experian}, .reason = "This is not mine."};
    auto id = open(ann, wanted)->id;
    EXPECT_EQ(write(id, request()).error().code, "letters.unconfirmed_claim");
    auto confirmed = request();
    confirmed.confirmed.not_mine = true;
    EXPECT_TRUE(write(id, confirmed));
}

TEST_F(DisputesTest, AreAdvisedAgainstWhenPositiveOrDuringAMortgage) {
    const auto good = open(ann, {other_account})->id;
    EXPECT_EQ(write(good, request()).error().code, "disputes.advised_against");
    auto wanted = request();
    wanted.despite_advice = true;
    EXPECT_TRUE(write(good, wanted));
    const auto bad = open(ann, {at_experian})->id;
    wanted = request();
    wanted.mortgage_application = true;
    EXPECT_EQ(write(bad, wanted).error().code, "disputes.advised_against");
    EXPECT_TRUE(write(bad, request()));
}

TEST_F(DisputesTest, AskForTheMethodOnlyAfterTheResult) {
    const auto id = open(ann, {at_experian})->id;
    auto wanted = request();
    wanted.type = "method_of_verification";
    wanted.facts["result_date"] = "2026-03-01";
    EXPECT_EQ(write(id, wanted).error().code, "disputes.letter_not_yet");
    wanted.type = "reinsertion_objection";
    EXPECT_EQ(write(id, wanted).error().code, "disputes.letter_not_yet");
    ASSERT_TRUE(change(ann, id, "verified"));
    wanted.type = "method_of_verification";
    EXPECT_TRUE(write(id, wanted));
}

TEST_F(DisputesTest, RunNoClockBeforeDeliveryAndThenTheLawsOwn) {
    const auto id = open(ann, {at_experian})->id;
    const auto letter = approved_letter(id, request());
    run(letter_mailed(*UserId::parse(ann), letter, on(2026, 1, 10)));
    auto at = at_bureau(id);
    EXPECT_EQ(text(at.at("status")), "pending");
    EXPECT_EQ(text(at.at("mailed")), "2026-01-10");
    EXPECT_EQ(text(at.at("due")), "null");

    run(letter_delivered(*UserId::parse(ann), letter, on(2026, 1, 15)));
    at = at_bureau(id);
    EXPECT_EQ(text(at.at("status")), "investigating");
    EXPECT_EQ(text(at.at("clock")), "C1");
    EXPECT_EQ(text(at.at("due")), "2026-02-14");
    EXPECT_NE(text(at.at("next_step").at("text")).find("2026-02-14"), std::string::npos);
}

TEST_F(DisputesTest, AreGivenFifteenDaysMoreForInformationInsideTheThirty) {
    const auto id = open(ann, {at_experian})->id;
    const auto user = *UserId::parse(ann);
    const auto letter = approved_letter(id, request());
    run({letters::mark_letter(user, letter, letters::Mark::mailed)});
    run(letter_mailed(user, letter, on(2026, 1, 10)));
    run(letter_delivered(user, letter, on(2026, 1, 15)));
    run({letters::mark_letter(user, letter, letters::Mark::delivered)});
    run(letter_delivered(user, letter, on(2026, 1, 15)));
    EXPECT_EQ(text(at_bureau(id).at("due")), "2026-02-14");  // the same delivery told twice

    auto more = request();
    more.facts["new_information"] = "The bank's own letter.";
    const auto second = approved_letter(id, more);
    run(letter_mailed(user, second, on(2026, 1, 20)));
    run(letter_delivered(user, second, on(2026, 1, 25)));
    const auto at = at_bureau(id);
    EXPECT_EQ(text(at.at("clock")), "C2");
    EXPECT_EQ(text(at.at("due")), "2026-03-01");
    EXPECT_EQ(text(at.at("delivered")), "2026-01-15");
}

TEST_F(DisputesTest, ExpireOnlyAfterTheMailAllowanceWhoeverAsks) {
    const auto id = open(ann, {at_experian})->id;
    EXPECT_EQ(change(ann, id, "expired").error().code, "disputes.status_refused");
    const auto letter = approved_letter(id, request());
    run(letter_delivered(*UserId::parse(ann), letter, on(2026, 1, 15)));  // due 14 February
    test::PlainDatabase worker(rows_, "fairfile_worker");
    const auto expired_on = [&](sys_days day) {
        clock_.time = day + hours{12};
        return wait_for(expire_disputes(worker, clock_)).value();
    };
    // Five business days, Washington's Birthday apart, then five for the mail: 28 February.
    EXPECT_EQ(expired_on(on(2026, 2, 28)), 0U);
    EXPECT_EQ(change(ann, id, "expired").error().code, "disputes.status_refused");
    EXPECT_EQ(expired_on(on(2026, 3, 1)), 1U);
    EXPECT_EQ(expired_on(on(2026, 3, 1)), 0U);
    const auto at = at_bureau(id);
    EXPECT_EQ(text(at.at("status")), "expired");
    EXPECT_EQ(text(at.at("next_step").at("letter")), "escalation");
}

TEST_F(DisputesTest, AreEscalatedByALetterAfterTheResult) {
    const auto id = open(ann, {at_experian})->id;
    const auto user = *UserId::parse(ann);
    ASSERT_TRUE(change(ann, id, "verified"));
    auto wanted = request();
    wanted.type = "method_of_verification";
    wanted.facts["result_date"] = "2026-03-01";
    const auto letter = approved_letter(id, wanted);
    run(letter_mailed(user, letter, on(2026, 3, 3)));
    EXPECT_EQ(text(at_bureau(id).at("status")), "escalated");
    run(letter_delivered(user, letter, on(2026, 3, 6)));
    EXPECT_EQ(text(at_bureau(id).at("clock")), "C7");
    EXPECT_EQ(text(at_bureau(id).at("due")), "2026-03-21");
}

}  // namespace
}  // namespace fairfile::disputes
