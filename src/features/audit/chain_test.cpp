#include "features/audit/chain.hpp"

#include <gtest/gtest.h>

namespace fairfile::audit {
namespace {

std::vector<Link> whole_chain(std::int64_t length, char salt = 'a') {
    std::vector<Link> links;
    Hash previous{};
    for (std::int64_t seq = 1; seq <= length; ++seq) {
        LogRow row{.seq = seq, .happened_at = seq * 10, .action = "did", .previous_hash = previous};
        row.subject_type = salt;
        const auto hash = hash_of(row);
        links.push_back({seq, previous, hash, hash});
        previous = hash;
    }
    return links;
}

std::vector<ChainBreak> breaks_of(
    const std::vector<Link>& links, std::vector<Anchor> anchors = {}
) {
    ChainVerifier verifier("test", std::move(anchors));
    for (const auto& link : links) verifier.add(link);
    verifier.finish();
    return verifier.breaks();
}

Anchor anchor_of(const std::vector<Link>& links) {
    return {links.back().seq, links.back().stored_hash};
}

TEST(Chain, IsWholeAsItWasWritten) {
    const auto links = whole_chain(100'000);
    EXPECT_TRUE(breaks_of(links).empty());
    EXPECT_TRUE(breaks_of(links, {anchor_of(links)}).empty());
    EXPECT_TRUE(breaks_of({}).empty());
}

TEST(Chain, ShowsAnEntryThatWasChanged) {
    auto links = whole_chain(10);
    links[4].computed_hash[0] ^= 1;
    const auto breaks = breaks_of(links);
    ASSERT_EQ(breaks.size(), 1U);
    EXPECT_EQ(breaks[0].seq, 5);
    EXPECT_EQ(breaks[0].damage, Damage::changed);
}

TEST(Chain, ShowsAnEntryThatWasChangedTogetherWithItsHash) {
    auto links = whole_chain(10);
    links[4].computed_hash[0] ^= 1;
    links[4].stored_hash = links[4].computed_hash;
    const auto breaks = breaks_of(links);
    ASSERT_EQ(breaks.size(), 1U);
    EXPECT_EQ(breaks[0].seq, 6);
    EXPECT_EQ(breaks[0].damage, Damage::unlinked);
}

TEST(Chain, ShowsAnEntryThatWasRemovedInsertedOrMoved) {
    auto links = whole_chain(10);
    links.erase(links.begin() + 4);
    EXPECT_EQ(breaks_of(links).at(0).damage, Damage::missing);
    EXPECT_EQ(breaks_of(links).at(0).seq, 5);

    links = whole_chain(10);
    links.erase(links.begin());
    EXPECT_EQ(breaks_of(links).at(0).damage, Damage::missing);

    links = whole_chain(10);
    links.insert(links.begin() + 4, links[3]);
    EXPECT_FALSE(breaks_of(links).empty());

    links = whole_chain(10);
    std::swap(links[4], links[5]);
    EXPECT_FALSE(breaks_of(links).empty());
    std::swap(links[4].seq, links[5].seq);
    EXPECT_FALSE(breaks_of(links).empty());
}

TEST(Chain, ShowsACutTailThroughItsAnchorOnly) {
    const auto links = whole_chain(10);
    const auto anchor = anchor_of(links);
    const std::vector<Link> cut(links.begin(), links.end() - 1);
    EXPECT_TRUE(breaks_of(cut).empty());
    ASSERT_EQ(breaks_of(cut, {anchor}).size(), 1U);
    EXPECT_EQ(breaks_of(cut, {anchor})[0].damage, Damage::cut);
    EXPECT_EQ(breaks_of({}, {anchor}).at(0).damage, Damage::cut);
}

TEST(Chain, ShowsAFullRewriteThroughItsAnchorOnly) {
    const auto anchor = anchor_of(whole_chain(10));
    const auto rewritten = whole_chain(12, 'b');
    EXPECT_TRUE(breaks_of(rewritten).empty());
    ASSERT_EQ(breaks_of(rewritten, {anchor}).size(), 1U);
    EXPECT_EQ(breaks_of(rewritten, {anchor})[0].damage, Damage::rewritten);
}

TEST(Hash, CoversEveryFieldOfALogEntry) {
    const LogRow row{.seq = 1, .action = "did", .subject_type = "user"};
    const auto hash = hash_of(row);
    auto other = row;
    other.seq = 2;
    EXPECT_NE(hash_of(other), hash);
    other = row;
    other.happened_at = 1;
    EXPECT_NE(hash_of(other), hash);
    other = row;
    other.actor.bytes[0] = 1;
    EXPECT_NE(hash_of(other), hash);
    other = row;
    other.subject.bytes[0] = 1;
    EXPECT_NE(hash_of(other), hash);
    other = row;
    other.action = "undid";
    EXPECT_NE(hash_of(other), hash);
    other = row;
    other.subject_type = "report";
    EXPECT_NE(hash_of(other), hash);
    other = row;
    other.details_digest[0] = 1;
    EXPECT_NE(hash_of(other), hash);
    other = row;
    other.previous_hash[0] = 1;
    EXPECT_NE(hash_of(other), hash);
}

}  // namespace
}  // namespace fairfile::audit
