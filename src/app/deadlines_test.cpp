#include "app/commands.hpp"
#include "app/output.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <unistd.h>

namespace fairfile::app {
namespace {

/// Runs the command over a file with that content; what it said and how it ended.
class DeadlinesCommand : public testing::Test {
  protected:
    int run(const std::string& content) {
        std::string path = testing::TempDir() + "deadlines.XXXXXX";
        close(mkstemp(path.data()));
        std::ofstream(path) << content;
        const auto status = run_captured(path);
        std::filesystem::remove(path);
        return status;
    }

    int run_captured(const std::string& path) {
        testing::internal::CaptureStdout();
        testing::internal::CaptureStderr();
        const auto status = run_deadlines(path);
        out = testing::internal::GetCapturedStdout();
        complaint = testing::internal::GetCapturedStderr();
        return status;
    }

    std::string out;
    std::string complaint;
};

TEST_F(DeadlinesCommand, AnswersEveryCaseInOrderAndKeepsItsId) {
    EXPECT_EQ(
        run(R"({"cases": [{"id": "a1", "clock": "C1", "inputs": {"received": "2025-01-15"}},
                          {"id": 2, "clock": "C21", "inputs": {"signed": "2025-07-02"}}]})"),
        exit_done
    );
    EXPECT_EQ(
        out,
        R"({"answers":[{"id":"a1","date":"2025-02-14"},)"
        R"({"id":2,"date":"2025-07-08","services_from":"2025-07-09"}]})"
        "\n"
    );
}

TEST_F(DeadlinesCommand, GivesACaseWithoutSenseAnErrorAndGoesOn) {
    EXPECT_EQ(
        run(R"({"cases": [7, {"id": "x"}, {"id": "y", "clock": "C1", "inputs": {"received": 3}},
                          {"id": "z", "clock": "10y", "inputs": {"filed": "2015-02-01"}}]})"),
        exit_done
    );
    EXPECT_EQ(
        out,
        R"({"answers":[{"id":null,"error":"A case is an object with id, clock and inputs."},)"
        R"({"id":"x","error":"clock must be the name of a clock."},)"
        R"({"id":"y","error":"received must be a date, true or false."},)"
        R"({"id":"z","date":"2025-02-01"}]})"
        "\n"
    );
}

TEST_F(DeadlinesCommand, SaysInOneLineWhatIsWrongWithTheFile) {
    for (const auto* content : {"", "{", "[]", "{}", R"({"cases": {}})"}) {
        EXPECT_EQ(run(content), exit_wrong_use) << content;
        EXPECT_EQ(out, "");
        EXPECT_EQ(std::count(complaint.begin(), complaint.end(), '\n'), 1) << complaint;
    }
    EXPECT_EQ(run_captured("/nowhere/cases.json"), exit_missing);
    EXPECT_EQ(run_captured("/"), exit_missing);
}

}  // namespace
}  // namespace fairfile::app
