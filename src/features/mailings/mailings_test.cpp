#include "features/mailings/mailings.hpp"

#include "tests/support/plain_database.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include <filesystem>
#include <memory>

namespace fairfile::mailings {
namespace {

using namespace std::chrono;
using test::wait_for;
namespace json = boost::json;

constexpr auto ann = "0190a1b2-0000-7000-8000-000000000001";
constexpr auto ben = "0190a1b2-0000-7000-8000-000000000002";
constexpr auto dispute = "0190a1b2-0000-7000-8000-000000000031";
constexpr sys_days today{year{2026} / 3 / 10};

class FixedClock final : public Clock {
  public:
    std::chrono::system_clock::time_point now() const override { return today + hours{12}; }
};

/// Ann has a dispute with Experian and a letter about it, approved or not.
class MailingsTest : public testing::Test {
  protected:
    MailingsTest() {
        std::string name = testing::TempDir() + "mailings.XXXXXX";
        folder_ = mkdtemp(name.data());
        crypto::DirectoryKeyStore::Options options{
            folder_ / "keys", {{{"one", crypto::Key::random()}}}};
        keys_ = crypto::DirectoryKeyStore::open(std::move(options), clock_).value();
        files_ = blob::open_directory_blob_store(
                     {folder_ / "blobs", *keys_, pool_, clock_, metrics_, log_}
        )
                     .value();
        letters_ = std::make_unique<letters::Letters>(letters::Parts{
            database_, *files_, *keys_, pool_, limits_, clock_});
        mailings_ = std::make_unique<Mailings>(Orders::Parts{
            database_, *letters_, *keys_, pool_, clock_, terms_});
        rows_.execute(
            std::string("insert into users (id, email) values ('") + ann +
            "', 'ann@example.com'), ('" + ben + "', 'ben@example.com')"
        );
        rows_.execute(
            std::string("insert into dispute_tracking (id, user_id, bureau, reason) values ('") +
            dispute + "', '" + ann + "', 'Experian', 'wrong')"
        );
        letter_ = draft();
    }
    ~MailingsTest() override {
        pool_.stop();
        std::filesystem::remove_all(folder_);
    }

    LetterId draft() {
        letters::NewLetter wanted;
        wanted.type = "dispute_611";
        wanted.bureau = "Experian";
        wanted.sender = {"Ann Doe", {"1 Elm Street", "Dayton, OH 45402"}};
        wanted.facts = {
            {"name", "Ann Doe"},
            {"birth", "1990-02-03"},
            {"ssn_last4", "1234"},
            {"address_line", "1 Elm Street, Dayton, OH 45402"}};
        letters::LetterItem item{*DisputeId::parse(dispute), "Experian", "1", "wrong", {}};
        item.facts = {{"creditor", "NORTH BANK"}, {"fact", "Wrong."}, {"correction", "Delete."}};
        wanted.items.push_back(std::move(item));
        return wait_for(letters_->draft(*UserId::parse(ann), std::move(wanted))).value().id;
    }
    void approve() {
        letters::LetterChange change{.version = 1, .status = "approved"};
        ASSERT_TRUE(wait_for(letters_->change(*UserId::parse(ann), letter_, std::move(change))));
    }
    Result<Mailings::Recorded> record(sys_days mailed = today - days{5}, const char* user = ann) {
        SelfMailing mailing{mailed, "9400 1000"};
        return wait_for(mailings_->record(*UserId::parse(user), letter_, std::move(mailing)));
    }
    Result<std::string> change(MailingId id, MailingChange wanted, const char* user = ann) {
        return wait_for(mailings_->change(*UserId::parse(user), id, std::move(wanted)));
    }
    std::string value(const std::string& sql) const {
        return std::string(rows_.execute(sql).text(0, 0));
    }

    test::TestDatabase rows_;
    test::PlainDatabase database_{rows_, "fairfile_api"};
    FixedClock clock_;
    runtime::CpuPool pool_{1, 100};
    metrics::Registry metrics_;
    log::Log log_{clock_, log::Level::error};
    ServiceTerms terms_;
    users::UnitLimits limits_{.free_letters = 20};
    std::filesystem::path folder_;
    std::unique_ptr<crypto::KeyStore> keys_;
    std::unique_ptr<blob::BlobStore> files_;
    std::unique_ptr<letters::Letters> letters_;
    std::unique_ptr<Mailings> mailings_;
    LetterId letter_;
};

TEST_F(MailingsTest, NeedAnApprovedLetterAndHappenOnce) {
    EXPECT_EQ(record().error().code, "letters.not_approved");
    approve();
    EXPECT_EQ(record(today - days{5}, ben).error().kind, Failure::missing);
    ASSERT_TRUE(record());
    EXPECT_EQ(record().error().code, "mailings.already_mailed");
    EXPECT_EQ(value("select status from letters"), "mailed");
    EXPECT_EQ(value("select mailed_on from dispute_tracking"), "2026-03-05");
    EXPECT_EQ(value("select count(due_on) from dispute_tracking"), "0");
}

TEST_F(MailingsTest, StartTheClockOnTheDayOfDelivery) {
    approve();
    const auto id = record()->id;
    const auto shown = json::parse(change(id, {.delivered = today - days{2}}).value());
    EXPECT_EQ(shown.at("status").as_string(), "delivered");
    EXPECT_EQ(shown.at("delivered").as_string(), "2026-03-08");
    EXPECT_EQ(shown.at("tracking").as_string(), "9400 1000");
    EXPECT_EQ(value("select status from letters"), "delivered");
    EXPECT_EQ(value("select status from dispute_tracking"), "investigating");
    EXPECT_EQ(value("select due_on from dispute_tracking"), "2026-04-07");
    EXPECT_EQ(value("select count(*) from mailing_events"), "2");
    EXPECT_EQ(change(id, {.delivered = today}).error().code, "mailings.finished");
    EXPECT_EQ(value("select due_on from dispute_tracking"), "2026-04-07");
}

TEST_F(MailingsTest, ThatCameBackStartNoClock) {
    approve();
    const auto id = record()->id;
    ASSERT_TRUE(change(id, {.returned = true}));
    EXPECT_EQ(value("select status from letters"), "returned");
    EXPECT_EQ(value("select count(due_on) from dispute_tracking"), "0");
}

TEST_F(MailingsTest, HaveNoImpossibleDays) {
    approve();
    EXPECT_EQ(record(today + days{2}).error().code, "mailings.impossible_day");
    EXPECT_EQ(record(today - days{400}).error().code, "mailings.impossible_day");
    const auto id = record()->id;
    for (const auto day : {today - days{6}, today + days{2}}) {
        EXPECT_EQ(change(id, {.delivered = day}).error().code, "mailings.impossible_day");
    }
    EXPECT_EQ(change(id, {.tracking = "1"}, ben).error().kind, Failure::missing);
    EXPECT_EQ(value("select status from letters"), "mailed");
}

TEST_F(MailingsTest, AreListedWithTheirLetterAndNobodyElses) {
    const auto list = [this](const char* user) {
        return wait_for(mailings_->of_letter(*UserId::parse(user), letter_));
    };
    EXPECT_EQ(list(ann).value(), R"({"items":[],"next_cursor":null})");
    approve();
    const auto id = record()->id;
    const auto items = json::parse(list(ann).value()).at("items").as_array();
    ASSERT_EQ(items.size(), 1U);
    EXPECT_EQ(items[0].at("id").as_string(), to_string(id));
    EXPECT_EQ(items[0].at("mailed").as_string(), "2026-03-05");
    EXPECT_EQ(list(ben).error().kind, Failure::missing);
}

}  // namespace
}  // namespace fairfile::mailings
