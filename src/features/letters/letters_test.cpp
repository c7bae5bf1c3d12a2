#include "features/letters/letters.hpp"

#include "infra/crypto/encoding.hpp"
#include "infra/http/memory_request.hpp"
#include "tests/support/plain_database.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include <filesystem>

namespace fairfile::letters {
namespace {

using test::wait_for;
namespace json = boost::json;

constexpr auto ann = "0190a1b2-0000-7000-8000-000000000001";
constexpr auto ben = "0190a1b2-0000-7000-8000-000000000002";
constexpr auto dispute = "0190a1b2-0000-7000-8000-000000000031";

/// Ann disputes one account with Experian; Ben has nothing.
class LettersTest : public testing::Test {
  protected:
    LettersTest() {
        std::string name = testing::TempDir() + "letters.XXXXXX";
        folder_ = mkdtemp(name.data());
        crypto::DirectoryKeyStore::Options options{
            folder_ / "keys", {{{"one", crypto::Key::random()}}}};
        keys_ = crypto::DirectoryKeyStore::open(std::move(options), clock_).value();
        files_ = blob::open_directory_blob_store(
                     {folder_ / "blobs", *keys_, pool_, clock_, metrics_, log_}
        )
                     .value();
        letters_ =
            std::make_unique<Letters>(Parts{database_, *files_, *keys_, pool_, limits_, clock_});
        rows_.execute(
            std::string("insert into users (id, email) values ('") + ann +
            "', 'ann@example.com'), ('" + ben + "', 'ben@example.com')"
        );
        rows_.execute(
            std::string("insert into dispute_tracking (id, user_id, bureau, reason) values ('") +
            dispute + "', '" + ann + "', 'Experian', 'wrong_balance')"
        );
    }
    ~LettersTest() override {
        pool_.stop();
        std::filesystem::remove_all(folder_);
    }

    static NewLetter letter() {
        NewLetter wanted;
        wanted.type = "dispute_611";
        wanted.bureau = "Experian";
        wanted.sender = {"Ann Doe", {"1 Elm Street", "Dayton, OH 45402"}};
        wanted.facts = {
            {"name", "Ann Doe"},
            {"birth", "1990-02-03"},
            {"ssn_last4", "1234"},
            {"address_line", "1 Elm Street, Dayton, OH 45402"}};
        wanted.items.push_back(
            {*DisputeId::parse(dispute),
             "Experian",
             "hash-of-the-account",
             "wrong_balance",
             {{"creditor", "NORTH BANK"},
              {"account_number", "1234****"},
              {"fact", "The balance is $0.00 since May."},
              {"correction", "Correct the balance."}}}
        );
        wanted.enclosures = {"Copy of my driver license"};
        return wanted;
    }

    Result<Letters::Drafted> draft(NewLetter wanted = letter(), const char* user = ann) {
        return wait_for(letters_->draft(*UserId::parse(user), std::move(wanted)));
    }
    LetterId drafted(NewLetter wanted = letter()) { return draft(std::move(wanted)).value().id; }

    Result<Letters::Page> change(LetterId id, LetterChange wanted, const char* user = ann) {
        return wait_for(letters_->change(*UserId::parse(user), id, std::move(wanted)));
    }
    Result<Letters::Page> approve(LetterId id, std::int64_t version = 1) {
        return change(id, {.version = version, .status = "approved"});
    }
    std::string value(const std::string& sql) const {
        return std::string(rows_.execute(sql).text(0, 0));
    }
    json::value shown(LetterId id) {
        return json::parse(wait_for(letters_->show(*UserId::parse(ann), id)).value().json);
    }

    test::TestDatabase rows_;
    test::PlainDatabase database_{rows_, "fairfile_api"};
    runtime::SystemClock clock_;
    runtime::CpuPool pool_{1, 100};
    metrics::Registry metrics_;
    log::Log log_{clock_, log::Level::error};
    users::UnitLimits limits_{.free_letters = 20};
    std::filesystem::path folder_;
    std::unique_ptr<crypto::KeyStore> keys_;
    std::unique_ptr<blob::BlobStore> files_;
    std::unique_ptr<Letters> letters_;
};

TEST_F(LettersTest, AreWrittenFromTheTemplateToTheBureausCheckedAddress) {
    const auto letter = shown(drafted());
    const std::string text(letter.at("text").as_string());
    for (const auto* fact :
         {"NORTH BANK, account number 1234****", "1990-02-03", "$0.00 since May"}) {
        EXPECT_NE(text.find(fact), std::string::npos) << fact << "\n" << text;
    }
    EXPECT_EQ(letter.at("address").at("lines").at(0).as_string(), "P.O. Box 4500");
    EXPECT_NE(letter.at("address_source").as_string().find("last checked"), json::string::npos);
    EXPECT_EQ(letter.at("law").as_string(), "15 USC 1681i(a)");
    EXPECT_EQ(letter.at("items").at(0).at("dispute_id").as_string(), dispute);
}

TEST_F(LettersTest, NameEveryFactThatIsMissingAndStoreNothing) {
    auto wanted = letter();
    wanted.facts.erase("birth");
    wanted.items[0].facts.erase("fact");
    const auto refused = draft(wanted);
    EXPECT_EQ(refused.error().code, "letters.missing_facts");
    ASSERT_EQ(refused.error().fields.size(), 2U);
    EXPECT_EQ(refused.error().fields[0].field, "birth");
    EXPECT_EQ(refused.error().fields[1].field, "fact");
    EXPECT_EQ(value("select count(*) from letters"), "0");
    EXPECT_EQ(value("select count(*) from monthly_entitlements"), "0");
}

TEST_F(LettersTest, CanBeWrittenOfEveryKindWhenItsFactsAreThere) {
    for (const auto id : letter_type_ids()) {
        auto wanted = letter();
        wanted.type = id;
        wanted.addressee = {"North Bank", {"1 Main Street", "Dover, DE 19901"}};
        wanted.confirmed = {
            .identity_proof = true,
            .identity_theft_report = true,
            .items_identified = true,
            .not_my_transactions = true};
        for (const auto* name :
             {"result_date",
              "theft_report",
              "notice_date",
              "statement_date",
              "amount",
              "explanation",
              "offer_amount",
              "offer_until",
              "statement",
              "deletion_date",
              "timeline",
              "resolution"}) {
            wanted.facts[name] = "2026-01-02";
        }
        if (find_letter_type(id)->items_max == 0) wanted.items.clear();
        const auto written = draft(wanted);
        EXPECT_TRUE(written) << id << " " << (written ? "" : written.error().message);
    }
}

TEST_F(LettersTest, SayNothingThatTheirPersonHasNotConfirmed) {
    auto wanted = letter();
    wanted.items[0].facts["fact"] = "This account is not mine.";
    EXPECT_EQ(draft(wanted).error().code, "letters.unconfirmed_claim");
    wanted.confirmed.not_mine = true;
    EXPECT_TRUE(draft(wanted));
    wanted.type = "block_605b";
    wanted.facts["theft_report"] = "FTC report 123";
    EXPECT_EQ(draft(wanted).error().code, "letters.unconfirmed_claim");

    const auto id = drafted();
    const auto text = "I am a victim of identity theft.";
    EXPECT_EQ(change(id, {.version = 1, .text = text}).error().code, "letters.unconfirmed_claim");
}

TEST_F(LettersTest, AreLimitedInItemsWordsAndNumber) {
    auto wanted = letter();
    wanted.items.resize(6, wanted.items[0]);
    EXPECT_EQ(draft(wanted).error().code, "letters.too_many_items");
    wanted = letter();
    wanted.type = "statement_100";
    for (int word = 0; word < 101; ++word) wanted.facts["statement"] += "word ";
    EXPECT_EQ(draft(wanted).error().code, "letters.statement_too_long");
    limits_.free_letters = 1;
    EXPECT_TRUE(draft());
    EXPECT_EQ(draft().error().code, "users.letters_used_up");
    EXPECT_EQ(value("select count(*) from letters"), "1");
}

TEST_F(LettersTest, ShowWhatWasEditedAndKeepTheTemplatesText) {
    const auto id = drafted();
    auto text = std::string(shown(id).at("text").as_string());
    text.replace(text.find("$0.00 since May"), 15, "$0.00 since June");
    ASSERT_TRUE(change(id, {.version = 1, .text = text}));
    const auto letter = shown(id);
    EXPECT_EQ(letter.at("version").as_int64(), 2);
    std::string went;
    std::string came;
    for (const auto& line : letter.at("changes").as_array()) {
        if (line.at("kind").as_string() == "removed") went += line.at("line").as_string();
        if (line.at("kind").as_string() == "added") came += line.at("line").as_string();
    }
    EXPECT_NE(went.find("May"), std::string::npos);
    EXPECT_NE(came.find("June"), std::string::npos);
    EXPECT_EQ(change(id, {.version = 1, .text = "old"}).error().code, "letters.version_conflict");
}

TEST_F(LettersTest, AreApprovedOnlyByVersionAndThenLocked) {
    const auto id = drafted();
    const auto user = *UserId::parse(ann);
    EXPECT_EQ(wait_for(letters_->approved(user, id)).error().code, "letters.not_approved");
    EXPECT_EQ(approve(id, 2).error().code, "letters.version_conflict");
    const auto other = std::string(64, 'a');
    EXPECT_EQ(
        change(id, {.version = 1, .status = "approved", .digest = other}).error().code,
        "letters.version_conflict"
    );
    const auto preview = wait_for(letters_->pdf(user, id)).value();
    const std::string digest(shown(id).at("digest").as_string());
    ASSERT_TRUE(change(id, {.version = 1, .status = "approved", .digest = digest}));

    const auto approved = wait_for(letters_->approved(user, id)).value();
    EXPECT_EQ(approved.pdf, preview);
    EXPECT_EQ(crypto::to_hex(approved.digest), digest);
    EXPECT_EQ(approved.addressee.name, "Experian");
    EXPECT_EQ(approved.pages, 1);
    EXPECT_EQ(change(id, {.version = 2, .text = "x"}).error().code, "letters.locked");
    EXPECT_ANY_THROW(rows_.execute("update letters set body_sealed = 'x'"));
    EXPECT_ANY_THROW(rows_.execute("update letters set status = 'draft'"));
    EXPECT_NO_THROW(rows_.execute("update letters set status = 'mailed'"));
}

TEST_F(LettersTest, ThatSayTheSameAgainNeedSomethingNew) {
    const auto first = drafted();
    const auto twin = drafted();  // a draft claims nothing yet
    ASSERT_TRUE(approve(first));
    EXPECT_EQ(draft().error().code, "letters.frivolous");
    EXPECT_EQ(approve(twin).error().code, "letters.frivolous");
    auto wanted = letter();
    wanted.facts["new_information"] = "The bank confirmed the payment on May 3.";
    const auto again = drafted(wanted);
    const std::string text(shown(again).at("text").as_string());
    EXPECT_NE(text.find("The bank confirmed"), std::string::npos);
    ASSERT_TRUE(approve(again));
    EXPECT_EQ(draft(wanted).error().code, "letters.frivolous");
    wanted.enclosures.emplace_back("Bank statement of May");
    EXPECT_TRUE(draft(wanted));
}

TEST_F(LettersTest, GiveTheUnitBackOnceWhenADraftIsWithdrawn) {
    const auto id = drafted();
    ASSERT_TRUE(change(id, {.version = 1, .status = "withdrawn"}));
    EXPECT_EQ(change(id, {.version = 2, .status = "withdrawn"}).error().code, "letters.locked");
    EXPECT_EQ(value("select used from monthly_entitlements where kind = 'letters'"), "0");
}

TEST_F(LettersTest, AreSealedAndNobodyElses) {
    const auto id = drafted();
    EXPECT_EQ(
        value("select count(*) from letters where position('1990' in "
              "encode(body_sealed, 'escape')) > 0"),
        "0"
    );
    const auto other = *UserId::parse(ben);
    EXPECT_EQ(wait_for(letters_->show(other, id)).error().kind, Failure::missing);
    EXPECT_EQ(wait_for(letters_->pdf(other, id)).error().kind, Failure::missing);
    EXPECT_EQ(wait_for(letters_->approved(other, id)).error().kind, Failure::missing);
    EXPECT_EQ(change(id, {.version = 1, .text = "x"}, ben).error().kind, Failure::missing);
    const auto list = json::parse(wait_for(letters_->list(other, {}, 10)).value().json);
    EXPECT_TRUE(list.at("items").as_array().empty());
}

TEST_F(LettersTest, AreNoticedWhenTheirStoredFileIsAnother) {
    const auto id = drafted();
    ASSERT_TRUE(approve(id));
    rows_.execute("alter table letters disable trigger keep_locked");
    rows_.execute("update letters set body_digest = sha256('x')");
    EXPECT_EQ(
        wait_for(letters_->approved(*UserId::parse(ann), id)).error().code, "letters.damaged"
    );
}

}  // namespace
}  // namespace fairfile::letters
