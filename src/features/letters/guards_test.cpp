#include "features/letters/guards.hpp"

#include "features/letters/letter_types.hpp"
#include "features/letters/text_changes.hpp"

#include <gtest/gtest.h>

#include <set>

namespace fairfile::letters {
namespace {

const Confirmations all_four{
    .identity_proof = true,
    .identity_theft_report = true,
    .items_identified = true,
    .not_my_transactions = true};

TEST(Claims, OfIdentityTheftNeedAllFourElements) {
    const auto text = "I am a victim of Identity\n Theft.";
    EXPECT_FALSE(unconfirmed_claim(text, grounds_of(all_four)));
    for (auto element :
         {&Confirmations::identity_proof,
          &Confirmations::identity_theft_report,
          &Confirmations::items_identified,
          &Confirmations::not_my_transactions}) {
        auto three = all_four;
        three.*element = false;
        const auto refused = unconfirmed_claim(text, grounds_of(three));
        ASSERT_TRUE(refused);
        EXPECT_EQ(refused->code, "letters.unconfirmed_claim");
    }
}

TEST(Claims, ThatSomethingIsNotMineNeedTheirOwnWord) {
    for (const auto* text :
         {"This is NOT  mine.",
          "It isn\xe2\x80\x99t mine",
          "That is not my debt",
          "not my account"}) {
        EXPECT_TRUE(unconfirmed_claim(text, {})) << text;
        EXPECT_FALSE(unconfirmed_claim(text, grounds_of({.not_mine = true}))) << text;
    }
    EXPECT_FALSE(unconfirmed_claim("The balance is wrong: I paid in May.", {}));
}

DisputeClaim claim() {
    return {
        .user = {},
        .addressee = "Experian",
        .item = "1234",
        .reason = "wrong_balance",
        .facts = "The balance is $10.",
        .new_information = "",
        .enclosures = {"Copy of my ID", "Bank statement"}};
}

TEST(GuardHash, IsTheSameForTheSameClaimHoweverItIsTyped) {
    auto same = claim();
    same.facts = "the  balance is $10. ";
    same.enclosures = {"bank statement", "copy of my ID"};
    EXPECT_EQ(guard_hash(claim()), guard_hash(same));
}

TEST(GuardHash, ChangesWithEveryPartAndKeepsPartsApart) {
    std::set<std::array<std::uint8_t, 32>> seen{guard_hash(claim())};
    const auto is_new = [&seen](DisputeClaim other) {
        return seen.insert(guard_hash(std::move(other))).second;
    };
    auto other = claim();
    other.user.value.bytes[0] = 1;
    EXPECT_TRUE(is_new(other));
    for (auto part :
         {&DisputeClaim::addressee,
          &DisputeClaim::item,
          &DisputeClaim::reason,
          &DisputeClaim::facts,
          &DisputeClaim::new_information}) {
        other = claim();
        other.*part = "something else";
        EXPECT_TRUE(is_new(other));
    }
    other = claim();
    other.enclosures.emplace_back("Receipt");
    EXPECT_TRUE(is_new(other));
    other = claim();
    other.item = "1234\n13:wrong_balance";
    other.reason = "";
    EXPECT_TRUE(is_new(other));
}

TEST(Statement, CountsWordsAsRunsWithoutSpace) {
    EXPECT_EQ(word_count(""), 0U);
    EXPECT_EQ(word_count("  one\n two\tthree "), 3U);
}

TEST(LetterTypes, HaveNamesOfTheirOwnAndAtMostFiveItems) {
    std::set<std::string_view> names;
    for (const auto id : letter_type_ids()) {
        EXPECT_TRUE(names.insert(id).second);
        EXPECT_LE(find_letter_type(id)->items_max, items_per_letter);
    }
    EXPECT_EQ(names.size(), 13U);
    EXPECT_EQ(find_letter_type("unknown"), nullptr);
}

TEST(TextChanges, KeepWhatIsCommonAndSayWhatWentAndCame) {
    std::string shown;
    for (const auto& change : line_changes("a\nb\nc\nd", "a\nc\nx\nd")) {
        constexpr std::string_view marks = " -+";
        shown += marks[static_cast<std::size_t>(change.kind)] + std::string(change.line) + ";";
    }
    EXPECT_EQ(shown, " a;-b; c;+x; d;");
}

}  // namespace
}  // namespace fairfile::letters
