#include "infra/http/static_files.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <stdexcept>
#include <unistd.h>

namespace fairfile::http {
namespace {

class WebFolder : public testing::Test {
  protected:
    WebFolder() {
        const auto* test = testing::UnitTest::GetInstance()->current_test_info();
        folder_ = std::filesystem::path(testing::TempDir()) /
                  ("web_" + std::string(test->name()) + std::to_string(getpid()));
        std::filesystem::create_directories(folder_ / "dist" / "assets");
        write("secret.txt", "outside");
        write("dist/index.html", "<!doctype html>");
        write("dist/index.html.gz", "GZ");
        write("dist/favicon.svg", "<svg/>");
        write("dist/assets/app-1a2b.js", "let a;");
        write("dist/assets/app-1a2b.js.br", "BR");
        write("dist/assets/app-1a2b.js.gz", "GZ");
        write("dist/assets/lonely.js.br", "BR");
        std::filesystem::create_symlink(folder_ / "secret.txt", folder_ / "dist" / "link.txt");
    }
    ~WebFolder() override { std::filesystem::remove_all(folder_); }

    void write(const std::string& name, std::string_view bytes) {
        std::ofstream(folder_ / name) << bytes;
    }
    StaticFiles files() { return StaticFiles(folder_ / "dist"); }

    std::filesystem::path folder_;
};

std::string header(const Response& response, std::string_view name) {
    for (const auto& [known, value] : response.headers) {
        if (known == name) return value;
    }
    return {};
}

TEST_F(WebFolder, GivesHashedFilesForever) {
    const auto web = files();
    const auto answer = web.find({.path = "/assets/app-1a2b.js"});
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->bytes, "let a;");
    EXPECT_EQ(answer->head->content_type, "text/javascript; charset=utf-8");
    EXPECT_EQ(header(*answer->head, "Cache-Control"), "public, max-age=31536000, immutable");
    EXPECT_EQ(header(*answer->head, "Vary"), "Accept-Encoding");
}

TEST_F(WebFolder, ChoosesTheEncoding) {
    const auto web = files();
    const auto encoding = [&web](std::string_view accepted) {
        const auto answer = web.find({.path = "/assets/app-1a2b.js", .accept_encoding = accepted});
        return header(*answer->head, "Content-Encoding") + ":" + std::string(answer->bytes);
    };
    EXPECT_EQ(encoding("gzip, deflate, br"), "br:BR");
    EXPECT_EQ(encoding("gzip;q=1.0, br;q=0"), "gzip:GZ");
    EXPECT_EQ(encoding("br;q=0.000, gzip;q=0.001"), "gzip:GZ");
    EXPECT_EQ(encoding("*"), "br:BR");
    EXPECT_EQ(encoding("identity"), ":let a;");
    EXPECT_EQ(encoding(""), ":let a;");
}

TEST_F(WebFolder, AnswersNotModifiedPerEncoding) {
    const auto web = files();
    const auto plain = header(*web.find({.path = "/assets/app-1a2b.js"})->head, "ETag");
    const auto again = web.find({.path = "/assets/app-1a2b.js", .if_none_match = plain});
    EXPECT_EQ(again->head->status, 304U);
    EXPECT_EQ(again->bytes, "");
    EXPECT_EQ(header(*again->head, "ETag"), plain);
    const auto other =
        web.find({.path = "/assets/app-1a2b.js", .accept_encoding = "br", .if_none_match = plain});
    EXPECT_EQ(other->head->status, 200U);
}

TEST_F(WebFolder, GivesTheIndexForPagesOfTheApplication) {
    const auto web = files();
    for (const auto* path : {"/", "/index.html", "/reports/7", "/log-in"}) {
        const auto answer = web.find({.path = path, .accept = "text/html,*/*"});
        ASSERT_TRUE(answer) << path;
        EXPECT_EQ(answer->bytes, "<!doctype html>") << path;
        EXPECT_EQ(header(*answer->head, "Cache-Control"), "no-cache");
    }
}

TEST_F(WebFolder, GivesNothingElse) {
    const auto web = files();
    for (const auto* path :
         {"/api",
          "/api/v1/nothing",
          "/assets/missing",
          "/assets/lonely.js",
          "/missing.js",
          "/link.txt",
          "/../secret.txt",
          "/assets/../../secret.txt",
          "/%2e%2e/secret.txt",
          "/..%2fsecret",
          "//index.html",
          "/index.html.gz",
          "*",
          ""}) {
        const auto answer = web.find({.path = path, .accept = "text/html"});
        EXPECT_FALSE(answer) << path;
    }
    EXPECT_FALSE(web.find({.path = "/reports/7", .accept = "application/json"}));
    EXPECT_FALSE(web.find({.path = "/api/v1/nothing", .accept = "text/html"}));
    EXPECT_FALSE(web.find({.path = "/assets/missing", .accept = "text/html"}));
}

TEST_F(WebFolder, MustHaveAnIndex) {
    EXPECT_THROW(StaticFiles(folder_ / "dist" / "assets"), std::runtime_error);
    EXPECT_THROW(StaticFiles(folder_ / "nowhere"), std::runtime_error);
}

}  // namespace
}  // namespace fairfile::http
