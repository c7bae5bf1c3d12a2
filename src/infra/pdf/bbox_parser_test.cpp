#include "infra/pdf/bbox_parser.hpp"

#include "base/text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace fairfile::pdf {
namespace {

using testing::ElementsAre;

DocumentOfWords parse(std::string_view printed) {
    BboxParser parser;
    parser.feed(printed);
    return parser.take();
}

std::vector<std::string> texts(const DocumentOfWords& document) {
    std::vector<std::string> found;
    for (const auto& page : document.pages) {
        for (const auto& word : page.words) found.push_back(word.text);
    }
    return found;
}

std::string word(const std::string& text) {
    return R"(<word xMin="10.5" yMin="20" xMax="50.5" yMax="32">)" + text + "</word>\n";
}

std::string page(const std::string& content) {
    return R"(<page width="596.000000" height="842.000000">)" + content + "</page>";
}

constexpr const char* head =
    R"(<html><head><title>a &lt; b</title><meta name="Producer" content="Skia/PDF &amp; co"/>)";

TEST(TheBboxParser, ReadsPagesWordsAndProducer) {
    const auto document = parse(head + page(word("IdentityIQ")) + page(""));
    ASSERT_EQ(document.pages.size(), 2U);
    EXPECT_EQ(document.producer, "Skia/PDF & co");
    EXPECT_EQ(document.pages[0].width, 596);
    EXPECT_EQ(document.pages[1].number, 2);
    ASSERT_EQ(document.pages[0].words.size(), 1U);
    const auto& box = document.pages[0].words[0].box;
    EXPECT_EQ(box.left, 10.5);
    EXPECT_EQ(box.bottom, 32);
    EXPECT_EQ(document.pages[0].words[0].confidence, 1);
}

TEST(TheBboxParser, ReadsTheSameHoweverThePrintedTextIsCut) {
    const auto printed = head + page(word("A&amp;B") + word("caf\u00e9"));
    const auto whole = texts(parse(printed));
    for (std::size_t cut = 0; cut < printed.size(); ++cut) {
        BboxParser parser;
        parser.feed(std::string_view(printed).substr(0, cut));
        parser.feed(std::string_view(printed).substr(cut));
        ASSERT_EQ(texts(parser.take()), whole) << "cut at " << cut;
    }
}

TEST(TheBboxParser, TellsWhichPagesAreDone) {
    std::vector<int> done;
    BboxParser parser([&done](int pages) { done.push_back(pages); });
    parser.feed(page(word("a")) + page(word("b")) + R"(<page width="1" height="1">)");
    EXPECT_THAT(done, ElementsAre(1, 2));
    EXPECT_FALSE(parser.complete());
    parser.feed("</page>");
    EXPECT_TRUE(parser.complete());
}

TEST(TheBboxParser, DecodesEntities) {
    EXPECT_EQ(decode_entities("&lt;&gt;&amp;&quot;&apos;&#36;&#x20AC;"), "<>&\"'$\u20ac");
    EXPECT_EQ(decode_entities("&amp;lt; & &x; &#; &#x; &#xZZ; &"), "&lt; & &x; &#; &#x; &#xZZ; &");
    EXPECT_EQ(to_valid_utf8(decode_entities("&#xD800;&#x1F600;")).find("\U0001F600"), 9U);
}

TEST(TheBboxParser, SplitsWordsAtBlanksInsideThem) {
    const auto document = parse(page(word("two words") + word("\u00a0one\u00a0") + word("\u200b")));
    EXPECT_THAT(texts(document), ElementsAre("two", "words", "one"));
    const auto& words = document.pages[0].words;
    EXPECT_LT(words[0].box.right, words[1].box.left);
    EXPECT_EQ(words[1].box.right, 50.5);
}

struct Damage {
    const char* what;
    std::string printed;
    std::vector<std::string> words;
};

void PrintTo(const Damage& damage, std::ostream* out) {
    *out << damage.what;
}

class DamagedOutput : public testing::TestWithParam<Damage> {};

TEST_P(DamagedOutput, LosesOnlyWhatIsDamaged) {
    EXPECT_EQ(texts(parse(GetParam().printed)), GetParam().words);
}

INSTANTIATE_TEST_SUITE_P(
    TheBboxParser,
    DamagedOutput,
    testing::Values(
        Damage{"nothing", "", {}},
        Damage{"a word outside a page", word("lost") + page(word("kept")), {"kept"}},
        Damage{"no box", page("<word>lost</word>" + word("kept")), {"kept"}},
        Damage{
            "half a box", page(R"(<word xMin="1" yMin="2">lost</word>)" + word("kept")), {"kept"}},
        Damage{
            "no number",
            page(R"(<word xMin="nan" yMin="2" xMax="inf" yMax="1e999">lost</word>)"),
            {}},
        Damage{
            "a number out of this world",
            page(R"(<word xMin="1" yMin="2" xMax="1e99" yMax="4">lost</word>)"),
            {}},
        Damage{
            "an endless tag", page("<" + std::string(100'000, 'x') + ">" + word("kept")), {"kept"}},
        Damage{"a tag in a tag", page("<word <word " + word("kept")), {"kept"}},
        Damage{
            "no closing tag",
            page("") + "<page width=\"1\" height=\"1\">" + word("kept"),
            {"kept"}},
        Damage{"broken UTF-8", page(word("caf\xe9")), {"caf\ufffd"}},
        Damage{"control characters", page(word("a\x01\x02z")), {"az"}}
    )
);

TEST(TheBboxParser, CutsAWordThatNeverEnds) {
    const auto document = parse(page(word(std::string(100'000, 'x'))));
    EXPECT_LE(document.pages[0].words.at(0).text.size(), 1024U);
}

TEST(TheBboxParser, StopsAtMorePagesThanAnyDocumentHas) {
    BboxParser parser;
    bool within = true;
    for (int count = 0; count < 2100; ++count) within = parser.feed(page(""));
    EXPECT_FALSE(within);
}

TEST(TheBboxParser, PutsBoxesTheRightWayRound) {
    const auto document = parse(page(R"(<word xMin="5" yMin="9" xMax="1" yMax="2">x</word>)"));
    const auto& box = document.pages[0].words.at(0).box;
    EXPECT_LE(box.left, box.right);
    EXPECT_LE(box.top, box.bottom);
}

}  // namespace
}  // namespace fairfile::pdf
