#include "features/synthetic/synthetic.hpp"

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

TEST(DrawnReport, IsTheSameForTheSameSeed) {
    for (int index = 0; index < 5; ++index) {
        const auto first = draw_report(7, index);
        const auto second = draw_report(7, index);
        EXPECT_EQ(first.pdf, second.pdf) << first.name;
        EXPECT_EQ(first.truth, second.truth) << first.name;
    }
}

TEST(DrawnReport, DiffersBySeedAndIndex) {
    EXPECT_NE(draw_report(7, 0).pdf, draw_report(8, 0).pdf);
    EXPECT_NE(draw_report(7, 0).truth, draw_report(7, 5).truth);
}

TEST(DrawnReport, ComesInEveryLayout) {
    std::set<std::string> layouts;
    for (int index = 0; index < 5; ++index) layouts.insert(draw_report(1, index).layout);
    EXPECT_EQ(layouts, (std::set<std::string>{"blocks", "columns", "pipes", "sections", "tables"}));
}

TEST(DrawnReport, KeepsItsTruthToWhatItsLayoutPrints) {
    const auto pipes = boost::json::parse(draw_report(1, 4).truth);
    for (const auto& entry : pipes.at("tradelines").as_array()) {
        EXPECT_TRUE(entry.at("date_opened").is_null());
        EXPECT_TRUE(entry.at("payment_history").as_array().empty());
        EXPECT_FALSE(entry.at("balance_cents").is_null());
    }
}

TEST(DrawnReport, HasFontsWithUnicodeMaps) {
    EXPECT_NE(draw_report(1, 0).pdf.find("/ToUnicode"), std::string::npos);
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
    const auto first = draw_report(3, 0);
    EXPECT_EQ(content_of(folder / (first.name + ".pdf")), first.pdf);
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
