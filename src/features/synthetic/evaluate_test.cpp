#include "features/synthetic/synthetic.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>

namespace fairfile::synthetic {
namespace {

namespace json = boost::json;

std::string without(const std::string& truth, std::string_view field) {
    auto report = json::parse(truth);
    report.at("tradelines").as_array().front().as_object()[field] = nullptr;
    return json::serialize(report);
}

LayoutScore scored(const std::string& got, const std::string& truth) {
    LayoutScore score;
    score_answer(got, truth, score);
    return score;
}

TEST(Evaluation, FindsNothingWrongWithTheTruthItself) {
    const auto truth = draw_sample_report().truth;
    const auto score = scored(truth, truth);
    EXPECT_EQ(score.accounts_exact, 1);
    EXPECT_EQ(score.unreadable, 0);
    EXPECT_EQ(score.negatives_found, 6);
    for (const auto& [field, marks] : score.fields) {
        EXPECT_EQ(marks.wrong + marks.missing + marks.invented, 0) << field;
    }
    EXPECT_EQ(score.fields.at("balance_cents").right, 15);
}

TEST(Evaluation, TellsMissingInventedAndWrongApart) {
    const auto truth = draw_sample_report().truth;
    const auto lacking = without(truth, "balance_cents");
    EXPECT_EQ(scored(lacking, truth).fields.at("balance_cents").missing, 1);
    EXPECT_EQ(scored(truth, lacking).fields.at("balance_cents").invented, 1);

    auto changed = json::parse(truth);
    changed.at("tradelines").as_array().front().as_object()["balance_cents"] = 5;
    EXPECT_EQ(scored(json::serialize(changed), truth).fields.at("balance_cents").wrong, 1);
}

TEST(Evaluation, CountsADoubledEntryAsInvented) {
    const auto truth = draw_sample_report().truth;
    auto doubled = json::parse(truth);
    auto copy = doubled.at("tradelines").as_array().back();
    copy.as_object()["account"] = 6;
    doubled.at("tradelines").as_array().push_back(copy);
    const auto score = scored(json::serialize(doubled), truth);
    EXPECT_EQ(score.accounts_exact, 0);
    EXPECT_EQ(score.fields.at("balance_cents").invented, 1);
    EXPECT_EQ(score.negatives_false, 1);
}

TEST(Evaluation, CountsAnAnswerThatIsNoJsonAsAllMissing) {
    const auto score = scored("cannot read this", draw_sample_report().truth);
    EXPECT_EQ(score.unreadable, 1);
    EXPECT_EQ(score.accounts_exact, 0);
    EXPECT_EQ(score.fields.at("creditor").missing, 15);
    EXPECT_EQ(score.negatives_missed, 6);
}

TEST(Evaluation, ReadsAFolderAndGroupsByLayout) {
    const auto folder = std::filesystem::path(testing::TempDir()) / "synthetic_evaluate";
    std::filesystem::remove_all(folder);
    ASSERT_TRUE(write_reports(folder, {.seed = 5, .count = 2, .layout = "columns"}));
    ASSERT_TRUE(write_reports(folder, {.seed = 5, .count = 1, .layout = "pipes"}));
    const auto refuse = [](const std::filesystem::path& file) {
        EXPECT_EQ(file.extension(), ".pdf");
        return std::string(R"({"verdict":"refused"})");
    };
    const auto evaluation = evaluate(folder, refuse);
    ASSERT_TRUE(evaluation);
    EXPECT_EQ(evaluation->size(), 2U);
    EXPECT_EQ(evaluation->at("columns").documents, 2);
    EXPECT_EQ(evaluation->at("columns").unreadable, 2);
    EXPECT_NE(to_table(*evaluation).find("columns: 2 documents"), std::string::npos);
    EXPECT_EQ(json::parse(to_json(*evaluation)).at("columns").at("unreadable").as_int64(), 2);
    std::filesystem::remove_all(folder);
}

TEST(Evaluation, SaysWhenAFolderHasNothingToScore) {
    const auto evaluation = evaluate("/proc/no_such_folder", [](const auto&) { return ""; });
    ASSERT_FALSE(evaluation);
    EXPECT_EQ(evaluation.error().code, "synthetic.no_truth");
}

}  // namespace
}  // namespace fairfile::synthetic
