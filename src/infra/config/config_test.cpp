#include "infra/config/config.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <unistd.h>

namespace fairfile::config {
namespace {

Environment environment(std::map<std::string, std::string> values) {
    return [values](const std::string& name) -> std::optional<std::string> {
        const auto found = values.find(name);
        if (found == values.end()) return std::nullopt;
        return found->second;
    };
}

std::string write_file(const std::string& name, const std::string& content) {
    const auto path =
        std::filesystem::path(testing::TempDir()) / (name + std::to_string(::getpid()));
    std::ofstream(path) << content;
    return path.string();
}

TEST(Settings, TakeTheEnvironmentBeforeTheFileBeforeTheDefault) {
    const auto file = write_file("order", "A = \"file\"\nB = \"file\"\nN = 5\n");
    auto reader = Reader::open(environment({{"A", "environment"}}), file);
    ASSERT_TRUE(reader);
    std::string a = "default";
    std::string b = "default";
    std::string c = "default";
    std::int64_t n = 1;
    reader->text("A", a, "");
    reader->text("B", b, "");
    reader->text("C", c, "");
    reader->integer("N", n, 0, 10, "");
    EXPECT_TRUE(reader->finish());
    EXPECT_EQ(a + b + c, "environmentfiledefault");
    EXPECT_EQ(n, 5);
}

TEST(Settings, TellEveryWrongValueAtOnce) {
    const auto file = write_file("unknown", "UNKNOWN = \"x\"\n");
    auto reader = Reader::open(environment({{"N", "eleven"}, {"T", "maybe"}, {"M", "c"}}), file);
    std::int64_t n = 1;
    bool t = true;
    std::string m = "a";
    reader->integer("N", n, 0, 10, "");
    reader->truth("T", t, "");
    reader->choice("M", m, {"a", "b"}, "");
    const auto result = reader->finish();
    ASSERT_FALSE(result);
    ASSERT_EQ(result.error().fields.size(), 4U);
    EXPECT_EQ(result.error().fields[3].field, "UNKNOWN");
}

TEST(Settings, HideSecretsAndReadThemFromFiles) {
    const auto file = write_file("key", "hush\n");
    auto reader = Reader::open(environment({{"KEY_FILE", file}}), "");
    Secret key;
    reader->secret("KEY", key, "The key.");
    const auto described = reader->finish();
    ASSERT_TRUE(described);
    EXPECT_EQ(key.reveal(), "hush");
    EXPECT_EQ(described->front().value, "(hidden)");
}

TEST(Settings, RefuseAFileThatIsNotToml) {
    const auto file = write_file("bad", "A = = b\n");
    EXPECT_FALSE(Reader::open(environment({}), file));
    EXPECT_FALSE(Reader::open(environment({}), file + ".missing"));
}

}  // namespace
}  // namespace fairfile::config
