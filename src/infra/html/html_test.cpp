#include "infra/html/html.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

namespace fairfile::html {
namespace {

using ::testing::ElementsAre;

/// Lines as a reader sees them: cells a wide blank apart are set apart by a bar.
std::vector<std::string> lines_in(const DocumentOfWords& document) {
    std::map<std::pair<int, int>, std::map<double, Word>> lines;
    for (const auto& page : document.pages) {
        for (const auto& word : page.words) {
            lines[{page.number, static_cast<int>(word.box.top * 10)}][word.box.left] = word;
        }
    }
    std::vector<std::string> texts;
    for (const auto& [place, words] : lines) {
        std::string text;
        double right = 0;
        for (const auto& [left, word] : words) {
            if (!text.empty()) text += left - right > 10 ? " | " : " ";
            text += word.text;
            right = word.box.right;
        }
        texts.push_back(text);
    }
    return texts;
}

std::vector<std::string> lines_of(std::string_view page) {
    auto document = words_of_html(page);
    return document ? lines_in(*document) : std::vector<std::string>{document.error().code.data()};
}

TEST(HtmlTables, StandInColumns) {
    EXPECT_THAT(
        lines_of("<table><tr><td>Balance:<td>$5<td>$7<tr><td>Status:<td>Open<td>Closed</table>"),
        ElementsAre("Balance: | $5 | $7", "Status: | Open | Closed")
    );
}

TEST(HtmlTables, KeepEmptyCellsInTheirPlace) {
    auto document = words_of_html(
        "<table><tr><th>Item<th>TransUnion<th>Experian</tr><tr><td>Balance<td><td>$7</tr></table>"
    );
    ASSERT_TRUE(document);
    const auto& words = document->pages.front().words;
    ASSERT_EQ(words.size(), 5U);
    EXPECT_EQ(words[2].text, "Experian");
    EXPECT_EQ(words[4].text, "$7");
    EXPECT_EQ(words[2].box.left, words[4].box.left);
}

TEST(HtmlStyles, PutFlexAndGridChildrenSideBySide) {
    const auto page =
        "<style>.kv{display:flex} .g > div {display:block} @media print{.two{display:grid;"
        "grid-template-columns:1fr 1fr}}</style><div class='kv'><b>Opened</b><i>01/2020</i></div>"
        "<div class=two><div>Balance</div><div>$5</div><div>Limit</div><div>$9</div></div>";
    EXPECT_THAT(lines_of(page), ElementsAre("Opened | 01/2020", "Balance | $5", "Limit | $9"));
}

TEST(HtmlStyles, CountTheTracksOfAGrid) {
    const auto with = [](const std::string& tracks) {
        const auto grid = "<div style='display:grid;grid-template-columns:" + tracks + "'>";
        return lines_of(grid + "<p>a</p><p>b</p><p>c</p></div>");
    };
    EXPECT_THAT(with("10px repeat(2, 1fr)"), ElementsAre("a | b | c"));
    EXPECT_THAT(with("repeat(3, minmax(0, 1fr))"), ElementsAre("a | b | c"));
    EXPECT_THAT(with("minmax(1px, 2px) auto"), ElementsAre("a | b", "c"));
    EXPECT_THAT(with("repeat(99"), ElementsAre("a | b | c"));
    EXPECT_THAT(with(""), ElementsAre("a", "b", "c"));
}

TEST(HtmlStyles, HideWhatThePageHides) {
    const auto page =
        "<style>.gone{display:none}</style><p>seen</p><p class='gone x'>unseen</p>"
        "<p style='display: none'>unseen</p><p hidden>unseen</p><script>unseen()</script>"
        "<!-- unseen --><template><p>unseen</template><noscript>unseen</noscript>";
    EXPECT_THAT(lines_of(page), ElementsAre("seen"));
}

TEST(HtmlRows, AreGuessedWhereNoStyleTells) {
    const auto page =
        "<div><div><div>Opened</div><div>01/2020</div></div>"
        "<div><div>Balance</div><div>$5</div></div></div>";
    EXPECT_THAT(lines_of(page), ElementsAre("Opened | 01/2020", "Balance | $5"));
}

TEST(HtmlTexts, BreakWhereThePageBreaks) {
    EXPECT_THAT(
        lines_of("<p>PO BOX 5<br>TULSA, <b>OK</b> 74101</p><h2>Accounts</h2>x < y"),
        ElementsAre("PO BOX 5", "TULSA, OK 74101", "Accounts", "x < y")
    );
}

TEST(HtmlTexts, DecodeReferencesOnce) {
    EXPECT_THAT(
        lines_of("<p>AT&amp;T &#36;5&nbsp;&#x2713; &amp;amp; &unknown; R&D &#1; &#xffffffff;</p>"),
        ElementsAre("AT&T $5 ✓ &amp; &unknown; R&D \xef\xbf\xbd")
    );
}

TEST(HtmlTexts, AreReadInOldEncodings) {
    EXPECT_THAT(lines_of("<p>Jos\xe9 \x93quoted\x94</p>"), ElementsAre("José “quoted”"));
    const std::string wide("\xff\xfe<\0p\0>\0h\0i\0<\0/\0p\0>\0", 18);
    EXPECT_THAT(lines_of(wide), ElementsAre("hi"));
}

TEST(HtmlTexts, LoseMarksThatAreNotSeen) {
    EXPECT_THAT(
        lines_of("<p>CAP\xe2\x80\x8bITAL \xe2\x80\xaeONE\xe2\x80\xac</p>"),
        ElementsAre("CAPITAL ONE")
    );
}

TEST(HtmlTexts, KeepLinesAndBlanksThatWereTyped) {
    const auto typed = ElementsAre("Creditor .... ACME BANK", "Balance | $5 | $7", "Open");
    const std::string text = "\nCreditor .... <b>ACME</b> BANK\nBalance     $5     $7\n\nOpen\n";
    EXPECT_THAT(lines_of("<pre>" + text + "</pre>"), typed);
    EXPECT_THAT(lines_of("<div style='white-space:pre-wrap'>" + text + "</div>"), typed);
    EXPECT_THAT(lines_of("<style>.r{white-space:pre}</style><p class=r>" + text + "</p>"), typed);
    EXPECT_THAT(lines_of("<pre style='white-space:normal'>a\nb</pre>"), ElementsAre("a b"));
}

TEST(HostileHtml, IsReadOrRefusedWithoutHarm) {
    std::string deep;
    for (int i = 0; i < 20'000; ++i) deep += "<div>";
    EXPECT_TRUE(words_of_html(deep + "x"));
    std::string wide;
    for (int i = 0; i < 500'000; ++i) wide += "<p>";
    ASSERT_FALSE(words_of_html(wide));
    EXPECT_EQ(words_of_html(wide).error().code, "document.too_large");
    for (const auto* page :
         {"<", "<a", "<a b", "<a b=", "<a b='", "</", "<!--", "<style>", "<td>"}) {
        EXPECT_TRUE(words_of_html(page)) << page;
    }
    EXPECT_THAT(lines_of("<table><tr><td>a</table></table></div></td>b"), ElementsAre("a", "b"));
}

TEST(PlainText, KeepsItsPlaces) {
    const auto document = words_of_text("Balance:   $5\n\tLimit: $9\r\n\n");
    EXPECT_THAT(lines_in(document), ElementsAre("Balance: | $5", "Limit: $9"));
    EXPECT_EQ(document.pages.front().words[2].box.left, 48);
}

}  // namespace
}  // namespace fairfile::html
