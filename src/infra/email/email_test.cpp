#include "infra/email/mailer.hpp"
#include "infra/email/mime.hpp"
#include "infra/email/smtp.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>
#include <gtest/gtest.h>

#include <future>

namespace fairfile::email {
namespace {

using boost::asio::ip::tcp;

Envelope some_envelope() {
    return {
        .from = "no-reply@fairfile.example",
        .from_name = "Fairfile",
        .date = std::chrono::sys_seconds(std::chrono::seconds(1'700'000'000)),
        .unique = "0123abcd"};
}

TEST(Mime, HasHeadersAndBothBodies) {
    const auto text = compose(
        {.to = "ann@example.com", .subject = "Hello", .text = "Hi", .html = "<p>Hi</p>"},
        some_envelope()
    );
    EXPECT_EQ(
        text,
        "Date: Tue, 14 Nov 2023 22:13:20 +0000\r\n"
        "From: Fairfile <no-reply@fairfile.example>\r\n"
        "To: <ann@example.com>\r\n"
        "Subject: Hello\r\n"
        "Message-ID: <0123abcd@fairfile.example>\r\n"
        "Auto-Submitted: auto-generated\r\n"
        "MIME-Version: 1.0\r\n"
        "Content-Type: multipart/alternative; boundary=\"part-0123abcd\"\r\n\r\n"
        "--part-0123abcd\r\n"
        "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        "SGk=\r\n"
        "--part-0123abcd\r\n"
        "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        "PHA+SGk8L3A+\r\n"
        "--part-0123abcd--\r\n"
    );
}

TEST(Mime, KeepsLinesShortAndHeadersInOnePiece) {
    std::string subject;
    for (int count = 0; count < 60; ++count) subject += "\xc3\xa9";
    subject += "\r\nBcc: victim@example.com";
    const auto text = compose(
        {.to = "ann@example.com", .subject = subject, .text = std::string(5'000, 'x')},
        some_envelope()
    );
    EXPECT_EQ(text.find("Bcc"), std::string::npos);
    std::size_t start = 0;
    while (start < text.size()) {
        const auto end = text.find("\r\n", start);
        ASSERT_NE(end, std::string::npos);
        EXPECT_LE(end - start, 85U);
        start = end + 2;
    }
}

TEST(Mime, SaysHowToEndTheMessages) {
    const auto with = compose(
        {.to = "ann@example.com", .text = "Hi", .unsubscribe = "https://a.example/u?token=x"},
        some_envelope()
    );
    EXPECT_NE(
        with.find("List-Unsubscribe: <https://a.example/u?token=x>\r\n"
                  "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"),
        std::string::npos
    ) << with;
    const auto wrong = compose(
        {.to = "ann@example.com", .text = "Hi", .unsubscribe = "https://a\r\nBcc: b@example.com"},
        some_envelope()
    );
    EXPECT_EQ(wrong.find("Bcc"), std::string::npos);
}

TEST(Mime, RefusesAddressesThatSayMore) {
    EXPECT_TRUE(is_plain_address("ann.o'hara+x@example.com"));
    for (const std::string address :
         {"",
          "ann",
          "a b@example.com",
          "a@example.com\r\nRCPT TO:<b@example.com>",
          "<a@b.c>",
          "a@b.c,d@e.f",
          "a@b.c;d@e.f"}) {
        EXPECT_FALSE(is_plain_address(address)) << address;
    }
    EXPECT_FALSE(is_plain_address(std::string(300, 'a') + "@example.com"));
}

TEST(PrintingMailer, HandsTheMessageOver) {
    std::string seen;
    PrintingMailer mailer([&seen](const Message& message) { seen = message.text; });
    EXPECT_TRUE(mailer.send({.to = "ann@example.com", .text = "link"}));
    EXPECT_EQ(seen, "link");
    EXPECT_FALSE(mailer.send({.to = "nobody", .text = "other"}));
    EXPECT_EQ(seen, "link");
}

/// One SMTP conversation; gives everything the client said.
std::string take_one_mail(tcp::acceptor& acceptor, std::string_view answer_to_recipient) {
    auto socket = acceptor.accept();
    std::string said, buffer;
    const auto answer = [&socket](std::string_view line) {
        boost::asio::write(socket, boost::asio::buffer(line.data(), line.size()));
    };
    answer("220 sink\r\n");
    bool in_data = false;
    for (;;) {
        boost::system::error_code error;
        const auto length =
            boost::asio::read_until(socket, boost::asio::dynamic_buffer(buffer), "\r\n", error);
        if (error) return said;
        const auto line = buffer.substr(0, length);
        buffer.erase(0, length);
        said += line;
        if (in_data && line != ".\r\n") continue;
        in_data = line == "DATA\r\n";
        if (line == "QUIT\r\n") {
            answer("221 bye\r\n");
            return said;
        }
        if (in_data) {
            answer("354 go on\r\n");
        } else {
            answer(line.starts_with("RCPT") ? answer_to_recipient : "250 ok\r\n");
        }
    }
}

class SmtpMailerTest : public testing::Test {
  protected:
    SmtpConfig config() {
        return {
            .host = "127.0.0.1",
            .port = acceptor_.local_endpoint().port(),
            .encryption = Encryption::none,
            .from = "no-reply@fairfile.example"};
    }
    std::uint64_t count(std::string outcome) {
        return metrics_.counter("emails_total", "", {{"outcome", std::move(outcome)}}).total();
    }

    const SmtpConfig nowhere_{.host = "127.0.0.1", .port = 1, .encryption = Encryption::none};
    boost::asio::io_context context_;
    tcp::acceptor acceptor_{context_, {boost::asio::ip::address_v4::loopback(), 0}};
    runtime::SystemClock clock_;
    log::Log log_{clock_, log::Level::error};
    metrics::Registry metrics_;
    runtime::CpuPool pool_{1, 2};
};

TEST_F(SmtpMailerTest, DeliversToAServer) {
    auto sink =
        std::async(std::launch::async, [this] { return take_one_mail(acceptor_, "250 ok\r\n"); });
    SmtpMailer mailer(config(), pool_, clock_, log_, metrics_);
    ASSERT_TRUE(mailer.send({.to = "ann@example.com", .subject = "Hello", .text = "Hi"}));
    const auto said = sink.get();
    pool_.threads().join();
    EXPECT_NE(said.find("MAIL FROM:<no-reply@fairfile.example>"), std::string::npos) << said;
    EXPECT_NE(said.find("RCPT TO:<ann@example.com>"), std::string::npos) << said;
    EXPECT_NE(said.find("Subject: Hello\r\n"), std::string::npos) << said;
    EXPECT_EQ(count("sent"), 1U);
    EXPECT_EQ(count("failed"), 0U);
}

TEST_F(SmtpMailerTest, GivesUpAfterItsAttempts) {
    auto sink = std::async(std::launch::async, [this] {
        for (int attempt = 0; attempt < 3; ++attempt) take_one_mail(acceptor_, "550 nobody\r\n");
    });
    SmtpMailer mailer(config(), pool_, clock_, log_, metrics_);
    ASSERT_TRUE(mailer.send({.to = "ann@example.com", .subject = "Hello", .text = "Hi"}));
    sink.get();
    pool_.threads().join();
    EXPECT_EQ(count("sent"), 0U);
    EXPECT_EQ(count("failed"), 1U);
}

TEST_F(SmtpMailerTest, TellsRefusedForGoodFromForNow) {
    struct Case {
        std::string_view answer;
        Delivery::Outcome outcome;
        int reply;
    };
    for (const auto& [answer, outcome, reply] :
         {Case{"250 ok\r\n", Delivery::Outcome::taken, 250},
          Case{"451 busy\r\n", Delivery::Outcome::later, 451},
          Case{"550 nobody\r\n", Delivery::Outcome::refused, 550}}) {
        auto sink = std::async(std::launch::async, [this, answer = answer] {
            return take_one_mail(acceptor_, answer);
        });
        const auto delivery = deliver_once(config(), "ann@example.com", "Subject: x\r\n\r\nHi\r\n");
        sink.get();
        EXPECT_EQ(delivery.outcome, outcome) << answer;
        EXPECT_EQ(delivery.reply, reply) << answer;
    }
    acceptor_.close();
    EXPECT_EQ(deliver_once(nowhere_, "ann@example.com", "Hi").outcome, Delivery::Outcome::later);
}

TEST_F(SmtpMailerTest, TakesNoMoreThanItsQueueHolds) {
    SmtpMailer mailer(config(), pool_, clock_, log_, metrics_);
    ASSERT_TRUE(pool_.try_enter());
    ASSERT_TRUE(pool_.try_enter());
    EXPECT_FALSE(mailer.send({.to = "ann@example.com", .text = "Hi"}));
    EXPECT_EQ(count("failed"), 1U);
}

}  // namespace
}  // namespace fairfile::email
