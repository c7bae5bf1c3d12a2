// Two people, a report with two accounts of one of them, and the slice on top, for its tests.
#pragma once

#include "features/disputes/disputes.hpp"
#include "infra/crypto/seal.hpp"
#include "tests/support/plain_database.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include <filesystem>
#include <memory>

namespace fairfile::disputes {

constexpr auto ann = "0190a1b2-0000-7000-8000-000000000001";
constexpr auto ben = "0190a1b2-0000-7000-8000-000000000002";
constexpr auto report = "0190a1b2-0000-7000-8000-000000000010";
constexpr auto at_experian = "0190a1b2-0000-7000-8000-000000000021";
constexpr auto at_equifax = "0190a1b2-0000-7000-8000-000000000022";
constexpr auto other_account = "0190a1b2-0000-7000-8000-000000000023";
constexpr auto finding = "0190a1b2-0000-7000-8000-000000000041";

class MovedClock final : public Clock {
  public:
    std::chrono::system_clock::time_point now() const override { return time; }
    std::chrono::system_clock::time_point time = runtime::SystemClock().now();
};

/// Ann has a report with one account at two bureaus and another account at one; Ben has nothing.
class DisputesTest : public testing::Test {
  protected:
    DisputesTest() {
        std::string name = testing::TempDir() + "disputes.XXXXXX";
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
        disputes_ = std::make_unique<Disputes>(Parts{database_, *letters_, *keys_, pool_, clock_});
        fill();
    }
    ~DisputesTest() override {
        pool_.stop();
        std::filesystem::remove_all(folder_);
    }

    void fill() {
        const std::string user = "', '" + std::string(ann);
        rows_.execute(
            std::string("insert into users (id, email) values ('") + ann +
            "', 'ann@example.com'), ('" + ben + "', 'ben@example.com')"
        );
        rows_.execute(
            std::string("insert into credit_reports (id, user_id, report_date) values ('") +
            report + user + "', '2026-01-05')"
        );
        add_tradeline(at_experian, 1, "Experian");
        add_tradeline(at_equifax, 1, "Equifax");
        add_tradeline(other_account, 2, "Experian");
        rows_.execute(
            std::string("insert into findings (id, user_id, report_id, rule, fact, citation, as_of,"
                        " eoscar_code, transunion_code) values ('") +
            finding + user + "', '" + report +
            "', 'paid_with_balance', 'Paid, but a balance of $120.00 is shown.',"
            " '15 USC 1681e(b)', '2026-01-05', '109', 'F1')"
        );
        for (const auto* line : {at_experian, at_equifax}) {
            rows_.execute(
                std::string("insert into finding_tradelines (finding_id, user_id, tradeline_id)"
                            " values ('") +
                finding + user + "', '" + line + "')"
            );
        }
        const auto key = keys_->find_or_create({crypto::KeyKind::user, parse_uuid(ann).value()});
        const crypto::Place place{
            .table = "report_consumers", .column = "identity", .user = *UserId::parse(ann)};
        const auto identity = crypto::seal_value(
            *key,
            place,
            R"({"name":"Ann Doe","birth":"1990","addresses":["1 Elm Street, Dayton, OH 45402"]})"
        );
        rows_.execute(
            std::string("insert into report_consumers (user_id, report_id, bureau,"
                        " identity_sealed) values ('") +
            ann + "', '" + report + "', 'Experian', decode('" + crypto_hex(identity) + "', 'hex'))"
        );
    }

    static std::string crypto_hex(std::string_view bytes) {
        constexpr std::string_view digits = "0123456789abcdef";
        std::string text;
        for (const char byte : bytes) {
            text += digits[static_cast<unsigned char>(byte) >> 4U];
            text += digits[static_cast<unsigned char>(byte) & 15U];
        }
        return text;
    }

    void add_tradeline(const std::string& id, int account, const std::string& bureau) {
        rows_.execute(
            "insert into tradelines (id, user_id, report_id, account_group, bureau, creditor,"
            " account_last4, is_disputable) values ('" +
            id + "', '" + ann + "', '" + report + "', " + std::to_string(account) + ", '" + bureau +
            "', 'NORTH BANK', '1234', " + (account == 1 ? "true" : "false") + ")"
        );
    }

    Result<Disputes::Opened> open(const char* user, std::vector<std::string> tradelines) {
        NewDispute wanted{.tradeline_ids = std::move(tradelines), .reason = "The balance is wrong"};
        return open(user, std::move(wanted));
    }
    Result<Disputes::Opened> open(const char* user, NewDispute wanted) {
        return test::wait_for(disputes_->open(*UserId::parse(user), std::move(wanted)));
    }

    Result<Disputes::Page> change(const char* user, DisputeId id, const std::string& status) {
        StatusChange wanted;
        wanted.bureau = "Experian";
        wanted.status = status;
        return test::wait_for(disputes_->change_status(*UserId::parse(user), id, std::move(wanted))
        );
    }

    LetterRequest request() const {
        LetterRequest wanted;
        wanted.bureau = "Experian";
        wanted.facts = {{"birth", "1990-02-03"}, {"ssn_last4", "1234"}};
        return wanted;
    }
    Result<letters::Letters::Drafted> write(DisputeId id, LetterRequest wanted) {
        return test::wait_for(disputes_->write_letter(*UserId::parse(ann), id, std::move(wanted)));
    }
    LetterId approved_letter(DisputeId id, LetterRequest wanted) {
        const auto letter = write(id, std::move(wanted)).value().id;
        letters::LetterChange change{.version = 1, .status = "approved"};
        test::wait_for(letters_->change(*UserId::parse(ann), letter, std::move(change))).value();
        return letter;
    }
    void run(std::vector<postgres::Call> calls) {
        const auto who = postgres::Identity::user(*UserId::parse(ann));
        ASSERT_TRUE(test::wait_for(database_.run_all(who, std::move(calls))));
    }
    boost::json::value at_bureau(DisputeId id, std::string_view bureau = "Experian") {
        const auto page = test::wait_for(disputes_->show(*UserId::parse(ann), id)).value();
        return boost::json::parse(page.json).at("bureaus").at(bureau);
    }
    static std::string text(const boost::json::value& value) {
        return value.is_string() ? std::string(value.as_string()) : "null";
    }

    test::TestDatabase rows_;
    test::PlainDatabase database_{rows_, "fairfile_api"};
    MovedClock clock_;
    runtime::CpuPool pool_{1, 100};
    metrics::Registry metrics_;
    log::Log log_{clock_, log::Level::error};
    users::UnitLimits limits_{.free_letters = 20};
    std::filesystem::path folder_;
    std::unique_ptr<crypto::KeyStore> keys_;
    std::unique_ptr<blob::BlobStore> files_;
    std::unique_ptr<letters::Letters> letters_;
    std::unique_ptr<Disputes> disputes_;
};

}  // namespace fairfile::disputes
