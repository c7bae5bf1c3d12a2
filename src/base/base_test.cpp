#include "base/dates.hpp"
#include "base/ids.hpp"
#include "base/json_writer.hpp"
#include "base/result.hpp"
#include "base/text.hpp"

#include <gtest/gtest.h>

namespace fairfile {
namespace {

TEST(UuidV7, KeepsTheTimeInItsFirstBytesAndSaysItsVersion) {
    const auto id =
        make_uuid_v7(0x0190a1b2c3d4, {255, 255, 255, 255, 255, 255, 255, 255, 255, 255});
    EXPECT_EQ(to_string(id), "0190a1b2-c3d4-7fff-bfff-ffffffffffff");
    EXPECT_EQ(parse_uuid(to_string(id)), id);
}

TEST(UuidText, RefusesEverythingButTheCanonicalForm) {
    EXPECT_TRUE(parse_uuid("0190A1B2-C3D4-7FFF-BFFF-FFFFFFFFFFFF"));
    for (const auto* text :
         {"",
          "0190a1b2c3d47fffbfffffffffffffff",
          "{0190a1b2-c3d4-7fff-bfff-ffffffffffff}",
          "0190a1b2-c3d4-7fff-bfff-fffffffffffg",
          "0190a1b2-c3d4-7fff-bfff-ffffffffffff0",
          "0190a1b2_c3d4-7fff-bfff-ffffffffffff"}) {
        EXPECT_FALSE(parse_uuid(text)) << text;
    }
}

TEST(PartialDate, KeepsThePrecisionOfTheDocument) {
    EXPECT_EQ(to_string(*parse_iso_date("2025-12-23")), "2025-12-23");
    EXPECT_EQ(to_string(*parse_iso_date("2025-12")), "2025-12");
    EXPECT_EQ(to_string(*parse_iso_date("1990")), "1990");
}

TEST(PartialDate, RefusesWhatIsNoDate) {
    for (const auto* text :
         {"2025-13",
          "2025-02-30",
          "2025-00-01",
          "2025-01-00",
          "25-01-01",
          "2025-1-1",
          "0000",
          ""}) {
        EXPECT_FALSE(parse_iso_date(text)) << text;
    }
}

TEST(PartialDate, SpansTheDaysItCanMean) {
    using namespace std::chrono;
    EXPECT_EQ(first_day({2024, 2, 0}), sys_days{2024y / 2 / 1});
    EXPECT_EQ(last_day({2024, 2, 0}), sys_days{2024y / 2 / 29});
    EXPECT_EQ(last_day({2023, 0, 0}), sys_days{2023y / 12 / 31});
}

TEST(Utf8, FindsOverlongFormsSurrogatesAndCutSequences) {
    EXPECT_TRUE(is_valid_utf8("Nguy\xe1\xbb\x85n"));
    for (const auto* text : {"\xc0\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xe1\xbb", "\x80"}) {
        EXPECT_FALSE(is_valid_utf8(text));
    }
    EXPECT_EQ(to_valid_utf8("a\xff"), "a\xef\xbf\xbd");
}

TEST(JsonWriter, WritesNestedValuesWithCommasInTheRightPlaces) {
    std::string out;
    JsonWriter json(out);
    json.begin_object().field("a", 1).key("b").begin_array().value("x\"\n").null().end_array();
    json.field("c", true).key("d").begin_object().end_object().field("e", 0.5).end_object();
    EXPECT_EQ(out, R"({"a":1,"b":["x\"\n",null],"c":true,"d":{},"e":0.5})");
}

TEST(JsonWriter, PutsTheMembersOfAnObjectIntoTheOpenOne) {
    std::string out;
    JsonWriter json(out);
    json.begin_object().field("a", 1).members(R"({"b":2,"c":3})").members("{}").end_object();
    EXPECT_EQ(out, R"({"a":1,"b":2,"c":3})");
}

TEST(CollapseSpaces, LeavesOneBlankBetweenWords) {
    EXPECT_EQ(collapse_spaces("  CHASE \t BANK\n USA "), "CHASE BANK USA");
    EXPECT_EQ(collapse_spaces("   "), "");
}

TEST(PartialDate, IsSaidAsAmericanLettersDo) {
    EXPECT_EQ(in_words({2026, 3, 14}), "March 14, 2026");
    EXPECT_EQ(in_words({2026, 12}), "December 2026");
    EXPECT_EQ(in_words({2026}), "2026");
}

TEST(Text, IsSafeInsideHtml) {
    EXPECT_EQ(html_escaped("<a href=\"x\">'&'"), "&lt;a href=&quot;x&quot;&gt;&#39;&amp;&#39;");
}

}  // namespace
}  // namespace fairfile
