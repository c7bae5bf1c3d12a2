#include "features/mailings/papers.hpp"

#include "features/mailings/paper_text.hpp"
#include "tests/support/plain_database.hpp"

#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <memory>

namespace fairfile::mailings {
namespace {

using namespace std::chrono;
using test::wait_for;
using testing::HasSubstr;
namespace json = boost::json;

constexpr auto ann = "0190a1b2-0000-7000-8000-000000000001";
constexpr auto ben = "0190a1b2-0000-7000-8000-000000000002";

class MovedClock final : public Clock {
  public:
    system_clock::time_point at;
    system_clock::time_point now() const override { return at; }
};

TEST(TheTimeToCancel, LeavesOutWeekendsAndFederalHolidays) {
    // Wednesday 2 July 2025: the 4th is a holiday, the 5th and 6th a weekend.
    EXPECT_EQ(last_day_to_cancel(sys_days(2025y / 7 / 2) + 17h), sys_days(2025y / 7 / 8));
    // Friday: Monday, Tuesday, Wednesday.
    EXPECT_EQ(last_day_to_cancel(sys_days(2026y / 3 / 6)), sys_days(2026y / 3 / 11));
    // Saturday is day 0 as well.
    EXPECT_EQ(last_day_to_cancel(sys_days(2026y / 3 / 7)), sys_days(2026y / 3 / 11));
}

class PapersTest : public testing::Test {
  protected:
    PapersTest() {
        clock_.at = sys_days(2026y / 3 / 10) + 12h;  // a Tuesday
        std::string name = testing::TempDir() + "papers.XXXXXX";
        folder_ = mkdtemp(name.data());
        crypto::DirectoryKeyStore::Options options{folder_, {{{"one", crypto::Key::random()}}}};
        keys_ = crypto::DirectoryKeyStore::open(std::move(options), clock_).value();
        Papers::Parts parts{database_, *keys_, pool_, clock_, terms_};
        papers_ = std::make_unique<Papers>(parts);
        rows_.execute(
            std::string("insert into users (id, email) values ('") + ann +
            "', 'ann@example.com'), ('" + ben + "', 'ben@example.com')"
        );
    }
    ~PapersTest() override {
        pool_.stop();
        std::filesystem::remove_all(folder_);
    }

    json::value list() { return json::parse(wait_for(papers_->list(*UserId::parse(ann))).value()); }
    json::value paper(std::string_view kind) {
        const auto all = list();
        for (const auto& one : all.at("papers").as_array()) {
            if (one.at("kind").as_string() == kind) return one;
        }
        return {};
    }
    Result<Papers::Signed> sign(std::string_view kind, std::string digest = {}) {
        if (digest.empty()) digest = std::string(paper(kind).at("digest").as_string());
        Signing signing{std::string(kind), std::move(digest), "Ann Doe"};
        return wait_for(papers_->sign(*UserId::parse(ann), std::move(signing)));
    }
    std::string standing() { return std::string(list().at("standing").as_string()); }
    std::string value(const std::string& sql) const {
        return std::string(rows_.execute(sql).text(0, 0));
    }

    test::TestDatabase rows_;
    test::PlainDatabase database_{rows_, "fairfile_api"};
    MovedClock clock_;
    runtime::CpuPool pool_{1, 100};
    ServiceTerms terms_{.company = "Fair Mail LLC", .address = "2 Oak St, Dayton, OH 45402"};
    std::filesystem::path folder_;
    std::unique_ptr<crypto::KeyStore> keys_;
    std::unique_ptr<Papers> papers_;
};

TEST_F(PapersTest, SayWhatTheLawWantsSaid) {
    const auto rights = paper("croa_disclosure");
    const std::string said(rights.at("text").as_string());
    EXPECT_THAT(said, testing::StartsWith("**Consumer Credit File Rights Under State and Federal"));
    EXPECT_THAT(said, HasSubstr("or any \"credit repair\" company or credit repair organization"));
    EXPECT_THAT(said, HasSubstr("within 3 business days from the date you signed it."));
    EXPECT_EQ(rights.at("attachment").as_string(), "");
    const auto contract = paper("croa_contract");
    const std::string agreed(contract.at("text").as_string());
    EXPECT_THAT(agreed, HasSubstr("Date of this contract: March 10, 2026"));
    EXPECT_THAT(agreed, HasSubstr("Fair Mail LLC, 2 Oak St, Dayton, OH 45402"));
    EXPECT_THAT(agreed, HasSubstr("First-Class Mail: $7.50 a letter"));
    EXPECT_THAT(agreed, HasSubstr("is at most $370.00"));
    EXPECT_THAT(agreed, HasSubstr("We begin on March 14, 2026"));
    EXPECT_THAT(agreed, testing::EndsWith("for an explanation of this right.**\n"));
    const std::string form(contract.at("attachment").as_string());
    EXPECT_THAT(form, HasSubstr("at 2 Oak St, Dayton, OH 45402 before midnight on March 13, 2026"));
    const std::string heading = "**Notice of Cancellation**";
    EXPECT_NE(form.find(heading, form.find(heading) + 1), std::string::npos) << "in duplicate";
    for (const auto& text : {said, agreed, form}) EXPECT_EQ(text.find("{{"), std::string::npos);
}

TEST_F(PapersTest, AreSignedRightsFirstAsRead) {
    EXPECT_EQ(sign("croa_contract").error().code, "papers.rights_first");
    EXPECT_EQ(sign("croa_disclosure", std::string(64, '0')).error().code, "papers.changed");
    EXPECT_EQ(sign("other", std::string(64, '0')).error().code, "papers.unknown");
    ASSERT_TRUE(sign("croa_disclosure"));
    EXPECT_EQ(sign("croa_disclosure").error().code, "papers.signed");
    EXPECT_EQ(standing(), "unsigned");
    const auto yesterday = std::string(paper("croa_contract").at("digest").as_string());
    clock_.at += 24h;
    EXPECT_EQ(sign("croa_contract", yesterday).error().code, "papers.changed");
    ASSERT_TRUE(sign("croa_contract"));
    EXPECT_EQ(value("select count(*) from signed_papers"), "2");
    EXPECT_EQ(value("select min(keep_until) from signed_papers"), "2028-03-11");
}

TEST_F(PapersTest, WaitUntilTheThirdBusinessDayHasEndedEverywhere) {
    ASSERT_TRUE(sign("croa_disclosure"));
    ASSERT_TRUE(sign("croa_contract"));
    EXPECT_EQ(paper("croa_contract").at("signed").at("cancel_by").as_string(), "2026-03-13");
    EXPECT_EQ(list().at("opens_at").as_string(), "2026-03-14T14:00:00.000Z");
    EXPECT_EQ(standing(), "waiting");
    clock_.at = sys_days(2026y / 3 / 14) + 14h - 1s;
    EXPECT_EQ(standing(), "waiting");
    clock_.at += 1s;
    EXPECT_EQ(standing(), "open");
    EXPECT_EQ(list().at("letters_left").as_int64(), 20);
    clock_.at = sys_days(2027y / 3 / 12);
    EXPECT_EQ(standing(), "unsigned") << "it ended after a year";
}

TEST_F(PapersTest, AreCancelledInOneStepAndCanBeSignedAgain) {
    const auto rights = sign("croa_disclosure")->id;
    const auto signed_paper = sign("croa_contract").value();
    const auto cancel = [this](PaperId id, const char* user) {
        return wait_for(papers_->cancel(*UserId::parse(user), id));
    };
    EXPECT_EQ(cancel(signed_paper.id, ben).error().kind, Failure::missing);
    EXPECT_EQ(cancel(rights, ann).error().code, "papers.not_a_contract");
    const auto ended = json::parse(cancel(signed_paper.id, ann).value());
    EXPECT_EQ(ended.at("cancelled_at").as_string(), "2026-03-10T12:00:00Z");
    clock_.at += hours{24 * 10};
    EXPECT_EQ(standing(), "unsigned");
    const auto again = json::parse(cancel(signed_paper.id, ann).value());
    EXPECT_EQ(again.at("cancelled_at").as_string(), "2026-03-10T12:00:00Z");
    ASSERT_TRUE(sign("croa_contract"));
    EXPECT_EQ(standing(), "waiting");
}

TEST_F(PapersTest, AreKeptWordForWordAndSealed) {
    const auto shown = std::string(paper("croa_disclosure").at("text").as_string());
    const auto made = json::parse(sign("croa_disclosure")->json);
    EXPECT_EQ(made.at("signature").at("text").as_string(), shown);
    EXPECT_EQ(made.at("signature").at("name").as_string(), "Ann Doe");
    EXPECT_EQ(made.at("signature").at("prices").at("first_class").as_int64(), 750);
    EXPECT_EQ(value("select position('Ann'::bytea in signature_sealed) from signed_papers"), "0");
    const auto id = *PaperId::parse(std::string(made.at("id").as_string()));
    EXPECT_EQ(wait_for(papers_->show(*UserId::parse(ben), id)).error().kind, Failure::missing);
}

}  // namespace
}  // namespace fairfile::mailings
