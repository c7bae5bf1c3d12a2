#include "infra/ocr/tesseract.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace fairfile::ocr {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr const char* page_line = "1\t1\t0\t0\t0\t0\t0\t0\t2550\t3300\t-1\t\n";

std::vector<std::string> texts(const Reading& reading) {
    std::vector<std::string> found;
    for (const auto& word : reading.words) found.push_back(word.text);
    return found;
}

TEST(ParsingTsv, ReadsThePageAndItsWords) {
    const auto reading = parse_tsv(
        std::string("level\tpage_num\tand so on\n") + page_line +
        "2\t1\t1\t0\t0\t0\t1\t2\t3\t4\t-1\t\n" +
        "5\t1\t1\t1\t1\t1\t300\t400\t120\t40\t96.5\tBalance:\n" +
        "5\t1\t1\t1\t1\t2\t450\t400\t120\t40\t12\t$1,200\n"
    );
    EXPECT_EQ(reading.width, 2550);
    EXPECT_EQ(reading.height, 3300);
    EXPECT_THAT(texts(reading), ElementsAre("Balance:", "$1,200"));
    EXPECT_EQ(reading.words[0].box.right, 420);
    EXPECT_EQ(reading.words[0].confidence, 0.965);
}

struct Damage {
    const char* what;
    const char* line;
};

void PrintTo(const Damage& damage, std::ostream* out) {
    *out << damage.what;
}

class DamagedLine : public testing::TestWithParam<Damage> {};

TEST_P(DamagedLine, IsPassedOver) {
    EXPECT_THAT(texts(parse_tsv(GetParam().line)), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(
    ParsingTsv,
    DamagedLine,
    testing::Values(
        Damage{"nothing", ""},
        Damage{"too few columns", "5\t1\t1\t1\t1\t1\t3\t4\t5\t6\t90"},
        Damage{"a letter for a number", "5\t1\t1\t1\t1\t1\tx\t4\t5\t6\t90\tword"},
        Damage{"a side below nothing", "5\t1\t1\t1\t1\t1\t-3\t4\t5\t6\t90\tword"},
        Damage{"no number", "5\t1\t1\t1\t1\t1\tnan\t4\t5\t6\t90\tword"},
        Damage{"no confidence", "5\t1\t1\t1\t1\t1\t3\t4\t5\t6\t-1\tword"},
        Damage{"a blank word", "5\t1\t1\t1\t1\t1\t3\t4\t5\t6\t95\t  "}
    )
);

Word word(const char* text, double left, double confidence) {
    return {text, {left, 0, left + 10, 10}, confidence};
}

TEST(Merging, KeepsTheSurerReadingAndAddsWhatItMissed) {
    const Reading surer{100, 10, {word("Account", 0, 0.95), word("Number", 20, 0.9)}};
    const Reading other{
        100, 10, {word("Acc0unt", 1, 0.7), word("1234", 40, 0.8), word("~;", 60, 0.3)}};
    EXPECT_THAT(texts(merge(surer, other)), ElementsAre("Account", "Number", "1234"));
    EXPECT_THAT(texts(merge(other, surer)), ElementsAre("Account", "Number", "1234"));
}

TEST(Orientation, IsBelievedWhenItIsSure) {
    const auto printed = [](std::string_view rotate, std::string_view confidence) {
        return "Page number: 0\nOrientation in degrees: 90\nRotate: " + std::string(rotate) +
               "\nOrientation confidence: " + std::string(confidence) + "\nScript: Latin\n";
    };
    EXPECT_EQ(parse_orientation(printed("0", "5.18")), 0);
    EXPECT_EQ(parse_orientation(printed("270", "7.1")), 3);
    EXPECT_EQ(parse_orientation(printed("90", "0.47")), std::nullopt);
    EXPECT_EQ(parse_orientation(printed("45", "9")), std::nullopt);
    EXPECT_EQ(parse_orientation(printed("x", "9")), std::nullopt);
    EXPECT_EQ(parse_orientation("Too few characters. Skipping this page\n"), std::nullopt);
}

}  // namespace
}  // namespace fairfile::ocr
