#include "infra/http/response_head.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace fairfile::http {
namespace {

std::string head_of(const Response& response) {
    std::string out;
    append_head(out, {.response = response, .content_length = 2, .date = "D", .request_id = "R"});
    return out;
}

bool has(const std::string& head, std::string_view line) {
    return head.find("\r\n" + std::string(line) + "\r\n") != std::string::npos;
}

TEST(ResponseHead, CarriesTheSecurityHeaders) {
    for (const auto& head : {head_of(ok("{}")), head_of(problem(Error{})), head_of(no_content())}) {
        EXPECT_TRUE(has(head, "X-Content-Type-Options: nosniff"));
        EXPECT_TRUE(has(head, "Strict-Transport-Security: max-age=63072000; includeSubDomains"));
        EXPECT_TRUE(has(head, "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'")
        );
        EXPECT_TRUE(has(head, "Referrer-Policy: no-referrer"));
        EXPECT_TRUE(has(head, "Cross-Origin-Opener-Policy: same-origin"));
        EXPECT_TRUE(has(head, "Cache-Control: no-store"));
        EXPECT_TRUE(has(head, "X-Request-Id: R"));
        EXPECT_EQ(head.find("Server:"), std::string::npos);
        EXPECT_TRUE(head.ends_with("\r\n\r\n"));
    }
}

TEST(ResponseHead, LetsPagesLoadTheirOwnParts) {
    const auto head = head_of({.content_type = "text/html; charset=utf-8"});
    EXPECT_NE(head.find("script-src 'self'"), std::string::npos);
    EXPECT_NE(head.find("frame-ancestors 'none'"), std::string::npos);
}

TEST(ResponseHead, KeepsThePolicyOfAPageThatHasNotChanged) {
    const auto head = head_of({.status = 304});
    EXPECT_EQ(head.find("Content-Security-Policy"), std::string::npos);
    EXPECT_TRUE(has(head, "X-Content-Type-Options: nosniff"));
}

TEST(ResponseHead, LeavesCachingToAResponseThatSaysIt) {
    const auto head = head_of({.headers = {{"cache-control", "private, no-cache"}}});
    EXPECT_TRUE(has(head, "cache-control: private, no-cache"));
    EXPECT_EQ(head.find("no-store"), std::string::npos);
}

TEST(ResponseHead, RefusesToSplitAndLeavesNothingBehind) {
    std::string out = "before";
    for (const auto& header :
         {std::pair<std::string, std::string>{"Location", "/a\r\nSet-Cookie: x"},
          {"Location", std::string("a\0b", 3)},
          {"Bad Name", "x"},
          {"", "x"}}) {
        const Response response{.headers = {header}};
        EXPECT_THROW(append_head(out, {.response = response}), std::logic_error);
        EXPECT_EQ(out, "before");
    }
}

TEST(ResponseHead, SaysWhatIsLeftOfALimit) {
    const auto response = ok("{}");
    const LimitVerdict limit{true, "user", 100, 60, 41, 17};
    std::string out;
    append_head(out, {.response = response, .limit = &limit});
    EXPECT_TRUE(has(out, "RateLimit-Policy: \"user\";q=100;w=60"));
    EXPECT_TRUE(has(out, "RateLimit: \"user\";r=41;t=17"));
}

TEST(ResponseHead, FramesAndCloses) {
    const auto response = ok("{}");
    std::string out;
    append_head(out, {.response = response, .content_length = 1234, .closes = true});
    EXPECT_TRUE(has(out, "Content-Length: 1234"));
    EXPECT_TRUE(has(out, "Connection: close"));
    out.clear();
    append_head(out, {.response = response, .is_for_http_1_0 = true});
    EXPECT_TRUE(has(out, "Connection: keep-alive"));
    EXPECT_EQ(out.find("Content-Length"), std::string::npos);
}

TEST(ResponseHead, TakesAnyStatus) {
    EXPECT_TRUE(head_of({.status = 507}).starts_with("HTTP/1.1 507 \r\n"));
}

TEST(HttpDate, IsInTheFixedForm) {
    using namespace std::chrono_literals;
    const auto day = std::chrono::sys_days{2024y / 2 / 29};
    EXPECT_EQ(to_http_date(day + 3h + 4min + 59s + 999ms), "Thu, 29 Feb 2024 03:04:59 GMT");
}

}  // namespace
}  // namespace fairfile::http
