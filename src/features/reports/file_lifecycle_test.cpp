#include "features/reports/file_lifecycle.hpp"

#include "infra/crypto/encoding.hpp"
#include "infra/crypto/random.hpp"
#include "tests/support/plain_database.hpp"

#include <gtest/gtest.h>

#include <filesystem>

namespace fairfile::reports {
namespace {

using namespace std::chrono_literals;
using test::wait_for;

class SetClock final : public Clock {
  public:
    std::chrono::system_clock::time_point now() const override { return time; }
    std::chrono::system_clock::time_point time = runtime::SystemClock().now();
};

class FileLifecycleTest : public testing::Test {
  protected:
    FileLifecycleTest() {
        rows_.execute(
            "insert into users (id, email, password_hash) values ('" + to_string(user_) +
            "', 'ann@example.com', 'x')"
        );
    }
    ~FileLifecycleTest() override { std::filesystem::remove_all(folder_); }

    blob::BlobId put() { return wait_for(files_->put({user_}, "a report")).value(); }
    /// A file with its row and, as uploads have it, a report that names it.
    blob::BlobId upload(const std::string& age) {
        const auto id = put();
        const auto pair = "'" + to_string(id) + "', '" + to_string(user_) + "'";
        rows_.execute(
            "insert into blob_objects (id, user_id, kind, content_type, bytes, stored_bytes,"
            " created_at, expires_at) values (" +
            pair + ", 'report', 'text/plain', 8, 8, now() - interval '" + age +
            "', now() - interval '" + age + "' + interval '30 days');" +
            "insert into credit_reports (id, user_id, file_object_id) values (" + pair + ", '" +
            to_string(id) + "')"
        );
        return id;
    }
    bool exists(blob::BlobId id) { return wait_for(files_->exists(id)).value(); }
    std::int64_t count(const std::string& what) {
        return rows_.execute("select count(*) from " + what).integer(0, 0);
    }
    double gauge(std::string_view name) { return metrics_.gauge(std::string(name), "").value(); }

    const UserId user_{*parse_uuid("018f3c5a-0000-7000-8000-000000000001")};
    const std::filesystem::path folder_ = std::filesystem::path(testing::TempDir()) /
                                          ("lifecycle." + crypto::to_hex(crypto::random_bytes(8)));
    SetClock clock_;
    log::Log log_{clock_, log::Level::error};
    metrics::Registry metrics_;
    test::TestDatabase rows_;
    test::PlainDatabase worker_{rows_, "fairfile_worker"};
    std::unique_ptr<crypto::DirectoryKeyStore> keys_ =
        std::move(crypto::DirectoryKeyStore::open(
                      {.folder = folder_ / "keys", .wrapping = {{{"test", crypto::Key::random()}}}},
                      clock_
        )
                      .value());
    runtime::CpuPool pool_{1, 16};
    std::unique_ptr<blob::BlobStore> files_ = std::move(
        blob::open_directory_blob_store({folder_ / "files", *keys_, pool_, clock_, metrics_, log_})
            .value()
    );
    FileLifecycle lifecycle_{{worker_, *files_, clock_, log_, metrics_}};
};

TEST_F(FileLifecycleTest, RemovesUploadsAfterThirtyDaysAndTellsTheReport) {
    const auto old = upload("31 days");
    const auto fresh = upload("29 days");

    EXPECT_EQ(wait_for(lifecycle_.expire()).kind, jobs::Outcome::Kind::done);

    EXPECT_FALSE(exists(old));
    EXPECT_TRUE(exists(fresh));
    const auto of_old = "id = '" + to_string(old) + "'";
    EXPECT_EQ(count("blob_objects where deleted_at is not null and " + of_old), 1);
    EXPECT_EQ(count("credit_reports where file_deleted_at is not null and " + of_old), 1);
    EXPECT_EQ(count("credit_reports where file_deleted_at is null"), 1);
    EXPECT_EQ(gauge("storage_oldest_upload_seconds"), 29 * 86'400);
}

TEST_F(FileLifecycleTest, GoesOnWhereAProcessDiedBetweenFileAndRow) {
    const auto old = upload("31 days");
    ASSERT_TRUE(wait_for(files_->remove(old)));
    EXPECT_EQ(wait_for(lifecycle_.expire()).kind, jobs::Outcome::Kind::done);
    EXPECT_EQ(count("blob_objects where deleted_at is null"), 0);
    EXPECT_EQ(wait_for(lifecycle_.expire()).kind, jobs::Outcome::Kind::done);
}

TEST_F(FileLifecycleTest, SweepsFilesThatNoRowNamesButNotThoseOnTheirWay) {
    const auto named = upload("1 day");
    const auto orphan = put();
    EXPECT_EQ(wait_for(lifecycle_.sweep()).kind, jobs::Outcome::Kind::done);
    EXPECT_TRUE(exists(orphan));

    clock_.time += 25h;
    EXPECT_EQ(wait_for(lifecycle_.sweep()).kind, jobs::Outcome::Kind::done);
    EXPECT_FALSE(exists(orphan));
    EXPECT_TRUE(exists(named));
    EXPECT_EQ(metrics_.counter("storage_orphans_removed_total", "").total(), 1);
    EXPECT_EQ(gauge("storage_missing_objects"), 0);
}

TEST_F(FileLifecycleTest, CountsRowsWhoseFileIsGone) {
    const auto lost = upload("1 day");
    upload("1 day");
    ASSERT_TRUE(wait_for(files_->remove(lost)));
    EXPECT_EQ(wait_for(lifecycle_.sweep()).kind, jobs::Outcome::Kind::done);
    EXPECT_EQ(gauge("storage_missing_objects"), 1);
}

}  // namespace
}  // namespace fairfile::reports
