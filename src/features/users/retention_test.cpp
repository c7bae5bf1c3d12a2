#include "features/users/users_world_test.hpp"
#include "infra/crypto/seal.hpp"

namespace fairfile::users {
namespace {

using test::wait_for;

constexpr std::string_view paper = "018f3c5a-0000-7000-8000-00000000000a";
constexpr std::string_view letter = "018f3c5a-0000-7000-8000-00000000000b";
constexpr std::string_view mailing = "018f3c5a-0000-7000-8000-00000000000c";

class RetentionTest : public UsersTest {
  protected:
    void sign_paper(UserId user, const std::string& keep_until) {
        const crypto::KeyName name{crypto::KeyKind::user, user.value};
        const auto key = keys_->find_or_create(name).value();
        const auto sealed =
            crypto::seal_value(key, {"signed_papers", "signature_sealed", user}, "Ann's hand");
        rows_.execute(
            "insert into signed_papers (id, user_id, kind, paper_version, signature_sealed,"
            " paper_digest, keep_until) values ('" +
            std::string(paper) + "', '" + to_string(user) + "', 'croa_disclosure', '1', '\\x" +
            crypto::to_hex(sealed) + "', '\\x00', " + keep_until + ")"
        );
    }
    void write_letter(UserId user) {
        rows_.execute(
            "insert into letters (id, user_id, type, addressee, summary, status, body_sealed,"
            " body_digest, approved_at) values ('" +
            std::string(letter) + "', '" + to_string(user) +
            "', 'bureau_dispute', 'Equifax', 'A dispute', 'mailed', '\\x00', '\\x00', now())"
        );
    }
    void mail_letter(UserId user, const std::string& mailed_on = "current_date") {
        write_letter(user);
        rows_.execute(
            "insert into mailing_records (id, user_id, letter_id, provider, status,"
            " tracking_number, mailed_on) values ('" +
            std::string(mailing) + "', '" + to_string(user) + "', '" + std::string(letter) +
            "', 'self', 'mailed', '9400100000000000000001', " + mailed_on + ")"
        );
    }
    std::int64_t count(const std::string& what) {
        return rows_.execute("select count(*) from " + what).integer(0, 0);
    }
    std::string opened(std::string_view record) {
        return wait_for(retention_.open(*parse_uuid(record))).value().value_or("");
    }
    bool has_key(std::string_view record) {
        const crypto::KeyName name{crypto::KeyKind::retained, *parse_uuid(record)};
        return keys_->find(name).has_value();
    }
    void end_records() {
        rows_.execute("update retained_records set keep_until = current_date - 1");
    }

    test::PlainDatabase worker_{rows_, "fairfile_worker"};
    runtime::CpuPool pool_{1, 16};
    Retention retention_{{database_, *keys_, pool_, log_}};
    Retention disposal_{{worker_, *keys_, pool_, log_}};
};

TEST_F(RetentionTest, KeepsSignedPapersAndProofOfMailingSealed) {
    const auto ann = register_user("ann@example.com");
    wait_for(users_.rename(ann.user.id, "Ann Example")).value();
    sign_paper(ann.user.id, "current_date + 700");
    mail_letter(ann.user.id);

    wait_for(users_.erase(ann.user.id)).value();

    EXPECT_EQ(count("retained_records"), 2);
    EXPECT_EQ(
        count("retained_records where kind = 'signed_paper' and keep_until = current_date + 700"), 1
    );
    EXPECT_EQ(
        count("retained_records where kind = 'mailing'"
              " and keep_until = (current_date + interval '2 years')::date"),
        1
    );
    EXPECT_EQ(count("retained_records where encode(record_sealed, 'escape') like '%ann@%'"), 0);
    const auto signed_paper = opened(paper);
    for (const auto* part : {"ann@example.com", "Ann Example", "Ann's hand", "croa_disclosure"}) {
        EXPECT_NE(signed_paper.find(part), std::string::npos) << signed_paper;
    }
    EXPECT_NE(opened(mailing).find("9400100000000000000001"), std::string::npos);
    EXPECT_EQ(count("audit_log where action = 'users.retained_opened'"), 2);
}

TEST_F(RetentionTest, KeepsNothingThatNeedNotBeKept) {
    const auto ann = register_user("ann@example.com");
    sign_paper(ann.user.id, "current_date - 1");
    mail_letter(ann.user.id, "current_date - 800");
    wait_for(users_.erase(ann.user.id)).value();
    EXPECT_EQ(count("users where state = 'erasing'"), 1);
    EXPECT_EQ(count("retained_records"), 0);
}

TEST_F(RetentionTest, ClosesNothingWhenAMailingCameInBetween) {
    const auto ann = register_user("ann@example.com");
    auto calls = wait_for(retention_.close_account(ann.user)).value();
    mail_letter(ann.user.id);
    const auto as = postgres::Identity::user(ann.user.id);
    const auto closed = wait_for(database_.run_all(as, std::move(calls)));
    ASSERT_FALSE(closed);
    EXPECT_EQ(closed.error().detail, "account changed meanwhile");
    EXPECT_EQ(count("users where state = 'active'"), 1);

    wait_for(users_.erase(ann.user.id)).value();
    EXPECT_EQ(count("retained_records where kind = 'mailing'"), 1);
}

TEST_F(RetentionTest, ADamagedSignatureKeepsNobodyFromLeaving) {
    const auto ann = register_user("ann@example.com");
    sign_paper(ann.user.id, "current_date + 700");
    rows_.execute("update signed_papers set signature_sealed = '\\x01'");
    wait_for(users_.erase(ann.user.id)).value();
    EXPECT_NE(opened(paper).find(R"("signature":null)"), std::string::npos);
}

TEST_F(RetentionTest, DisposesOfWhatHasEndedAndOfItsKeyUnlessItIsHeld) {
    const auto ann = register_user("ann@example.com");
    sign_paper(ann.user.id, "current_date + 700");
    mail_letter(ann.user.id);
    wait_for(users_.erase(ann.user.id)).value();
    EXPECT_EQ(wait_for(disposal_.dispose()).kind, jobs::Outcome::Kind::done);
    EXPECT_EQ(count("retained_records"), 2);

    EXPECT_TRUE(wait_for(retention_.hold(*parse_uuid(paper), "lawsuit")).value());
    end_records();
    EXPECT_EQ(wait_for(disposal_.dispose()).kind, jobs::Outcome::Kind::done);
    EXPECT_EQ(count("retained_records where kind = 'signed_paper'"), 1);
    EXPECT_EQ(count("retained_records"), 1);
    EXPECT_FALSE(has_key(mailing));
    EXPECT_TRUE(has_key(paper));

    EXPECT_TRUE(wait_for(retention_.hold(*parse_uuid(paper), std::nullopt)).value());
    EXPECT_EQ(wait_for(disposal_.dispose()).kind, jobs::Outcome::Kind::done);
    EXPECT_EQ(count("retained_records"), 0);
    EXPECT_FALSE(has_key(paper));
    EXPECT_EQ(opened(paper), "");
}

TEST_F(RetentionTest, ListsWhatEndsFirst) {
    const auto ann = register_user("ann@example.com");
    sign_paper(ann.user.id, "current_date + 10");
    mail_letter(ann.user.id);
    wait_for(users_.erase(ann.user.id)).value();
    const auto records = wait_for(retention_.list(10)).value();
    ASSERT_EQ(records.size(), 2U);
    EXPECT_EQ(records[0].kind, "signed_paper");
    EXPECT_EQ(records[0].law, "15 U.S.C. 1679c(c)");
    EXPECT_EQ(records[1].kind, "mailing");
    EXPECT_FALSE(records[1].legal_hold);
}

}  // namespace
}  // namespace fairfile::users
