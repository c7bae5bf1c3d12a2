#include "infra/http/server.hpp"

#include "infra/http/test_server.hpp"

#include <gtest/gtest.h>

#include <future>

namespace fairfile::http {
namespace {

using namespace std::chrono_literals;

Answer ask(TestServer& test, std::string_view bytes, std::string_view method = "GET") {
    RawClient client(test.server.port());
    client.send(bytes);
    return client.read(method);
}

TEST(Server, KeepsAConnectionForTheNextRequest) {
    TestServer test;
    RawClient client(test.server.port());
    for (int round = 0; round < 3; ++round) {
        client.send(get("/livez"));
        const auto answer = client.read();
        EXPECT_EQ(answer.status, 200U);
        EXPECT_EQ(answer.body, "ok");
        EXPECT_EQ(answer.header("connection"), "");
    }
    client.send(post("/echo", "abc"));
    EXPECT_EQ(client.read().body, "abc");
}

TEST(Server, AnswersPipelinedRequestsInOrder) {
    TestServer test;
    RawClient client(test.server.port());
    std::string all;
    for (int index = 0; index < 50; ++index) {
        all += get("/items/" + std::to_string(index));
        all += post("/echo", "body " + std::to_string(index));
        all +=
            "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\n";
        all += "c\r\n0\r\n\r\n";
        all += get("/nowhere");
        all += post("/nowhere", "passed over");
        all += get("/me", "Authorization: Bearer slow\r\n");
    }
    auto sending = std::async(std::launch::async, [&client, &all] { return client.send(all); });
    for (int index = 0; index < 50; ++index) {
        const auto number = std::to_string(index);
        EXPECT_TRUE(client.read().body.starts_with(number + " "));
        EXPECT_EQ(client.read().body, "body " + number);
        EXPECT_EQ(client.read().body, "abc");
        EXPECT_EQ(client.read().status, 404U);
        EXPECT_EQ(client.read().status, 404U);
        EXPECT_EQ(client.read().body, "00000000-0000-0000-0000-000000000000");
    }
    EXPECT_TRUE(sending.get());
}

TEST(Server, ClosesWhenTheClientWantsIt) {
    TestServer test;
    for (const auto& request :
         {get("/livez", "Connection: close\r\n"), std::string("GET /livez HTTP/1.0\r\n\r\n")}) {
        RawClient client(test.server.port());
        client.send(request + get("/livez"));
        EXPECT_EQ(client.read().header("connection"), "close");
        EXPECT_TRUE(client.is_closed());
    }
    RawClient client(test.server.port());
    client.send("GET /livez HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    EXPECT_EQ(client.read().header("connection"), "keep-alive");
    client.send(get("/livez"));
    EXPECT_EQ(client.read().status, 200U);
}

TEST(Server, ReadsARequestThatComesByteByByte) {
    TestServer test;
    RawClient client(test.server.port());
    const auto request = post("/echo", "hello");
    for (const char byte : request) client.send({&byte, 1});
    EXPECT_EQ(client.read().body, "hello");
}

TEST(Server, SaysWhoMayCall) {
    TestServer test;
    EXPECT_EQ(ask(test, get("/me")).status, 401U);
    EXPECT_EQ(ask(test, get("/me")).header("www-authenticate"), "Bearer");
    EXPECT_EQ(ask(test, get("/me", "Authorization: Bearer bad\r\n")).status, 401U);
    EXPECT_EQ(ask(test, get("/me", "Authorization: Bearer user\r\n")).status, 200U);
    EXPECT_EQ(ask(test, get("/me", "Authorization: Bearer slow\r\n")).status, 200U);
    EXPECT_EQ(ask(test, get("/admin", "Authorization: Bearer user\r\n")).status, 403U);
    const auto unproven = ask(test, get("/admin", "Authorization: Bearer unproven\r\n"));
    EXPECT_EQ(unproven.status, 403U);
    EXPECT_NE(unproven.body.find("http.second_factor_needed"), std::string::npos);
    EXPECT_EQ(ask(test, get("/admin", "Authorization: Bearer operator\r\n")).status, 200U);
    EXPECT_EQ(ask(test, get("/livez", "Authorization: Bearer bad\r\n")).status, 200U);
}

TEST(Server, RefusesCookiesFromAForeignOrigin) {
    TestServer test;
    const std::string cookie = "Cookie: session=good\r\n";
    EXPECT_EQ(ask(test, post("/me", "", cookie)).status, 200U);
    EXPECT_EQ(ask(test, post("/me", "", cookie + "Origin: http://localhost\r\n")).status, 200U);
    for (const auto* origin :
         {"http://evil.example", "null", "http://localhost.evil", "localhost"}) {
        const auto answer = ask(test, post("/me", "", cookie + "Origin: " + origin + "\r\n"));
        EXPECT_EQ(answer.status, 403U) << origin;
        EXPECT_NE(answer.body.find("http.csrf"), std::string::npos);
        EXPECT_EQ(answer.header("access-control-allow-origin"), "");
    }
}

TEST(Server, LimitsRequests) {
    TestServer test;
    const auto limited = ask(test, post("/login", "{}"));
    EXPECT_EQ(limited.status, 429U);
    EXPECT_EQ(limited.header("retry-after"), "17");
    EXPECT_EQ(limited.header("ratelimit"), "\"login\";r=0;t=17");
    const auto read = ask(test, get("/me", "Authorization: Bearer user\r\n"));
    EXPECT_EQ(read.header("ratelimit-policy"), "\"user\";q=100;w=60");
    EXPECT_EQ(ask(test, post("/upload", "x")).header("ratelimit"), "\"upload\";r=9;t=60");
}

TEST(Server, AnswersHeadOptionsAndOtherMethods) {
    TestServer test;
    RawClient client(test.server.port());
    client.send("HEAD /livez HTTP/1.1\r\nHost: a\r\n\r\n" + get("/livez"));
    const auto head = client.read("HEAD");
    EXPECT_EQ(head.status, 200U);
    EXPECT_EQ(head.header("content-length"), "2");
    EXPECT_EQ(client.read().body, "ok");

    const auto other = ask(test, "DELETE /me HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_EQ(other.status, 405U);
    EXPECT_EQ(other.header("allow"), "OPTIONS, GET, HEAD, POST");
    EXPECT_EQ(ask(test, "BREW /me HTTP/1.1\r\nHost: a\r\n\r\n").status, 405U);
    const auto options = ask(test, "OPTIONS /me HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_EQ(options.status, 204U);
    EXPECT_EQ(options.header("allow"), "OPTIONS, GET, HEAD, POST");
    EXPECT_EQ(options.header("content-length"), "");
    EXPECT_EQ(ask(test, "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n").status, 204U);
    EXPECT_EQ(ask(test, "BREW /nowhere HTTP/1.1\r\nHost: a\r\n\r\n").status, 404U);
    EXPECT_TRUE(test.observer.saw("OTHER none 405 "));
}

TEST(Server, HidesWhatWentWrong) {
    TestServer test;
    RawClient client(test.server.port());
    client.send(get("/fail") + get("/split") + get("/livez"));
    const auto failed = client.read();
    EXPECT_EQ(failed.status, 500U);
    EXPECT_EQ(failed.body.find("secret"), std::string::npos);
    EXPECT_NE(failed.body.find(failed.header("x-request-id")), std::string::npos);
    const auto split = client.read();
    EXPECT_EQ(split.status, 500U);
    EXPECT_EQ(split.header("set-cookie"), "");
    EXPECT_EQ(client.read().status, 200U);
    EXPECT_TRUE(test.observer.saw("GET /fail 500 a secret detail"));
}

TEST(Server, CarriesATraceOnOrBeginsOne) {
    TestServer test;
    const std::string trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    EXPECT_EQ(
        ask(test, get("/items/a%20b?q=1", "traceparent: " + trace + "\r\n")).body,
        "a b q=1 " + trace
    );
    EXPECT_EQ(
        ask(test, get("/items/a", "traceparent: nonsense\r\n")).body.find("nonsense"),
        std::string::npos
    );
    EXPECT_NE(
        ask(test, get("/livez")).header("x-request-id"),
        ask(test, get("/livez")).header("x-request-id")
    );
}

TEST(Server, RefusesABodyBeforeItIsSent) {
    TestServer test;
    const std::string expecting = "Content-Length: 5\r\nExpect: 100-continue\r\n\r\n";
    RawClient client(test.server.port());
    client.send("POST /echo HTTP/1.1\r\nHost: a\r\n" + expecting);
    EXPECT_EQ(client.read("HEAD").status, 100U);
    client.send("hello");
    EXPECT_EQ(client.read().body, "hello");

    RawClient nobody(test.server.port());
    nobody.send("POST /me HTTP/1.1\r\nHost: a\r\n" + expecting);
    EXPECT_EQ(nobody.read().status, 401U);
    nobody.stop_sending();
    EXPECT_TRUE(nobody.is_closed());
}

TEST(Server, TakesABodyOfTheLimitAndNotAByteMore) {
    TestServer test;
    RawClient client(test.server.port());
    const std::string most(10'485'760, 'x');
    auto sending = std::async(std::launch::async, [&client, &most] {
        return client.send(post("/large", most));
    });
    EXPECT_EQ(client.read().body, most);
    EXPECT_TRUE(sending.get());

    RawClient larger(test.server.port());
    larger.send("POST /large HTTP/1.1\r\nHost: a\r\nContent-Length: 10485761\r\n\r\n");
    EXPECT_EQ(larger.read().status, 413U);
    larger.send(most);
    EXPECT_EQ(larger.read_until_closed(), "");
}

TEST(Server, SendsLargeResponsesWhole) {
    TestServer test;
    RawClient client(test.server.port());
    client.send(get("/large") + get("/livez"));
    EXPECT_EQ(client.read().body, std::string(8UL * 1024 * 1024, 'x'));
    EXPECT_EQ(client.read().body, "ok");
}

TEST(Server, SurvivesClientsThatGoAway) {
    TestServer test;
    for (const auto& bytes :
         {std::string(),
          std::string("GET /li"),
          post("/echo", "abc").substr(0, 60),
          get("/large"),
          get("/livez"),
          get("/events")}) {
        RawClient client(test.server.port());
        client.send(bytes);
        client.reset();
    }
    EXPECT_EQ(ask(test, get("/livez")).status, 200U);
    EXPECT_EQ(test.server.drain(20s), 0U);
}

}  // namespace
}  // namespace fairfile::http
