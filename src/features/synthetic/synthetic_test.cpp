#include "features/synthetic/synthetic.hpp"

#include "features/synthetic/layouts.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <set>

namespace fairfile::synthetic {
namespace {

std::string content_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

ReportFile drawn(std::uint64_t seed, int index, std::string layout = "") {
    return draw_report({.seed = seed, .layout = std::move(layout)}, index).value();
}

TEST(DrawnReport, IsTheSameForTheSameSeed) {
    for (int index = 0; index < 5; ++index) {
        const auto first = drawn(7, index);
        const auto second = drawn(7, index);
        EXPECT_EQ(first.document, second.document) << first.name;
        EXPECT_EQ(first.truth, second.truth) << first.name;
    }
}

TEST(DrawnReport, DiffersBySeedAndIndex) {
    EXPECT_NE(drawn(7, 0).document, drawn(8, 0).document);
    EXPECT_NE(drawn(7, 0).truth, drawn(7, 5).truth);
}

TEST(DrawnReport, ComesInEveryLayout) {
    std::set<std::string> layouts;
    for (const auto& layout : every_layout()) {
        const auto report = drawn(1, 0, std::string(layout.name));
        EXPECT_EQ(report.layout, layout.name);
        EXPECT_FALSE(report.document.empty());
        layouts.insert(report.layout);
    }
    EXPECT_EQ(layouts.size(), every_layout().size());
}

TEST(DrawnReport, IsNoneInALayoutThatDoesNotExist) {
    EXPECT_FALSE(draw_report({.layout = "cuneiform"}, 0));
}

TEST(DrawnReport, KeepsItsTruthToWhatItsLayoutPrints) {
    const auto pipes = boost::json::parse(drawn(1, 0, "pipes").truth);
    for (const auto& entry : pipes.at("tradelines").as_array()) {
        EXPECT_TRUE(entry.at("date_opened").is_null());
        EXPECT_TRUE(entry.at("payment_history").as_array().empty());
        EXPECT_FALSE(entry.at("balance_cents").is_null());
    }
}

TEST(DrawnReport, HasFontsWithUnicodeMaps) {
    EXPECT_NE(drawn(1, 0, "columns").document.find("/ToUnicode"), std::string::npos);
}

TEST(SampleReport, HasFiveAccountsOfWhichTwoAreNegative) {
    const auto truth = boost::json::parse(draw_sample_report().truth);
    std::set<std::int64_t> accounts;
    std::set<std::int64_t> negative;
    for (const auto& entry : truth.at("tradelines").as_array()) {
        accounts.insert(entry.at("account").as_int64());
        if (entry.at("negative").as_bool()) negative.insert(entry.at("account").as_int64());
    }
    EXPECT_EQ(accounts.size(), 5U);
    EXPECT_EQ(negative.size(), 2U);
    EXPECT_EQ(truth.at("inquiries").as_array().size(), 2U);
    EXPECT_FALSE(truth.at("public_records").as_array().empty());
}

// The PDF's bytes hang on the machine's fonts and cairo; its facts do not.
TEST(SampleReport, IsTheCommittedOne) {
    const std::filesystem::path fixtures = FAIRFILE_SOURCE_FOLDER "/tests/fixtures";
    EXPECT_EQ(draw_sample_report().truth, content_of(fixtures / "sample_report.truth.json"));
    EXPECT_TRUE(content_of(fixtures / "sample_report.pdf").starts_with("%PDF-"));
}

TEST(ReportFiles, AreWrittenInPairs) {
    const auto folder = std::filesystem::path(testing::TempDir()) / "synthetic_pairs";
    std::filesystem::remove_all(folder);
    ASSERT_TRUE(write_reports(folder, {.seed = 3, .count = 2}));
    const auto first = drawn(3, 0);
    EXPECT_EQ(content_of(folder / (first.name + ".pdf")), first.document);
    EXPECT_EQ(content_of(folder / (first.name + ".truth.json")), first.truth);
    std::filesystem::remove_all(folder);
}

TEST(ReportFiles, SayWhereTheyCannotBeWritten) {
    const auto written = write_reports("/proc/no_such_folder", {.seed = 3, .count = 1});
    ASSERT_FALSE(written);
    EXPECT_NE(written.error().message.find("/proc/no_such_folder"), std::string::npos);
}

}  // namespace
}  // namespace fairfile::synthetic
