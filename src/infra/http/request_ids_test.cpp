#include "infra/http/request_ids.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace fairfile::http {
namespace {

constexpr const char* good = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

TEST(RequestIds, DifferAndAreWellFormed) {
    RequestIds ids;
    std::set<std::string> seen;
    for (int round = 0; round < 1000; ++round) {
        std::array<char, request_id_size> id{};
        ids.write_request_id(id);
        const std::string text(id.data(), id.size());
        EXPECT_TRUE(is_request_id(text));
        EXPECT_TRUE(seen.insert(text).second);
        std::array<char, trace_parent_size> trace{};
        ids.write_trace_parent(trace);
        EXPECT_TRUE(is_trace_parent({trace.data(), trace.size()}));
    }
}

TEST(TraceParent, IsValidatedAsTheRecommendationSays) {
    const std::string zeros(32, '0');
    const std::string tail(good + 2);
    EXPECT_TRUE(is_trace_parent(good));
    EXPECT_TRUE(is_trace_parent("cc" + tail + "-more"));
    for (const auto& bad :
         {std::string(),
          std::string("00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01"),
          "00-" + zeros + "-b7ad6b7169203331-01",
          std::string("00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01"),
          "ff" + tail,
          "00" + tail + "-more",
          "cc" + tail + "more",
          "00" + tail.substr(0, 50),
          std::string("00_0af7651916cd43dd8448eb211c80319c_b7ad6b7169203331_01")}) {
        EXPECT_FALSE(is_trace_parent(bad)) << bad;
    }
}

TEST(RequestId, OfAProxyIsTakenOnlyWhenItIsHarmless) {
    EXPECT_TRUE(is_request_id("a1.B_2-3"));
    EXPECT_FALSE(is_request_id(""));
    EXPECT_FALSE(is_request_id("a b"));
    EXPECT_FALSE(is_request_id("a\"b"));
    EXPECT_FALSE(is_request_id(std::string(65, 'a')));
}

}  // namespace
}  // namespace fairfile::http
