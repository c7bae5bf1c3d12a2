// Time, room and the end: slow clients, too many of them, streams, drain, TLS.
#include "infra/http/event_stream.hpp"
#include "infra/http/server.hpp"
#include "infra/http/test_server.hpp"

#include <boost/asio/connect.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <gtest/gtest.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <cstdio>
#include <filesystem>
#include <future>
#include <unistd.h>

namespace fairfile::http {
namespace {

using namespace std::chrono_literals;

TEST(SlowClients, AreClosedWhenTheHeadTakesTooLong) {
    auto config = quick_config();
    config.head_time_max = 50ms;
    TestServer test(config);
    RawClient silent(test.server.port());
    RawClient slow(test.server.port());
    slow.send("GET /livez HTT");
    EXPECT_EQ(slow.read().status, 408U);
    EXPECT_TRUE(slow.is_closed());
    EXPECT_TRUE(silent.is_closed());
}

TEST(SlowClients, AreClosedWhenTheBodyTakesTooLong) {
    auto config = quick_config();
    config.pace_window = 50ms;
    TestServer test(config);
    for (const auto* framing :
         {"Content-Length: 900\r\n\r\nab", "Transfer-Encoding: chunked\r\n\r\n5\r\na"}) {
        RawClient client(test.server.port());
        client.send("POST /echo HTTP/1.1\r\nHost: a\r\n" + std::string(framing));
        EXPECT_EQ(client.read().status, 408U) << framing;
        client.stop_sending();
        EXPECT_TRUE(client.is_closed());
    }
}

TEST(SlowClients, AreClosedWhenTheyDoNotRead) {
    auto config = quick_config();
    config.pace_window = 50ms;
    TestServer test(config);
    RawClient client(test.server.port());
    client.send(get("/large"));
    ASSERT_TRUE(test.observer.saw("GET /large 200 "));
    EXPECT_EQ(test.server.drain(20s), 0U) << "the connection ended before the drain cut it";
}

TEST(SlowClients, AreClosedWhenIdle) {
    auto config = quick_config();
    config.idle_time_max = 50ms;
    TestServer test(config);
    RawClient client(test.server.port());
    client.send(get("/livez"));
    EXPECT_EQ(client.read().status, 200U);
    EXPECT_TRUE(client.is_closed());
}

TEST(Pace, WantsItsBytesInEveryWindow) {
    const PaceRule rule{10s, 100};
    const TimePoint start{};
    Pace pace;
    pace.begin(start);
    EXPECT_FALSE(pace.is_too_slow(start + 9s, rule));
    pace.add(100);
    EXPECT_FALSE(pace.is_too_slow(start + 10s, rule));
    pace.add(99);
    EXPECT_FALSE(pace.is_too_slow(start + 19s, rule));
    EXPECT_TRUE(pace.is_too_slow(start + 20s, rule));
}

TEST(ConnectionCap, TurnsTheNextOneAwayAtOnce) {
    auto config = quick_config();
    config.connections_max = 2;
    TestServer test(config);
    RawClient first(test.server.port());
    RawClient second(test.server.port());
    for (auto* client : {&first, &second}) {
        client->send(get("/livez"));
        EXPECT_EQ(client->read().status, 200U);
    }
    RawClient third(test.server.port());
    EXPECT_EQ(third.read().status, 503U);
    EXPECT_TRUE(third.is_closed());
    EXPECT_EQ(test.server.refused_connections(), 1U);
    first.send(get("/livez"));
    EXPECT_EQ(first.read().status, 200U);
}

TEST(Events, AreWrittenAsTheyCome) {
    TestServer test;
    RawClient client(test.server.port());
    client.send(get("/events"));
    const auto head = client.read();
    EXPECT_EQ(head.header("content-type"), "text/event-stream");
    EXPECT_EQ(head.header("cache-control"), "no-store, no-cache");
    EXPECT_EQ(client.read_line(), "event: step\n");
    EXPECT_EQ(client.read_line(), "data: one\n");
    EXPECT_EQ(client.read_line(), "data: two\n");
    EXPECT_EQ(client.read_line(), "\n");
    EXPECT_EQ(client.read_line(), ": \n");
    test.slice.gate.wait_until_reached();
    test.slice.gate.open();
    EXPECT_EQ(client.read_until_closed(), "\nevent: end\ndata: {}\n\n");
}

TEST(Events, EndWhenTheClientGoes) {
    TestServer test;
    {
        RawClient client(test.server.port());
        client.send(get("/events"));
        test.slice.gate.wait_until_reached();
    }
    EXPECT_TRUE(test.observer.saw("GET /events 200 "));
    EXPECT_TRUE(test.slice.events_were_ended);
}

TEST(Events, EndWithADrain) {
    TestServer test;
    RawClient client(test.server.port());
    client.send(get("/events"));
    test.slice.gate.wait_until_reached();
    EXPECT_EQ(test.server.drain(20s), 0U);
    EXPECT_TRUE(test.slice.events_were_ended);
}

TEST(EventText, CannotBeBrokenOutOf) {
    EXPECT_EQ(to_event("a\nb", "x\r\ny\rz\n"), "event: ab\ndata: x\ndata: y\ndata: z\ndata: \n\n");
}

TEST(Drain, FinishesWhatIsInFlight) {
    TestServer test;
    RawClient idle(test.server.port());
    idle.send(get("/livez"));
    EXPECT_EQ(idle.read().status, 200U);
    RawClient busy(test.server.port());
    busy.send(get("/wait"));
    test.slice.gate.wait_until_reached();

    auto drained = std::async(std::launch::async, [&test] { return test.server.drain(20s); });
    EXPECT_TRUE(idle.is_closed());
    EXPECT_FALSE(test.readiness.is_on());
    test.slice.gate.open();
    const auto answer = busy.read();
    EXPECT_EQ(answer.body, "waited");
    EXPECT_EQ(answer.header("connection"), "close");
    EXPECT_TRUE(busy.is_closed());
    EXPECT_EQ(drained.get(), 0U);
    EXPECT_EQ(test.server.open_connections(), 0U);
}

TEST(Drain, CutsWhatDoesNotFinish) {
    TestServer test;
    RawClient busy(test.server.port());
    busy.send(get("/wait"));
    test.slice.gate.wait_until_reached();
    EXPECT_EQ(test.server.drain(100ms), 1U);
    EXPECT_TRUE(busy.is_closed());
    test.slice.gate.open();
}

TEST(Drain, MayComeTwiceAndBeforeTheStart) {
    TestServer test;
    EXPECT_EQ(test.server.drain(20s), 0U);
    EXPECT_EQ(test.server.drain(20s), 0U);
    Router router;
    Server never_started(test.loops, {}, router, {}, test.clock);
    EXPECT_EQ(never_started.drain(1s), 0U);
}

TEST(Port, IsNotSharedWithAnotherServer) {
    TestServer test;
    auto config = quick_config();
    config.port = test.server.port();
    Server second(test.loops, config, test.router, {}, test.clock);
    EXPECT_THROW(second.start(), boost::system::system_error);
}

/// A key and a certificate for localhost, signed with it, made for one test.
TlsFiles make_certificate(const std::filesystem::path& folder) {
    std::filesystem::create_directories(folder);
    const TlsFiles files{(folder / "chain.pem").string(), (folder / "key.pem").string()};
    auto* key = EVP_EC_gen("P-256");
    auto* certificate = X509_new();
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate), -60);
    X509_gmtime_adj(X509_getm_notAfter(certificate), 3600);
    X509_set_pubkey(certificate, key);
    X509_sign(certificate, key, EVP_sha256());
    auto* out = std::fopen(files.certificate_chain.c_str(), "w");
    PEM_write_X509(out, certificate);
    std::fclose(out);
    out = std::fopen(files.private_key.c_str(), "w");
    PEM_write_PrivateKey(out, key, nullptr, nullptr, 0, nullptr, nullptr);
    std::fclose(out);
    X509_free(certificate);
    EVP_PKEY_free(key);
    return files;
}

TEST(Tls, CarriesTheSameRequests) {
    namespace beast = boost::beast;
    const auto folder =
        std::filesystem::path(testing::TempDir()) / ("tls" + std::to_string(getpid()));
    auto config = quick_config();
    config.tls = make_certificate(folder);
    TestServer test(config);

    boost::asio::io_context loop;
    boost::asio::ssl::context context(boost::asio::ssl::context::tls_client);
    boost::asio::ssl::stream<boost::asio::ip::tcp::socket> stream(loop, context);
    const auto address = boost::asio::ip::make_address("127.0.0.1");
    stream.next_layer().connect({address, test.server.port()});
    stream.handshake(boost::asio::ssl::stream_base::client);
    beast::flat_buffer buffer;
    for (const auto* target : {"/livez", "/large", "/nowhere"}) {
        beast::http::request<beast::http::empty_body> request(beast::http::verb::get, target, 11);
        request.set(beast::http::field::host, "localhost");
        beast::http::write(stream, request);
        beast::http::response_parser<beast::http::string_body> parser;
        parser.body_limit(16UL * 1024 * 1024);
        beast::http::read(stream, buffer, parser);
        EXPECT_EQ(parser.get().result_int(), target == std::string("/nowhere") ? 404U : 200U);
    }
    std::filesystem::remove_all(folder);
}

TEST(Tls, RefusesPlainTextAndOldVersions) {
    const auto folder =
        std::filesystem::path(testing::TempDir()) / ("old" + std::to_string(getpid()));
    auto config = quick_config();
    config.tls = make_certificate(folder);
    TestServer test(config);
    RawClient plain(test.server.port());
    plain.send(get("/livez"));
    EXPECT_EQ(plain.read_until_closed().find("HTTP/"), std::string::npos);

    boost::asio::io_context loop;
    boost::asio::ssl::context context(boost::asio::ssl::context::tls_client);
    SSL_CTX_set_max_proto_version(context.native_handle(), TLS1_1_VERSION);
    boost::asio::ssl::stream<boost::asio::ip::tcp::socket> stream(loop, context);
    stream.next_layer().connect({boost::asio::ip::make_address("127.0.0.1"), test.server.port()});
    EXPECT_THROW(
        stream.handshake(boost::asio::ssl::stream_base::client), boost::system::system_error
    );
    std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace fairfile::http
