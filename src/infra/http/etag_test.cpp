#include "infra/http/etag.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace fairfile::http {
namespace {

TEST(Etag, IsTheVersionInQuotes) {
    EXPECT_EQ(strong_etag("v7-2025-01-31"), "\"v7-2025-01-31\"");
    EXPECT_THROW(strong_etag("a\"b"), std::logic_error);
    EXPECT_THROW(strong_etag("a\r\nb"), std::logic_error);
}

TEST(IfNoneMatch, FindsTheTagInItsList) {
    for (const auto* list :
         {"\"a\"", "W/\"a\"", "\"x\", \"a\"", "\"x\",W/\"a\" , \"y\"", "*", " * "}) {
        EXPECT_TRUE(none_match_names(list, "\"a\"")) << list;
    }
    for (const auto* list :
         {"", "a", "\"A\"", "\"ab\"", "\"x\" \"y\"", "\"a", "x, \"a\"", "w/\"a\""}) {
        EXPECT_FALSE(none_match_names(list, "\"a\"")) << list;
    }
}

TEST(IfMatch, DoesNotTakeWeakTags) {
    EXPECT_TRUE(match_names("\"x\", \"a\"", "\"a\""));
    EXPECT_TRUE(match_names("*", "\"a\""));
    EXPECT_FALSE(match_names("W/\"a\"", "\"a\""));
}

}  // namespace
}  // namespace fairfile::http
