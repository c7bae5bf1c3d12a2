#include "infra/log/log.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

namespace fairfile::log {
namespace {

class FixedClock final : public Clock {
  public:
    std::chrono::system_clock::time_point now() const override {
        return std::chrono::system_clock::time_point(std::chrono::milliseconds(1'735'689'600'250));
    }
};

TEST(LogLine, IsOneJsonObjectWithTimeLevelAndEventFirst) {
    EXPECT_EQ(
        format_line(
            FixedClock{}.now(),
            Level::warning,
            "pool.full",
            {{"core", std::int64_t{1}}, {"text", std::string_view("a\n\"b\"")}, {"late", true}}
        ),
        R"({"time":"2025-01-01T00:00:00.250Z","level":"warning","event":"pool.full","core":1,)"
        R"("text":"a\n\"b\"","late":true})"
    );
}

TEST(Log, KeepsLinesBelowItsLevelOutOfTheFile) {
    const FixedClock clock;
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();
    const auto file = std::filesystem::path(testing::TempDir()) /
                      (std::string(test->name()) + std::to_string(::getpid()) + ".log");
    {
        Log log(clock, Level::info, file.string());
        log.write(Level::debug, "hidden", {});
        log.info("shown");
    }
    std::stringstream content;
    content << std::ifstream(file).rdbuf();
    std::filesystem::remove(file);
    EXPECT_EQ(
        content.str(),
        "{\"time\":\"2025-01-01T00:00:00.250Z\",\"level\":\"info\",\"event\":\"shown\"}\n"
    );
}

}  // namespace
}  // namespace fairfile::log
