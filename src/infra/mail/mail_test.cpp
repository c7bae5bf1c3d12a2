#include "infra/crypto/digest.hpp"
#include "infra/crypto/encoding.hpp"
#include "infra/mail/intelligent_barcode.hpp"
#include "infra/mail/outbox.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <thread>

namespace fairfile::mail {
namespace {

namespace files = std::filesystem;

// The four examples of USPS-B-3200, appendix C.
TEST(TheIntelligentMailBarcode, IsThatOfThePublishedExamples) {
    const auto tracking = tracking_digits({"01", "234", "567094", "987654321"});
    ASSERT_EQ(tracking, "01234567094987654321");
    constexpr std::pair<std::string_view, std::string_view> examples[] = {
        {"", "ATTFATTDTTADTAATTDTDTATTDAFDDFADFDFTFFFFFTATFAAAATDFFTDAADFTFDTDT"},
        {"01234", "DTTAFADDTTFTDTFTFDTDDADADAFADFATDDFTAAAFDTTADFAAATDFDTDFADDDTDFFT"},
        {"012345678", "ADFTTAFDTTTTFATTADTAAATFTFTATDAAAFDDADATATDTDTTDFDTDATADADTDFFTFA"},
        {"01234567891", "AADTFFDFTDADTAADAATFDTDDAAADDTDTTDAFADADDDTFFFDDTTTADFAAADFTDAADA"}};
    for (const auto& [routing, bars] : examples) {
        EXPECT_EQ(intelligent_barcode(*tracking, routing), bars) << routing;
    }
}

TEST(TheIntelligentMailBarcode, RefusesWhatItDoesNotPad) {
    EXPECT_FALSE(tracking_digits({"01", "234", "567094", "98765432"}));
    EXPECT_FALSE(tracking_digits({"05", "234", "567094", "987654321"}));
    EXPECT_FALSE(tracking_digits({"01", "23A", "567094", "987654321"}));
    EXPECT_FALSE(intelligent_barcode("01234567094987654321", "1234"));
    EXPECT_FALSE(intelligent_barcode("0123456709498765432", ""));
    EXPECT_FALSE(intelligent_barcode("01234567094987654321", "1234A"));
}

TEST(AnAddress, IsJudgedBeforeAnybodyPays) {
    const Address good{"Experian", {"P.O. Box 4500", "Allen, TX 75013"}};
    EXPECT_EQ(why_undeliverable(good), "");
    EXPECT_EQ(routing_code(good), "75013");
    EXPECT_EQ(routing_code({"A", {"1 Elm St", "Dayton, OH 45402-1234"}}), "454021234");
    EXPECT_NE(why_undeliverable({"", {"P.O. Box 4500", "Allen, TX 75013"}}), "");
    EXPECT_NE(why_undeliverable({"A", {"Allen, TX 75013"}}), "");
    EXPECT_NE(why_undeliverable({"A", {"1 Elm St", "Allen, TX"}}), "");
    EXPECT_NE(why_undeliverable({"A", {"1 Elm St", "Allen, TX 7501"}}), "");
    EXPECT_NE(why_undeliverable({"A", {"1 Elm St", "Allen, ZZ 75013"}}), "");
    EXPECT_NE(why_undeliverable({"A", {"1 Elm St", "Allen, OH 75013"}}), "");
}

class FixedClock final : public Clock {
  public:
    std::chrono::system_clock::time_point now() const override {
        return std::chrono::sys_days(std::chrono::year{2026} / 3 / 10);
    }
};

class OutboxTest : public testing::Test {
  protected:
    OutboxTest() {
        std::string name = testing::TempDir() + "outbox.XXXXXX";
        folder_ = mkdtemp(name.data());
        outbox_ = OutboxProvider::open({folder_ / "mail", "567094"}, clock_).value();
    }
    ~OutboxTest() override { files::remove_all(folder_); }

    static Piece piece(std::string pdf = "%PDF-1.7 one") {
        return {
            .key = "letter-1",
            .from = {"Ann Doe", {"1 Elm Street", "Dayton, OH 45402"}},
            .to = {"Experian", {"P.O. Box 4500", "Allen, TX 75013"}},
            .mail_class = "certified",
            .pdf = std::move(pdf),
            .pages = 2};
    }
    std::size_t entries() const {
        const auto all = files::directory_iterator(folder_ / "mail");
        return std::size_t(std::distance(begin(all), end(all)));
    }
    std::string read(const files::path& path) const {
        std::ifstream file(folder_ / "mail" / path, std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }

    FixedClock clock_;
    files::path folder_;
    std::unique_ptr<OutboxProvider> outbox_;
};

TEST_F(OutboxTest, WritesALetterAndWhatToKnowOfIt) {
    const auto receipt = outbox_->submit(piece()).value();
    EXPECT_EQ(receipt.state, State::accepted);
    EXPECT_EQ(read(files::path(receipt.reference) / "letter.pdf"), piece().pdf);
    const auto text = read(files::path(receipt.reference) / "manifest.json");
    const auto manifest = boost::json::parse(text);
    const auto digest = crypto::to_hex(crypto::view(crypto::sha256(piece().pdf)));
    EXPECT_EQ(manifest.at("sha256").as_string(), digest);
    EXPECT_EQ(manifest.at("pages").as_int64(), 2);
    EXPECT_EQ(manifest.at("mail_class").as_string(), "certified");
    EXPECT_EQ(manifest.at("to").at("lines").at(1).as_string(), "Allen, TX 75013");
    const auto& barcode = manifest.at("barcode");
    EXPECT_EQ(barcode.at("routing").as_string(), "75013");
    const auto bars =
        intelligent_barcode(std::string_view(barcode.at("tracking").as_string()), "75013");
    EXPECT_EQ(barcode.at("bars").as_string(), bars.value());
}

TEST_F(OutboxTest, HasALetterOnceAKey) {
    const auto first = outbox_->submit(piece()).value();
    EXPECT_EQ(outbox_->submit(piece())->reference, first.reference);
    EXPECT_EQ(outbox_->submit(piece("%PDF-1.7 two")).error().code, "mail.key_reused");
    EXPECT_EQ(entries(), 1U);
    std::vector<std::thread> threads;
    auto other = piece();
    other.key = "letter-2";
    std::atomic<int> done{0};
    for (int count = 0; count < 8; ++count) {
        threads.emplace_back([&] { done += outbox_->submit(other) ? 1 : 0; });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(done, 8);
    EXPECT_EQ(entries(), 2U);
}

TEST_F(OutboxTest, IsNotMistakenByWhatADeadProcessLeft) {
    const auto first = outbox_->submit(piece()).value();
    files::rename(folder_ / "mail" / first.reference, folder_ / "mail" / ".new-half");
    files::remove(folder_ / "mail" / ".new-half" / "manifest.json");
    EXPECT_FALSE(outbox_->find("letter-1").value());
    EXPECT_EQ(outbox_->submit(piece())->reference, first.reference);
    EXPECT_EQ(read(files::path(first.reference) / "letter.pdf"), piece().pdf);
}

TEST_F(OutboxTest, CancelsUntilItIsMailed) {
    EXPECT_FALSE(outbox_->cancel("letter-1").value());
    ASSERT_TRUE(outbox_->submit(piece()));
    EXPECT_TRUE(outbox_->cancel("letter-1").value());
    EXPECT_TRUE(outbox_->cancel("letter-1").value());
    EXPECT_EQ(outbox_->submit(piece())->state, State::cancelled);
    EXPECT_EQ(entries(), 1U);
    auto other = piece();
    other.key = "letter-2";
    const auto receipt = outbox_->submit(other).value();
    std::ofstream(folder_ / "mail" / receipt.reference / "mailed") << "";
    EXPECT_FALSE(outbox_->cancel("letter-2").value());
    EXPECT_EQ(outbox_->find("letter-2").value()->state, State::mailed);
}

TEST_F(OutboxTest, NeedsAMailerIdOfSixOrNineDigits) {
    const auto opened = OutboxProvider::open({folder_ / "mail", "12"}, clock_);
    EXPECT_EQ(opened.error().code, "mail.bad_mailer_id");
}

}  // namespace
}  // namespace fairfile::mail
