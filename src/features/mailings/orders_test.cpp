#include "features/mailings/mailings.hpp"
#include "infra/crypto/encoding.hpp"
#include "infra/mail/outbox.hpp"
#include "tests/support/plain_database.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
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

class MovedClock final : public Clock {
  public:
    system_clock::time_point at = today + hours{12};
    system_clock::time_point now() const override { return at; }
};

/// A payment provider with a ledger, which may decline, or lose the answer to what it did.
class Ledger final : public payment::Provider {
  public:
    struct Entry {
        std::int64_t cents = 0;
        std::string state;
    };
    std::map<std::string, Entry, std::less<>> entries;
    int lost_answers = 0;
    bool declines = false;
    std::int64_t taken = 0;

    std::string_view name() const override { return "none"; }
    Result<std::string> authorise(const payment::Charge& charge) override {
        if (declines) return Error{Failure::conflict, "payment.declined", "No."};
        entries.try_emplace(charge.key, Entry{charge.amount.cents, "held"});
        if (is_lost()) return Error{Failure::unavailable, "payment.unavailable", "Lost."};
        return charge.key;
    }
    Result<bool> capture(std::string_view reference, std::string_view /*key*/) override {
        auto& entry = entries.find(reference)->second;
        if (entry.state == "held") taken += entry.cents;
        if (entry.state == "held") entry.state = "taken";
        if (is_lost()) return Error{Failure::unavailable, "payment.unavailable", "Lost."};
        return entry.state == "taken";
    }
    Result<bool> release(std::string_view reference, std::string_view /*key*/) override {
        auto& entry = entries.find(reference)->second;
        if (entry.state == "held") entry.state = "released";
        return entry.state == "released";
    }

  private:
    bool is_lost() { return lost_answers > 0 && lost_answers-- > 0; }
};

struct Died {};

/// The process dies before or after the transaction that a count names.
class MortalDatabase final : public postgres::Database {
  public:
    explicit MortalDatabase(postgres::Database& inner) : inner_(inner) {}
    int dies_at = 0;

    boost::asio::awaitable<Result<postgres::Rows>> run(
        postgres::Identity identity,
        const postgres::Statement& statement,
        postgres::Parameters parameters
    ) override {
        die();
        auto rows = co_await inner_.run(identity, statement, std::move(parameters));
        die();
        co_return rows;
    }
    boost::asio::awaitable<Result<std::vector<postgres::Rows>>> run_all(
        postgres::Identity identity, std::vector<postgres::Call> calls
    ) override {
        die();
        auto rows = co_await inner_.run_all(identity, std::move(calls));
        die();
        co_return rows;
    }
    bool is_ready() const override { return true; }

  private:
    void die() {
        if (dies_at > 0 && --dies_at == 0) throw Died{};
    }
    postgres::Database& inner_;
};

/// Ann has a dispute with Experian and a letter about it, approved or not.
class OrdersTest : public testing::Test {
  protected:
    OrdersTest() {
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
        approve();
        worker_letters_ = std::make_unique<letters::Letters>(letters::Parts{
            mortal_, *files_, *keys_, pool_, limits_, clock_, letters::ActAs::job});
        outbox_ = mail::OutboxProvider::open({folder_ / "mail"}, clock_).value();
        papers_ = std::make_unique<Papers>(Papers::Parts{database_, *keys_, pool_, clock_, terms_});
        room_ = std::make_unique<MailRoom>(MailRoom::Parts{
            mortal_, *worker_letters_, *keys_, pool_, *outbox_, ledger_, clock_, log_});
    }
    ~OrdersTest() override {
        pool_.stop();
        std::filesystem::remove_all(folder_);
    }

    LetterId draft(std::string reason = "wrong") {
        letters::NewLetter wanted;
        wanted.type = "dispute_611";
        wanted.bureau = "Experian";
        wanted.sender = {"Ann Doe", {"1 Elm Street", "Dayton, OH 45402"}};
        wanted.facts = {
            {"name", "Ann Doe"},
            {"birth", "1990-02-03"},
            {"ssn_last4", "1234"},
            {"address_line", "1 Elm Street, Dayton, OH 45402"}};
        letters::LetterItem item{
            *DisputeId::parse(dispute), "Experian", "1", std::move(reason), {}};
        item.facts = {{"creditor", "NORTH BANK"}, {"fact", "Wrong."}, {"correction", "Delete."}};
        wanted.items.push_back(std::move(item));
        return wait_for(letters_->draft(*UserId::parse(ann), std::move(wanted))).value().id;
    }
    void approve() {
        letters::LetterChange change{.version = 1, .status = "approved"};
        ASSERT_TRUE(wait_for(letters_->change(*UserId::parse(ann), letter_, std::move(change))));
    }
    PaperId sign(std::string_view kind) {
        const auto all = json::parse(wait_for(papers_->list(*UserId::parse(ann))).value());
        for (const auto& one : all.at("papers").as_array()) {
            if (one.at("kind").as_string() != kind) continue;
            Signing signing{std::string(kind), std::string(one.at("digest").as_string()), "Ann D"};
            return wait_for(papers_->sign(*UserId::parse(ann), std::move(signing))).value().id;
        }
        return {};
    }
    void sign_and_wait() {
        sign("croa_disclosure");
        contract_ = sign("croa_contract");
        clock_.at += hours{24 * 10};
    }
    MailOrder wanted() {
        const auto letter = wait_for(letters_->approved(*UserId::parse(ann), letter_)).value();
        return {"first_class", crypto::to_hex(letter.digest), 750, "Ann Doe", ""};
    }
    Result<Mailings::Recorded> order(MailOrder order) {
        return wait_for(mailings_->order(*UserId::parse(ann), letter_, std::move(order)));
    }
    Result<Mailings::Recorded> order() { return order(wanted()); }
    jobs::Outcome::Kind carry_out(MailingId id) {
        return wait_for(room_->carry_out(*UserId::parse(ann), id)).kind;
    }
    /// False when the process died of it.
    bool survives(MailingId id, int dies_at) {
        mortal_.dies_at = dies_at;
        try {
            carry_out(id);
        } catch (const Died&) {
            return false;
        }
        mortal_.dies_at = 0;
        return true;
    }
    std::size_t letters_out() const {
        std::size_t count = 0;
        for (const auto& entry : std::filesystem::directory_iterator(folder_ / "mail")) {
            count += std::filesystem::exists(entry.path() / "manifest.json") ? 1 : 0;
        }
        return count;
    }
    std::string states() const {
        return value(
            "select m.status || ' ' || p.state || ' ' || o.state from mailing_records m"
            " join payments p on p.mailing_id = m.id join outbox o on o.subject_id = m.id"
            " order by m.id desc limit 1"
        );
    }
    /// As if nothing had been mailed.
    void start_again() const {
        rows_.execute("delete from job");
        rows_.execute("delete from outbox");
        rows_.execute("delete from mailing_records");
    }
    std::string value(const std::string& sql) const {
        return std::string(rows_.execute(sql).text(0, 0));
    }

    test::TestDatabase rows_;
    test::PlainDatabase database_{rows_, "fairfile_api"};
    MovedClock clock_;
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
    PaperId contract_;
    Ledger ledger_;
    test::PlainDatabase worker_database_{rows_, "fairfile_worker"};
    MortalDatabase mortal_{worker_database_};
    std::unique_ptr<letters::Letters> worker_letters_;
    std::unique_ptr<mail::OutboxProvider> outbox_;
    std::unique_ptr<Papers> papers_;
    std::unique_ptr<MailRoom> room_;
};

TEST_F(OrdersTest, NeedPapersTimeThePriceAndTheVeryLetter) {
    EXPECT_EQ(order().error().code, "mailings.papers_missing");
    sign("croa_disclosure");
    sign("croa_contract");
    EXPECT_EQ(order().error().code, "mailings.too_early");
    // The third business day after Tuesday the 10th is Friday the 13th.
    clock_.at = sys_days(2026y / 3 / 14) + 14h - 1s;
    EXPECT_EQ(order().error().code, "mailings.too_early");
    clock_.at += 1s;
    auto other = wanted();
    other.price_cents = 749;
    EXPECT_EQ(order(std::move(other)).error().code, "mailings.price_changed");
    auto unseen = wanted();
    unseen.digest = std::string(64, '0');
    EXPECT_EQ(order(std::move(unseen)).error().code, "mailings.other_letter");
    EXPECT_EQ(value("select count(*) from payments"), "0");
    ASSERT_TRUE(order());
    EXPECT_EQ(order().error().code, "mailings.already_mailed");
    auto own = mailings_->record(*UserId::parse(ann), letter_, SelfMailing{today, {}});
    EXPECT_EQ(wait_for(std::move(own)).error().code, "mailings.already_mailed");
    EXPECT_EQ(value("select count(*) from signed_papers where kind = 'letter_approval'"), "1");
    EXPECT_EQ(value("select count(*) from job where kind = 'mail_letter'"), "1");
    EXPECT_EQ(states(), "requested requested pending");
}

TEST_F(OrdersTest, EndWithTheContract) {
    sign_and_wait();
    const auto id = order()->id;
    ASSERT_TRUE(wait_for(papers_->cancel(*UserId::parse(ann), contract_)));
    carry_out(id);
    EXPECT_EQ(states(), "cancelled voided cancelled");
    EXPECT_TRUE(ledger_.entries.empty());
    EXPECT_EQ(letters_out(), 0U);
    EXPECT_EQ(order().error().code, "mailings.papers_missing");
}

TEST_F(OrdersTest, ArePaidOnceAcceptedAndMailedOnceThePostHasThem) {
    sign_and_wait();
    const auto id = order()->id;
    EXPECT_EQ(carry_out(id), jobs::Outcome::Kind::done);
    EXPECT_EQ(states(), "accepted captured sent");
    EXPECT_EQ(ledger_.taken, 750);
    EXPECT_EQ(value("select status from letters"), "approved");
    const auto reference = value("select provider_reference from mailing_records");
    std::ofstream(folder_ / "mail" / reference / "mailed") << "";
    EXPECT_EQ(wait_for(room_->watch()).kind, jobs::Outcome::Kind::done);
    EXPECT_EQ(states(), "mailed captured sent");
    EXPECT_EQ(value("select status from letters"), "mailed");
    EXPECT_EQ(value("select mailed_on from dispute_tracking"), "2026-03-20");
}

TEST_F(OrdersTest, AreWatchedPastOneThatCannotBeOpened) {
    sign_and_wait();
    const auto broken = order()->id;
    carry_out(broken);
    clock_.at += std::chrono::seconds(1);  // the next id is a later one
    letter_ = draft("another");
    approve();
    const auto whole = order()->id;
    carry_out(whole);
    rows_.execute(
        "update outbox set payload_sealed = '\\x00' where subject_id = '" + to_string(broken) + "'"
    );
    const auto of_whole = " from mailing_records where id = '" + to_string(whole) + "'";
    std::ofstream(folder_ / "mail" / value("select provider_reference" + of_whole) / "mailed");
    EXPECT_EQ(wait_for(room_->watch()).kind, jobs::Outcome::Kind::retry);
    EXPECT_EQ(value("select status" + of_whole), "mailed");
}

TEST_F(OrdersTest, MakeOneLetterAndOneChargeWhereverTheProcessDies) {
    sign_and_wait();
    std::size_t orders = 0;
    bool lived = false;
    for (int dies_at = 1; !lived; ++dies_at) {
        ASSERT_LT(dies_at, 100);
        const auto id = order()->id;
        ++orders;
        lived = survives(id, dies_at);
        EXPECT_EQ(carry_out(id), jobs::Outcome::Kind::done) << dies_at;
        EXPECT_EQ(states(), "accepted captured sent") << dies_at;
        EXPECT_EQ(letters_out(), orders) << dies_at;
        EXPECT_EQ(ledger_.entries.size(), orders) << dies_at;
        EXPECT_EQ(ledger_.taken, std::int64_t(orders) * 750) << dies_at;
        start_again();
    }
    EXPECT_GT(orders, 20U) << "every transaction has a before and an after";
}

TEST_F(OrdersTest, AskAgainUnderTheSameKeyWhenAnAnswerIsLost) {
    sign_and_wait();
    const auto id = order()->id;
    ledger_.lost_answers = 1;
    EXPECT_EQ(carry_out(id), jobs::Outcome::Kind::retry);
    EXPECT_EQ(states(), "requested unknown pending");
    EXPECT_EQ(letters_out(), 0U);
    mortal_.dies_at = 0;
    ledger_.lost_answers = 0;
    EXPECT_EQ(carry_out(id), jobs::Outcome::Kind::done);
    EXPECT_EQ(ledger_.entries.size(), 1U);
    EXPECT_EQ(ledger_.taken, 750);
    EXPECT_EQ(letters_out(), 1U);
}

TEST_F(OrdersTest, ThatAreDeclinedMailNothingAndCanBeRepeated) {
    sign_and_wait();
    ledger_.declines = true;
    const auto id = order()->id;
    EXPECT_EQ(carry_out(id), jobs::Outcome::Kind::done);
    EXPECT_EQ(states(), "failed failed failed");
    EXPECT_EQ(letters_out(), 0U);
    ledger_.declines = false;
    EXPECT_EQ(carry_out(order()->id), jobs::Outcome::Kind::done);
    EXPECT_EQ(letters_out(), 1U);
}

TEST_F(OrdersTest, AreCancelledUntilTheProviderHasThemAndLetTheAmountGo) {
    sign_and_wait();
    const auto cancel = [this](MailingId id) {
        return wait_for(mailings_->cancel(*UserId::parse(ann), id));
    };
    const auto id = order()->id;
    ledger_.lost_answers = 1;
    EXPECT_EQ(carry_out(id), jobs::Outcome::Kind::retry);
    ASSERT_TRUE(cancel(id));
    EXPECT_EQ(carry_out(id), jobs::Outcome::Kind::done);
    EXPECT_EQ(states(), "cancelled voided cancelled");
    EXPECT_EQ(ledger_.entries.begin()->second.state, "released");
    EXPECT_EQ(letters_out(), 0U);
    const auto next = order()->id;
    carry_out(next);
    EXPECT_EQ(cancel(next).error().code, "mailings.on_its_way");
    EXPECT_EQ(ledger_.taken, 750);
}

}  // namespace
}  // namespace fairfile::mailings
