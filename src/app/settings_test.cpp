#include "app/settings.hpp"

#include <gtest/gtest.h>

namespace fairfile::app {
namespace {

config::Environment environment(std::map<std::string, std::string> values) {
    return [values](const std::string& name) -> std::optional<std::string> {
        const auto found = values.find(name);
        if (found == values.end()) return std::nullopt;
        return found->second;
    };
}

TEST(Settings, NeedNothingAndFollowTheDataFolder) {
    const auto settings = read_settings(environment({{"FAIRFILE_DATA", "/srv/f"}}));
    ASSERT_TRUE(settings);
    EXPECT_EQ(settings->storage.object_directory, "/srv/f/objects");
    EXPECT_EQ(settings->storage.key_encryption_keys_file, "/srv/f/keys/kek");
    EXPECT_EQ(settings->http.port, 8'080);
}

TEST(Settings, NeverShowASecret) {
    const auto settings = read_settings(environment(
        {{"DATABASE_URL", "postgresql://u:hush@h/d"}, {"FAIRFILE_SMTP_PASSWORD", "hush"}}
    ));
    ASSERT_TRUE(settings);
    for (const auto& one : settings->described) {
        EXPECT_EQ(one.value.find("hush"), std::string::npos) << one.name;
        EXPECT_FALSE(one.words.empty()) << one.name;
    }
}

TEST(Settings, TellWhichOnesAreWrong) {
    const auto settings =
        read_settings(environment({{"FAIRFILE_HTTP_PORT", "99999"}, {"FAIRFILE_DB_PREPARE", "so"}})
        );
    ASSERT_FALSE(settings);
    EXPECT_EQ(settings.error().fields.size(), 2U);
}

}  // namespace
}  // namespace fairfile::app
