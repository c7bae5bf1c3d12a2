#include "infra/http/request_head.hpp"

#include "infra/http/chunked_body.hpp"

#include <gtest/gtest.h>

namespace fairfile::http {
namespace {

HeadState state_of(std::string_view bytes) {
    RequestHead head;
    return HeadReader().read(bytes, head);
}

TEST(RequestHead, GivesItsPartsAsViews) {
    const std::string bytes =
        "POST /a/b?c=d&e HTTP/1.1\r\nHost: x.example:8080\r\nContent-Length: 12\r\n"
        "X-Empty:\r\nAccept: \t a, b \t\r\n\r\nbody";
    RequestHead head;
    ASSERT_EQ(HeadReader().read(bytes, head), HeadState::complete);
    EXPECT_EQ(head.verb, Verb::post);
    EXPECT_EQ(head.path, "/a/b");
    EXPECT_EQ(head.query, "c=d&e");
    EXPECT_EQ(head.content_length, 12U);
    EXPECT_EQ(head.field("ACCEPT"), "a, b");
    EXPECT_EQ(head.field("x-empty"), "");
    EXPECT_EQ(head.fields.size(), 4U);
    EXPECT_TRUE(head.keep_alive);
    EXPECT_EQ(bytes.substr(head.size), "body");
}

TEST(RequestHead, IsReadAlikeHoweverItsBytesArrive) {
    const std::string bytes = "\r\nGET /x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
    HeadReader reader;
    RequestHead head;
    for (std::size_t length = 0; length < bytes.size(); ++length) {
        ASSERT_EQ(reader.read(bytes.substr(0, length), head), HeadState::incomplete) << length;
    }
    ASSERT_EQ(reader.read(bytes, head), HeadState::complete);
    EXPECT_EQ(head.size, bytes.size());
    EXPECT_FALSE(head.keep_alive);
}

TEST(RequestHead, KnowsWhenAConnectionStays) {
    RequestHead head;
    const auto stays = [&head](const std::string& bytes) {
        EXPECT_EQ(HeadReader().read(bytes, head), HeadState::complete) << bytes;
        return head.keep_alive;
    };
    EXPECT_TRUE(stays("GET / HTTP/1.1\r\nHost: a\r\n\r\n"));
    EXPECT_FALSE(stays("GET / HTTP/1.1\r\nHost: a\r\nConnection: x, Close\r\n\r\n"));
    EXPECT_FALSE(stays("GET / HTTP/1.0\r\n\r\n"));
    EXPECT_TRUE(stays("GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n"));
    EXPECT_FALSE(stays("GET / HTTP/1.0\r\nConnection: keep-alive, close\r\n\r\n"));
}

TEST(RequestHead, MayBeAsLongAsItsLimitAndNoLonger) {
    const std::string start = "GET / HTTP/1.1\r\nHost: a\r\nX: ";
    const auto head_of = [&start](std::size_t size) {
        return start + std::string(size - start.size() - 4, 'a') + "\r\n\r\n";
    };
    EXPECT_EQ(state_of(head_of(head_bytes_max)), HeadState::complete);
    EXPECT_EQ(state_of(head_of(head_bytes_max + 1)), HeadState::too_large);
    EXPECT_EQ(state_of(start + std::string(head_bytes_max, 'a')), HeadState::too_large);
}

TEST(RequestHead, IsBrokenBeforeItsEndWhenALineEndsBadly) {
    EXPECT_EQ(state_of("GET / HTTP/1.1\n"), HeadState::broken);
    EXPECT_EQ(state_of("\x16\x03\x01"), HeadState::broken);
    EXPECT_EQ(state_of("\n"), HeadState::broken);
    EXPECT_EQ(state_of("\r\n\r\n"), HeadState::broken);
}

struct Chunks {
    const char* bytes;
    BodyState state;
    const char* decoded;
};

TEST(ChunkedBody, IsDecodedAlikeHoweverItsBytesArrive) {
    const Chunks rows[] = {
        {"0\r\n\r\n", BodyState::done, ""},
        {"3\r\nabc\r\n0\r\n\r\n", BodyState::done, "abc"},
        {"0000000A;x=\"y\"\r\n0123456789\r\n1\r\nz\r\n00\r\n\r\n", BodyState::done, "0123456789z"},
        {"1\r\na\r\n0\r\nX-Sum: 1\r\nOther:\r\n\r\n", BodyState::done, "a"},
        {"3\r\nabc\r\n", BodyState::more, "abc"},
        {"14\r\n01234567890123456789", BodyState::more, "01234567890123456789"},
        {"15\r\n", BodyState::too_large, ""},
        {"ffffffff\r\n", BodyState::too_large, ""},
        {"a\r\n0123456789\r\nb\r\n", BodyState::too_large, "0123456789"},
        {"100000000\r\n", BodyState::broken, ""},
        {"\r\n", BodyState::broken, ""},
        {"-1\r\n", BodyState::broken, ""},
        {"+1\r\n", BodyState::broken, ""},
        {"0x1\r\n", BodyState::broken, ""},
        {" 1\r\n", BodyState::broken, ""},
        {"1 \r\n", BodyState::broken, ""},
        {"g\r\n", BodyState::broken, ""},
        {"1\na\r\n0\r\n\r\n", BodyState::broken, ""},
        {"1;x\na\r\n", BodyState::broken, ""},
        {"1\r\na\n0\r\n\r\n", BodyState::broken, "a"},
        {"1\r\nab\r\n", BodyState::broken, "a"},
        {"1\r\r\na", BodyState::broken, ""},
        {"0\r\n\n", BodyState::broken, ""},
        {"0\r\nBad Name: 1\r\n\r\n", BodyState::broken, ""},
        {"0\r\n folded\r\n\r\n", BodyState::broken, ""},
        {"0\r\nA: \x01\r\n\r\n", BodyState::broken, ""},
    };
    for (const auto& row : rows) {
        std::string whole;
        EXPECT_EQ(ChunkedBody(20).read(row.bytes, whole).state, row.state) << row.bytes;
        EXPECT_EQ(whole, row.decoded) << row.bytes;

        ChunkedBody body(20);
        std::string pieces;
        auto state = BodyState::more;
        for (const char byte : std::string_view(row.bytes)) {
            if (state == BodyState::more) state = body.read({&byte, 1}, pieces).state;
        }
        EXPECT_EQ(state, row.state) << row.bytes;
        EXPECT_EQ(pieces, row.decoded) << row.bytes;
    }
}

TEST(ChunkedBody, LeavesTheNextRequestAlone) {
    std::string out;
    const auto step = ChunkedBody(20).read("1\r\na\r\n0\r\n\r\nGET /", out);
    EXPECT_EQ(step.state, BodyState::done);
    EXPECT_EQ(step.used, 11U);
}

TEST(ChunkedBody, LimitsExtensionsAndTrailers) {
    std::string out;
    const std::string flood(5'000, 'x');
    EXPECT_EQ(ChunkedBody(20).read("1;" + flood, out).state, BodyState::broken);
    EXPECT_EQ(ChunkedBody(20).read("0\r\nA:" + flood, out).state, BodyState::broken);
}

}  // namespace
}  // namespace fairfile::http
