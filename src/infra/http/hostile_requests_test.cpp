// What must not be understood in two ways is not understood at all: refused and closed, and the
// request hidden behind it is never served.
#include "infra/http/test_server.hpp"

#include <gtest/gtest.h>

namespace fairfile::http {
namespace {

using std::string_literals::operator""s;

constexpr std::string_view smuggled = "GET /items/smuggled HTTP/1.1\r\nHost: a\r\n\r\n";
const std::string post_head = "POST /echo HTTP/1.1\r\nHost: a\r\n";

struct Row {
    const char* why;
    std::string bytes;
    unsigned status = 400;
};

void expect_refused(const std::vector<Row>& rows) {
    TestServer test;
    for (const auto& row : rows) {
        RawClient client(test.server.port());
        client.send(row.bytes);
        client.send(smuggled);
        const auto answer = client.read();
        EXPECT_EQ(answer.status, row.status) << row.why;
        EXPECT_EQ(answer.header("connection"), "close") << row.why;
        EXPECT_EQ(answer.header("content-type"), "application/problem+json") << row.why;
        EXPECT_EQ(answer.header("x-content-type-options"), "nosniff") << row.why;
        client.stop_sending();
        EXPECT_EQ(client.read_until_closed(), "") << row.why;
    }
    for (const auto& line : test.observer.lines()) {
        EXPECT_EQ(line.find("/items"), std::string::npos) << line;
    }
    RawClient client(test.server.port());
    client.send(get("/livez"));
    EXPECT_EQ(client.read().status, 200U) << "the server is well afterwards";
}

std::string line(const std::string& request_line) {
    return request_line + "\r\nHost: a\r\n\r\n";
}

std::string with(const std::string& headers) {
    return "GET /livez HTTP/1.1\r\nHost: a\r\n" + headers + "\r\n\r\n";
}

TEST(HostileRequests, WithABadRequestLineAreRefused) {
    expect_refused({
        {"no method", line(" /livez HTTP/1.1")},
        {"no target", line("GET HTTP/1.1")},
        {"empty target", line("GET  HTTP/1.1")},
        {"no version", line("GET /livez")},
        {"HTTP/0.9", "GET /livez\r\n\r\n"},
        {"two blanks", line("GET  /livez HTTP/1.1")},
        {"blank at the end", line("GET /livez HTTP/1.1 ")},
        {"tab as blank", line("GET\t/livez\tHTTP/1.1")},
        {"lower-case version", line("GET /livez http/1.1")},
        {"HTTP/1.2", line("GET /livez HTTP/1.2")},
        {"HTTP/2.0", line("GET /livez HTTP/2.0")},
        {"HTTP/1.10", line("GET /livez HTTP/1.10")},
        {"HTTP/01.1", line("GET /livez HTTP/01.1")},
        {"HTTP/1", line("GET /livez HTTP/1")},
        {"HTTP 1.1", line("GET /livez HTTP 1.1")},
        {"the preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"},
        {"absolute form", line("GET http://a/livez HTTP/1.1")},
        {"absolute form of another host", line("GET http://b/livez HTTP/1.1")},
        {"authority form", line("CONNECT a:443 HTTP/1.1")},
        {"target without slash", line("GET livez HTTP/1.1")},
        {"star for GET", line("GET * HTTP/1.1")},
        {"fragment", line("GET /livez#a HTTP/1.1")},
        {"NUL in the target", line("GET /liv\0ez HTTP/1.1"s)},
        {"control byte in the target",
         line("GET /liv\x01"
              "ez HTTP/1.1")},
        {"DEL in the target",
         line("GET /liv\x7f"
              "ez HTTP/1.1")},
        {"UTF-8 in the target", line("GET /liv\xc3\xa9z HTTP/1.1")},
        {"backslash in the target", line("GET /\\livez HTTP/1.1")},
        {"quote in the target", line("GET /\"livez HTTP/1.1")},
        {"bracket in the target", line("GET /<livez> HTTP/1.1")},
        {"escaped NUL", line("GET /livez%00 HTTP/1.1")},
        {"broken escape", line("GET /livez%4 HTTP/1.1")},
        {"no escape", line("GET /livez%zz HTTP/1.1")},
        {"bare CR in the line", line("GET /livez\r HTTP/1.1")},
        {"method with a colon", line("GE:T /livez HTTP/1.1")},
        {"method with a control byte", line("GE\x01T /livez HTTP/1.1")},
        {"method of 25 letters", line(std::string(25, 'A') + " /livez HTTP/1.1")},
        {"blank first", " GET /livez HTTP/1.1\r\nHost: a\r\n\r\n"},
        {"two empty lines first", "\r\n\r\nGET /livez HTTP/1.1\r\nHost: a\r\n\r\n"},
        {"bare line feed first", "\nGET /livez HTTP/1.1\r\nHost: a\r\n\r\n"},
        {"a TLS greeting", "\x16\x03\x01\x02\x00\x01\x00"s},
        {"NUL bytes", std::string(8, '\0')},
        {"a response", "HTTP/1.1 200 OK\r\nHost: a\r\n\r\n"},
    });
}

TEST(HostileRequests, WithBadHeadersAreRefused) {
    std::string many;
    for (int index = 0; index < 101; ++index) many += "X-" + std::to_string(index) + ": 1\r\n";
    expect_refused({
        {"no host", "GET /livez HTTP/1.1\r\n\r\n"},
        {"no host, other headers", "GET /livez HTTP/1.1\r\nAccept: a\r\n\r\n"},
        {"two hosts", with("Host: b")},
        {"the same host twice", with("host: a")},
        {"empty host", "GET /livez HTTP/1.1\r\nHost:\r\n\r\n"},
        {"host with a path", "GET /livez HTTP/1.1\r\nHost: a/b\r\n\r\n"},
        {"host with a user", "GET /livez HTTP/1.1\r\nHost: a@b\r\n\r\n"},
        {"host list", "GET /livez HTTP/1.1\r\nHost: a, b\r\n\r\n"},
        {"host with a blank", "GET /livez HTTP/1.1\r\nHost: a b\r\n\r\n"},
        {"no colon", with("Broken")},
        {"no name", with(": x")},
        {"blank before the colon", with("Accept : x")},
        {"tab before the colon", with("Accept\t: x")},
        {"blank in the name", with("Acc ept: x")},
        {"folded with a blank", with("Accept: x\r\n y")},
        {"folded with a tab", with("Accept: x\r\n\ty")},
        {"folded first header", "GET /livez HTTP/1.1\r\n Host: a\r\n\r\n"},
        {"bare line feed after a header", "GET /livez HTTP/1.1\r\nHost: a\nAccept: b\r\n\r\n"},
        {"bare line feed after the line", "GET /livez HTTP/1.1\nHost: a\r\n\r\n"},
        {"bare line feeds only", "GET /livez HTTP/1.1\nHost: a\n\n"},
        {"bare line feed as end", "GET /livez HTTP/1.1\r\nHost: a\r\n\n"},
        {"bare CR in a value", with("Accept: a\rX: b")},
        {"CR CR LF", with("Accept: a\r")},
        {"NUL in a value", with("Accept: a\0b"s)},
        {"NUL in a name", with("Acc\0ept: b"s)},
        {"control byte in a value",
         with("Accept: a\x0b"
              "b")},
        {"DEL in a value",
         with("Accept: a\x7f"
              "b")},
        {"high byte in a name", with("Acc\xe9pt: b")},
        {"bracket in a name", with("Acc(e)pt: b")},
        {"two authorizations", with("Authorization: Bearer user\r\nAuthorization: Bearer b")},
        {"two cookies", with("Cookie: a=1\r\nCookie: b=2")},
        {"two origins", with("Origin: http://a\r\nOrigin: http://b")},
        {"unknown expectation", with("Expect: 200-ok")},
        {"101 headers", "GET /livez HTTP/1.1\r\nHost: a\r\n" + many + "\r\n"},
        {"a header of 20 kB", with("X: " + std::string(20'000, 'a')), 431},
        {"a target of 20 kB", line("GET /" + std::string(20'000, 'a') + " HTTP/1.1"), 431},
    });
}

TEST(HostileRequests, WithAmbiguousFramingAreRefused) {
    expect_refused({
        {"length and coding",
         post_head + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"},
        {"coding and length",
         post_head + "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n"},
        {"coding and length 0",
         post_head + "Transfer-Encoding: chunked\r\nContent-Length: 0\r\n\r\n0\r\n\r\n"},
        {"two lengths", post_head + "Content-Length: 4\r\nContent-Length: 5\r\n\r\nabcd"},
        {"the same length twice", post_head + "Content-Length: 4\r\nContent-Length: 4\r\n\r\nabcd"},
        {"length list", post_head + "Content-Length: 4, 4\r\n\r\nabcd"},
        {"negative length", post_head + "Content-Length: -1\r\n\r\nabcd"},
        {"signed length", post_head + "Content-Length: +4\r\n\r\nabcd"},
        {"hexadecimal length", post_head + "Content-Length: 0x4\r\n\r\nabcd"},
        {"empty length", post_head + "Content-Length:\r\n\r\nabcd"},
        {"length with a blank", post_head + "Content-Length: 4 4\r\n\r\nabcd"},
        {"length with a letter", post_head + "Content-Length: 4a\r\n\r\nabcd"},
        {"length with a decimal point", post_head + "Content-Length: 4.0\r\n\r\nabcd"},
        {"length beyond 64 bits", post_head + "Content-Length: 18446744073709551620\r\n\r\nabcd"},
        {"blank before the colon of the length", post_head + "Content-Length : 4\r\n\r\nabcd"},
        {"unknown coding", post_head + "Transfer-Encoding: gzip\r\n\r\n0\r\n\r\n"},
        {"two codings", post_head + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"},
        {"chunked not last", post_head + "Transfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n"},
        {"chunked twice", post_head + "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n"},
        {"two coding headers",
         post_head + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"},
        {"identity", post_head + "Transfer-Encoding: identity\r\n\r\n"},
        {"empty coding", post_head + "Transfer-Encoding:\r\n\r\n0\r\n\r\n"},
        {"quoted coding", post_head + "Transfer-Encoding: \"chunked\"\r\n\r\n0\r\n\r\n"},
        {"coding with a parameter", post_head + "Transfer-Encoding: chunked;a=b\r\n\r\n0\r\n\r\n"},
        {"vertical tab before the coding",
         post_head + "Transfer-Encoding: \x0b"
                     "chunked\r\n\r\n0\r\n\r\n"},
        {"blank before the colon of the coding",
         post_head + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n"},
        {"folded coding", post_head + "Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n"},
        {"coding in HTTP/1.0",
         "POST /echo HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"},
    });
}

TEST(HostileRequests, WithBadChunksAreRefused) {
    const auto chunked = post_head + "Transfer-Encoding: chunked\r\n\r\n";
    expect_refused({
        {"empty size", chunked + "\r\nabc\r\n0\r\n\r\n"},
        {"negative size", chunked + "-1\r\nabc\r\n0\r\n\r\n"},
        {"signed size", chunked + "+3\r\nabc\r\n0\r\n\r\n"},
        {"0x size", chunked + "0x3\r\nabc\r\n0\r\n\r\n"},
        {"no digit", chunked + "xyz\r\nabc\r\n0\r\n\r\n"},
        {"nine digits", chunked + "000000003\r\nabc\r\n0\r\n\r\n"},
        {"size beyond 64 bits", chunked + "fffffffffffffffff\r\nabc\r\n0\r\n\r\n"},
        {"blank before the size", chunked + " 3\r\nabc\r\n0\r\n\r\n"},
        {"blank after the size", chunked + "3 \r\nabc\r\n0\r\n\r\n"},
        {"bare line feed after the size", chunked + "3\nabc\r\n0\r\n\r\n"},
        {"bare line feed in an extension", chunked + "3;a\nabc\r\n0\r\n\r\n"},
        {"NUL in an extension", chunked + "3;a\0\r\nabc\r\n0\r\n\r\n"s},
        {"bare line feed after the data", chunked + "3\r\nabc\n0\r\n\r\n"},
        {"no line end after the data", chunked + "3\r\nabc0\r\n\r\n"},
        {"more data than said", chunked + "3\r\nabcd\r\n0\r\n\r\n"},
        {"bare CR after the size", chunked + "3\rabc\r\n0\r\n\r\n"},
        {"bare line feed at the end", chunked + "0\r\n\n"},
        {"broken trailer", chunked + "0\r\nno colon\r\n\r\n"},
        {"folded trailer", chunked + "0\r\n a: b\r\n\r\n"},
        {"endless extension", chunked + "3;" + std::string(5'000, 'a') + "\r\nabc\r\n0\r\n\r\n"},
        {"endless trailer", chunked + "0\r\na: " + std::string(5'000, 'a') + "\r\n\r\n"},
        {"a chunk beyond the limit",
         chunked + "3e9\r\n" + std::string(1'001, 'a') + "\r\n0\r\n\r\n",
         413},
        {"chunks beyond the limit",
         chunked + "3e8\r\n" + std::string(1'000, 'a') + "\r\n1\r\na\r\n0\r\n\r\n",
         413},
        {"a length beyond the limit",
         post_head + "Content-Length: 1001\r\n\r\n" + std::string(1'001, 'a'),
         413},
        {"a gibibyte", post_head + "Content-Length: 1073741824\r\n\r\n", 413},
    });
}

TEST(HonestRequests, AreServedAlthoughUnusual) {
    const Row rows[] = {
        {"empty line first", "\r\n" + get("/livez"), 200},
        {"no blank after the colon", "GET /livez HTTP/1.1\r\nHost:a\r\n\r\n", 200},
        {"IPv6 host", "GET /livez HTTP/1.1\r\nHost: [::1]:8080\r\n\r\n", 200},
        {"blanks around a value", with("Accept: \t x \t "), 200},
        {"empty value", with("Accept:"), 200},
        {"high bytes in a value", with("X-Name: J\xc3\xb6rg"), 200},
        {"empty query", get("/livez?"), 200},
        {"odd query", get("/livez?a=%zz&|^`{}"), 200},
        {"HTTP/1.0", "GET /livez HTTP/1.0\r\n\r\n", 200},
        {"upgrade offered", with("Connection: Upgrade\r\nUpgrade: h2c"), 200},
        {"length of 0", "GET /livez HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n", 200},
        {"chunks with extension and trailer",
         post_head + "Transfer-Encoding: Chunked\r\n\r\n3;a=b\r\nabc\r\n0\r\nX: y\r\n\r\n",
         200},
        {"the path as sent", get("/livez/../livez"), 404},
        {"an escaped slash", get("/items/a%2fb"), 200},
        {"two slashes", get("//livez"), 404},
    };
    TestServer test;
    for (const auto& row : rows) {
        RawClient client(test.server.port());
        client.send(row.bytes);
        EXPECT_EQ(client.read().status, row.status) << row.why;
    }
}

}  // namespace
}  // namespace fairfile::http
