#include "features/notifications/notifications.hpp"

#include "features/notifications/notification_kinds.hpp"
#include "features/notifications/unsubscribe_token.hpp"
#include "tests/support/plain_database.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>

namespace fairfile::notifications {
namespace {

using namespace std::chrono;
using test::wait_for;
namespace json = boost::json;

constexpr auto ann = "0190a1b2-0000-7000-8000-000000000001";
constexpr auto ben = "0190a1b2-0000-7000-8000-000000000002";
constexpr auto report = "0190a1b2-0000-7000-8000-000000000010";
constexpr auto letter = "0190a1b2-0000-7000-8000-000000000020";
constexpr auto mailing = "0190a1b2-0000-7000-8000-000000000030";
constexpr auto dispute = "0190a1b2-0000-7000-8000-000000000040";

class FixedClock final : public Clock {
  public:
    system_clock::time_point now() const override { return today + hours{12}; }
    sys_days today{year{2026} / 3 / 10};
};

/// Ann's address is verified, Ben's is not.
class NotificationsTest : public testing::Test {
  protected:
    NotificationsTest() {
        rows_.execute(
            std::string("insert into users (id, email, email_verified_at) values ('") + ann +
            "', 'ann@example.com', now()), ('" + ben + "', 'ben@example.com', null)"
        );
    }
    ~NotificationsTest() override { pool_.stop(); }

    void add_report(const char* user = ann) {
        rows_.execute(
            std::string("insert into credit_reports (id, user_id, status) values ('") + report +
            "', '" + user + "', 'reading')"
        );
    }
    void add_letter(const std::string& approved) {
        rows_.execute(
            std::string("insert into letters (id, user_id, type, addressee, summary, status,"
                        " body_sealed, body_digest, approved_at) values ('") +
            letter + "', '" + ann + "', 'dispute_611', 'Experian', 's', 'approved', 'x', 'x', '" +
            approved + "')"
        );
    }
    void add_mailing(const std::string& mailed) {
        rows_.execute(
            std::string("insert into mailing_records (id, user_id, letter_id, provider, status,"
                        " mailed_on) values ('") +
            mailing + "', '" + ann + "', '" + letter + "', 'self', 'mailed', '" + mailed + "')"
        );
    }
    void add_dispute(const std::string& due) {
        rows_.execute(
            std::string("insert into dispute_tracking (id, user_id, bureau, reason, status,"
                        " mailed_on, delivered_on, clock, due_on) values ('") +
            dispute + "', '" + ann +
            "', 'Experian', 'wrong', 'investigating', '2026-02-01', '2026-02-05', 'C1', '" + due +
            "')"
        );
    }
    void remind() {
        const auto outcome = wait_for(office_.remind());
        EXPECT_EQ(outcome.kind, jobs::Outcome::Kind::done) << outcome.reason;
    }
    std::string value(const std::string& sql) const {
        return std::string(rows_.execute(sql).text(0, 0));
    }
    std::string kinds_told() const {
        return value("select coalesce(string_agg(kind, ' ' order by id), '') from notifications");
    }
    json::value list(const char* user = ann) {
        return json::parse(wait_for(notifications_.list(*UserId::parse(user), {}, 50)).value());
    }
    jobs::ClaimedJob job() {
        const auto found = rows_.execute("select id, args, user_id from job");
        jobs::ClaimedJob claimed;
        claimed.id = found.uuid(0, 0);
        claimed.arguments = found.text(0, 1);
        claimed.user = UserId{found.uuid(0, 2)};
        return claimed;
    }

    test::TestDatabase rows_;
    test::PlainDatabase api_{rows_, "fairfile_api"};
    test::PlainDatabase worker_{rows_, "fairfile_worker"};
    FixedClock clock_;
    runtime::CpuPool pool_{1, 10};
    metrics::Registry metrics_;
    log::Log log_{clock_, log::Level::error};
    const crypto::Key key_ = crypto::Key::random();
    Notifications notifications_{{api_, key_, Post::configured}};
    PostOffice office_{
        {worker_, key_, std::nullopt, "https://a.example", pool_, clock_, log_, metrics_}};
};

TEST_F(NotificationsTest, TellOfAReportOnceAndByEmailOnlyToAVerifiedAddress) {
    add_report();
    rows_.execute("update credit_reports set status = 'done'");
    rows_.execute("update credit_reports set status = 'reading'");
    rows_.execute("update credit_reports set status = 'done'");
    EXPECT_EQ(kinds_told(), "report_processed");
    EXPECT_EQ(value("select count(*) from job where kind = 'send_email_notification'"), "1");
    EXPECT_EQ(value("select email from notifications"), "waiting");
    EXPECT_EQ(list().at("unread").as_int64(), 1);
    EXPECT_EQ(list().at("items").at(0).at("about").at("report_id").as_string(), report);

    rows_.execute("delete from notifications");
    rows_.execute("delete from credit_reports");
    add_report(ben);
    rows_.execute("update credit_reports set status = 'failed', reason = 'malformed'");
    EXPECT_EQ(kinds_told(), "report_failed");
    EXPECT_EQ(value("select count(*) from job where kind = 'send_email_notification'"), "1");
    EXPECT_EQ(list().at("items").as_array().size(), 0U);
    EXPECT_TRUE(list(ben).at("items").at(0).at("email").is_null());
}

TEST_F(NotificationsTest, DoNotOutliveATransactionThatIsUndone) {
    add_report();
    rows_.execute("begin; update credit_reports set status = 'done'; rollback");
    EXPECT_EQ(kinds_told(), "");
    EXPECT_EQ(value("select count(*) from job"), "0");
}

TEST_F(NotificationsTest, AskForAnswersWhenAReportHasQuestions) {
    add_report();
    rows_.execute("update credit_reports set status = 'needs_review', question_count = 2");
    EXPECT_EQ(kinds_told(), "report_needs_answers");
}

TEST_F(NotificationsTest, TellOfALetterMailedAndDelivered) {
    add_letter("2026-03-01");
    add_mailing("2026-03-05");
    rows_.execute("update mailing_records set tracking_number = '9400'");
    rows_.execute("update mailing_records set status = 'delivered', delivered_on = '2026-03-08'");
    EXPECT_EQ(kinds_told(), "letter_mailed letter_delivered");
    EXPECT_EQ(list().at("items").at(0).at("about").at("day").as_string(), "2026-03-08");
}

TEST_F(NotificationsTest, TellOfAnAnswerThatWasUploadedNotOfOneTypedIn) {
    rows_.execute(
        std::string("insert into bureau_responses (id, user_id, source, status) values ('") +
        report + "', '" + ann + "', 'typed', 'done'), ('" + letter + "', '" + ann +
        "', 'upload', 'reading')"
    );
    EXPECT_EQ(kinds_told(), "");
    rows_.execute("update bureau_responses set status = 'done' where source = 'upload'");
    EXPECT_EQ(kinds_told(), "answer_read");
}

TEST_F(NotificationsTest, AnnounceADeadlineOnceForEachDueDate) {
    add_dispute("2026-03-16");
    remind();
    EXPECT_EQ(kinds_told(), "");
    rows_.execute("update dispute_tracking set due_on = '2026-03-15'");
    remind();
    remind();
    EXPECT_EQ(kinds_told(), "deadline_near");
    clock_.today += days{5};
    remind();
    EXPECT_EQ(kinds_told(), "deadline_near");
    rows_.execute("update dispute_tracking set due_on = '2026-03-18'");
    remind();
    EXPECT_EQ(kinds_told(), "deadline_near deadline_near");
    rows_.execute("update dispute_tracking set due_on = '2026-03-19', status = 'pending'");
    remind();
    EXPECT_EQ(kinds_told(), "deadline_near deadline_near");
}

TEST_F(NotificationsTest, AskWeeklyForAMailingFourTimesAndNoMore) {
    add_letter("2026-03-06");
    for (int day = 0; day < 60; ++day, clock_.today += days{1}) remind();
    EXPECT_EQ(kinds_told(), "mailing_reminder mailing_reminder mailing_reminder mailing_reminder");
}

TEST_F(NotificationsTest, AskForADeliveryUntilItIsRecorded) {
    add_letter("2026-02-27");
    rows_.execute("update letters set status = 'mailed'");
    add_mailing("2026-03-01");
    remind();
    EXPECT_EQ(kinds_told(), "letter_mailed");
    clock_.today += days{1};
    remind();
    clock_.today += days{7};
    remind();
    EXPECT_EQ(kinds_told(), "letter_mailed delivery_reminder delivery_reminder");
    rows_.execute("update mailing_records set status = 'returned'");
    clock_.today += days{7};
    remind();
    EXPECT_EQ(kinds_told(), "letter_mailed delivery_reminder delivery_reminder");
}

TEST_F(NotificationsTest, AreReadUpToTheOneThatWasSeen) {
    add_letter("2026-03-01");
    add_mailing("2026-03-05");
    rows_.execute("update mailing_records set status = 'delivered', delivered_on = '2026-03-08'");
    const auto user = *UserId::parse(ann);
    const auto page = list();
    const auto id = [&page](std::size_t at) {
        return *NotificationId::parse(page.at("items").at(at).at("id").as_string());
    };
    EXPECT_EQ(
        wait_for(notifications_.read(*UserId::parse(ben), id(0))).error().kind, Failure::missing
    );
    EXPECT_EQ(wait_for(notifications_.read_through(user, id(1))).value(), R"({"unread":1})");
    EXPECT_TRUE(list().at("items").at(0).at("read_at").is_null());
    EXPECT_EQ(wait_for(notifications_.read(user, id(0))).value(), R"({"unread":0})");
}

TEST_F(NotificationsTest, GoPageByPage) {
    add_letter("2026-03-01");
    add_mailing("2026-03-05");
    rows_.execute("update mailing_records set status = 'delivered', delivered_on = '2026-03-08'");
    const auto user = *UserId::parse(ann);
    const auto first = json::parse(wait_for(notifications_.list(user, {}, 1)).value());
    EXPECT_EQ(first.at("items").at(0).at("kind").as_string(), "letter_delivered");
    const auto cursor = parse_uuid(first.at("next_cursor").as_string());
    const auto second = json::parse(wait_for(notifications_.list(user, cursor, 1)).value());
    EXPECT_EQ(second.at("items").at(0).at("kind").as_string(), "letter_mailed");
    EXPECT_TRUE(second.at("next_cursor").is_null());
}

TEST_F(NotificationsTest, AreNotSentWhenThePersonWantsNone) {
    const auto token = to_token(key_, {*UserId::parse(ann), "report_processed"});
    EXPECT_EQ(
        wait_for(notifications_.unsubscribe(token + "x")).error().code, "notifications.link_refused"
    );
    ASSERT_TRUE(wait_for(notifications_.unsubscribe(token)));
    ASSERT_TRUE(wait_for(notifications_.unsubscribe(token)));
    add_report();
    rows_.execute("update credit_reports set status = 'done'");
    EXPECT_EQ(kinds_told(), "report_processed");
    EXPECT_EQ(value("select count(*) from job"), "0");
    const auto user = *UserId::parse(ann);
    const auto changed = wait_for(notifications_.prefer(user, "report_processed", ByEmail::yes));
    EXPECT_EQ(
        json::parse(changed.value()).at("items").at(0), json::parse(R"({"kind":"report_processed",
            "by_email":true})")
    );
}

TEST_F(NotificationsTest, StayInTheAppWithoutAMailServer) {
    add_report();
    rows_.execute("update credit_reports set status = 'done'");
    EXPECT_EQ(wait_for(office_.send(job())).kind, jobs::Outcome::Kind::done);
    EXPECT_TRUE(list().at("items").at(0).at("email").is_null());
}

TEST_F(NotificationsTest, SayThatTheyWereGivenUp) {
    add_report();
    rows_.execute("update credit_reports set status = 'done'");
    const auto claimed = job();
    EXPECT_EQ(wait_for(office_.abandon(claimed)).kind, jobs::Outcome::Kind::give_up);
    EXPECT_EQ(list().at("items").at(0).at("email").as_string(), "failed");
    EXPECT_EQ(wait_for(office_.abandon(claimed)).kind, jobs::Outcome::Kind::done);
    EXPECT_EQ(value("select email_failure from notifications"), "abandoned");
}

TEST_F(NotificationsTest, GoWithThePerson) {
    add_report();
    rows_.execute("update credit_reports set status = 'done'");
    const auto claimed = job();
    ASSERT_TRUE(wait_for(notifications_.prefer(*UserId::parse(ann), "letter_mailed", ByEmail::no)));
    rows_.execute(std::string("delete from users where id = '") + ann + "'");
    EXPECT_EQ(value("select count(*) from notifications"), "0");
    EXPECT_EQ(value("select count(*) from notification_preferences"), "0");
    EXPECT_EQ(wait_for(office_.send(claimed)).kind, jobs::Outcome::Kind::done);
    const auto token = to_token(key_, {*UserId::parse(ann), "letter_mailed"});
    EXPECT_TRUE(wait_for(notifications_.unsubscribe(token)));
}

TEST(UnsubscribeToken, HoldsForItsPersonKindAndKeyOnly) {
    const auto key = crypto::Key::random();
    const auto token = to_token(key, {*UserId::parse(ann), "deadline_near"});
    ASSERT_TRUE(from_token(key, token));
    EXPECT_EQ(from_token(key, token)->kind, "deadline_near");
    EXPECT_FALSE(from_token(crypto::Key::random(), token));
    auto other_person = token;
    other_person.replace(0, std::string_view(ben).size(), ben);
    EXPECT_FALSE(from_token(key, other_person));
    auto other_kind = token;
    other_kind.replace(other_kind.find("deadline_near"), 13, "letter_mailed");
    EXPECT_FALSE(from_token(key, other_kind));
    for (const auto* wrong : {"", ".", "..", "a.b.c", "a.deadline_near.c"}) {
        EXPECT_FALSE(from_token(key, wrong)) << wrong;
    }
    EXPECT_FALSE(from_token(key, token.substr(0, token.size() - 1)));
}

TEST(EmailWords, AreThereForEveryKindInBothFormsWithTheDayInWords) {
    for (const auto kind : kinds) {
        const auto message = email_for(
            {.to = "ann@example.com",
             .kind = kind,
             .day = "2026-03-14",
             .app_url = "https://a.example",
             .unsubscribe_path = "/unsubscribe#token=a.b.c",
             .unsubscribe_post = "https://a.example/api/v1/notifications/unsubscribe?token=a.b.c"}
        );
        EXPECT_FALSE(message.subject.empty()) << kind;
        EXPECT_EQ(message.text.find('{'), std::string::npos) << kind;
        EXPECT_NE(
            message.text.find("https://a.example/unsubscribe#token=a.b.c"), std::string::npos
        );
        EXPECT_NE(message.html.find("<a href=\"https://a.example/"), std::string::npos) << kind;
        for (const auto* secret : {"Experian", "Equifax", "TransUnion", "ann@"}) {
            EXPECT_EQ(message.text.find(secret), std::string::npos) << kind;
            EXPECT_EQ(message.subject.find(secret), std::string::npos) << kind;
        }
    }
    const auto near =
        email_for({"ann@example.com", "deadline_near", "2026-03-14", "https://a.example", "", ""});
    EXPECT_NE(near.text.find("March 14, 2026"), std::string::npos) << near.text;
}

}  // namespace
}  // namespace fairfile::notifications
