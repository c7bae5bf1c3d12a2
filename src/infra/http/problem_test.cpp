#include "infra/http/problem.hpp"

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

namespace fairfile::http {
namespace {

TEST(ProblemDocument, SaysWhatWhereAndHow) {
    Error error{Failure::invalid, "http.invalid", "Some fields are wrong.", "for the log"};
    error.fields = {{"email", "must be an e-mail address"}};
    auto response = problem(error);
    name_occurrence(response, "/api/v1/\"x\"", "r-1");

    EXPECT_EQ(response.status, 422U);
    EXPECT_EQ(response.content_type, "application/problem+json");
    const auto body = boost::json::parse(response.body).as_object();
    EXPECT_EQ(body.at("type"), "/docs/errors#http.invalid");
    EXPECT_EQ(body.at("title"), "Some fields are wrong");
    EXPECT_EQ(body.at("status"), 422);
    EXPECT_EQ(body.at("detail"), "Some fields are wrong.");
    EXPECT_EQ(body.at("code"), "http.invalid");
    EXPECT_EQ(body.at("instance"), "/api/v1/\"x\"");
    EXPECT_EQ(body.at("request_id"), "r-1");
    EXPECT_EQ(body.at("errors").at(0).at("field"), "email");
    EXPECT_EQ(response.body.find("for the log"), std::string::npos);
    EXPECT_EQ(response.failure_detail, "for the log");
}

TEST(ProblemDocument, OfABugTellsNothingOfTheBug) {
    const auto response = problem({Failure::bug, "store.broken", "select failed", "at line 7"});
    EXPECT_EQ(response.status, 500U);
    EXPECT_EQ(response.body.find("select failed"), std::string::npos);
    EXPECT_EQ(response.body.find("store.broken"), std::string::npos);
    EXPECT_NE(response.body.find("http.bug"), std::string::npos);
    EXPECT_EQ(response.failure_code, "store.broken");
}

TEST(ProblemDocument, CarriesTheHeadersOfItsStatus) {
    Error limited{Failure::limited, "http.too_many_requests", "Too many requests."};
    limited.retry_after = std::chrono::seconds{17};
    const auto response = problem(limited);
    ASSERT_EQ(response.headers.size(), 1U);
    EXPECT_EQ(response.headers[0].second, "17");

    const auto unauthenticated =
        problem({Failure::unauthenticated, "http.not_signed_in", "Please sign in."});
    EXPECT_EQ(unauthenticated.headers.at(0).first, "WWW-Authenticate");
    EXPECT_NE(unauthenticated.body.find("\"hint\""), std::string::npos);
}

TEST(NameOccurrence, LeavesOtherResponsesAlone) {
    auto response = ok("{}");
    name_occurrence(response, "/x", "r");
    EXPECT_EQ(response.body, "{}");
}

}  // namespace
}  // namespace fairfile::http
