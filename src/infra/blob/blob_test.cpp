#include "infra/blob/blob.hpp"

#include "infra/blob/packing.hpp"
#include "infra/crypto/random.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_future.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <fstream>
#include <set>
#include <sstream>
#include <sys/resource.h>

namespace fairfile::blob {
namespace {

namespace files = std::filesystem;
using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

/// Real time and an offset: the files' own times are real.
class MovableClock final : public Clock {
  public:
    std::chrono::system_clock::time_point now() const override { return real_.now() + offset; }
    std::chrono::seconds offset{0};

  private:
    runtime::SystemClock real_;
};

files::path fresh_folder() {
    auto name = (files::temp_directory_path() / "blob-XXXXXX").string();
    if (!mkdtemp(name.data())) throw std::runtime_error("no folder");
    return name;
}

class ABlobStore : public testing::Test {
  protected:
    ABlobStore() { loops_.start(); }
    ~ABlobStore() override {
        loops_.stop();
        loops_.join();
        files::remove_all(folder_);
    }

    template <class T>
    T wait(awaitable<T> work) {
        return boost::asio::co_spawn(loops_.loop(0), std::move(work), boost::asio::use_future)
            .get();
    }

    static std::unique_ptr<crypto::KeyStore> open_keys(
        const files::path& folder, const Clock& clock
    ) {
        crypto::DirectoryKeyStore::Options options{folder, {{{"one", crypto::Key::random()}}}};
        auto opened = crypto::DirectoryKeyStore::open(std::move(options), clock);
        if (!opened) throw std::runtime_error(opened.error().detail);
        return std::move(*opened);
    }

    std::unique_ptr<BlobStore> open_store() {
        auto opened =
            open_directory_blob_store({folder_ / "blobs", *keys_, pool_, clock_, metrics_, log_});
        if (!opened) throw std::runtime_error(opened.error().detail);
        return std::move(*opened);
    }

    std::vector<files::path> blob_files() const {
        std::vector<files::path> found;
        for (const auto& entry : files::recursive_directory_iterator(folder_ / "blobs")) {
            if (entry.is_regular_file()) found.push_back(entry.path());
        }
        return found;
    }

    files::path folder_ = fresh_folder();
    MovableClock clock_;
    metrics::Registry metrics_;
    log::Log log_{clock_, log::Level::error, (folder_ / "log").string()};
    runtime::EventLoops loops_{1};
    runtime::CpuPool pool_{2, 64};
    std::unique_ptr<crypto::KeyStore> keys_ = open_keys(folder_ / "keys", clock_);
    std::unique_ptr<BlobStore> store_ = open_store();
    BlobOwner owner_{UserId{runtime::new_uuid(clock_)}};
};

std::string content_of(const files::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream bytes;
    bytes << file.rdbuf();
    return bytes.str();
}

TEST_F(ABlobStore, GivesBackWhatWasPut) {
    for (const std::size_t size : {0UL, 1UL, 65'536UL, 65'537UL, 10'485'760UL}) {
        const auto content = crypto::random_bytes(size);
        const auto id = wait(store_->put(owner_, content));
        ASSERT_TRUE(id) << size;
        EXPECT_EQ(*wait(store_->get(owner_, *id)), content) << size;
    }
}

TEST_F(ABlobStore, KeepsBlobsOverARestart) {
    const auto id = wait(store_->put(owner_, "a report"));
    store_ = open_store();
    EXPECT_EQ(*wait(store_->get(owner_, *id)), "a report");
}

TEST_F(ABlobStore, WritesNothingReadable) {
    const std::string canary = "123-45-6789 canary";
    ASSERT_TRUE(wait(store_->put(owner_, canary)));
    for (const auto& path : blob_files()) EXPECT_THAT(content_of(path), Not(HasSubstr(canary)));
}

TEST_F(ABlobStore, SpreadsItsFilesAndClosesThemToOthers) {
    const auto id = wait(store_->put(owner_, "a report"));
    const auto path = blob_files().at(0);
    EXPECT_EQ(path.filename(), to_string(*id));
    EXPECT_EQ(path.parent_path().filename(), to_string(*id).substr(0, 2));
    EXPECT_EQ(
        files::status(path).permissions(), files::perms::owner_read | files::perms::owner_write
    );
}

TEST_F(ABlobStore, OpensABlobForItsOwnerOnly) {
    const auto id = wait(store_->put(owner_, "a report"));
    const BlobOwner other{UserId{runtime::new_uuid(clock_)}};
    EXPECT_EQ(wait(store_->get(other, *id)).error().code, "blob.damaged");
    const BlobOwner later{owner_.user, owner_.version + 1};
    EXPECT_EQ(wait(store_->get(later, *id)).error().code, "blob.damaged");
}

TEST_F(ABlobStore, NoticesAChangedByte) {
    const auto id = wait(store_->put(owner_, std::string(100'000, 'x')));
    const auto path = blob_files().at(0);
    auto bytes = content_of(path);
    bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
    std::ofstream(path, std::ios::binary) << bytes;
    EXPECT_EQ(wait(store_->get(owner_, *id)).error().code, "blob.damaged");
    std::ofstream(path, std::ios::binary) << bytes.substr(0, 10);
    EXPECT_EQ(wait(store_->get(owner_, *id)).error().code, "blob.damaged");
}

TEST_F(ABlobStore, RemovesTheKeyWithTheBlob) {
    const auto id = wait(store_->put(owner_, "a report"));
    const auto path = blob_files().at(0);
    const auto copy = folder_ / "copy";
    files::copy_file(path, copy);
    EXPECT_TRUE(*wait(store_->remove(*id)));
    EXPECT_FALSE(*wait(store_->exists(*id)));
    EXPECT_EQ(wait(store_->get(owner_, *id)).error().code, "blob.missing");
    files::copy_file(copy, path);
    EXPECT_EQ(wait(store_->get(owner_, *id)).error().code, "blob.missing")
        << "a restored copy opens";
}

TEST_F(ABlobStore, MayRemoveTwice) {
    const auto id = wait(store_->put(owner_, "a report"));
    EXPECT_TRUE(*wait(store_->remove(*id)));
    EXPECT_FALSE(*wait(store_->remove(*id)));
}

TEST_F(ABlobStore, ListsAllBlobsPageByPageInOrder) {
    std::set<BlobId> put;
    for (int count = 0; count < 25; ++count) put.insert(*wait(store_->put(owner_, "x")));
    std::vector<BlobId> listed;
    for (BlobId after;;) {
        const auto page = wait(store_->list(after, 10));
        ASSERT_TRUE(page);
        for (const auto& entry : *page) listed.push_back(entry.id);
        if (page->size() < 10) break;
        after = page->back().id;
    }
    EXPECT_EQ(listed, std::vector<BlobId>(put.begin(), put.end()));
}

TEST_F(ABlobStore, SweepsOnlyOldUnfinishedFiles) {
    const auto id = wait(store_->put(owner_, "a report"));
    std::ofstream(blob_files().at(0).string() + ".unfinished") << "half";
    EXPECT_EQ(wait(store_->sweep(1h))->unfinished_files, 0U);
    clock_.offset = 2h;
    EXPECT_EQ(wait(store_->sweep(1h))->unfinished_files, 1U);
    EXPECT_EQ(*wait(store_->get(owner_, *id)), "a report");
    EXPECT_EQ(wait(store_->list({}, 10))->size(), 1U);
}

/// A full disk in small: no file of this process may grow beyond that.
class FullDisk {
  public:
    FullDisk() {
        std::signal(SIGXFSZ, SIG_IGN);
        getrlimit(RLIMIT_FSIZE, &before_);
        const rlimit tight{4096, before_.rlim_max};
        setrlimit(RLIMIT_FSIZE, &tight);
    }
    ~FullDisk() { setrlimit(RLIMIT_FSIZE, &before_); }
    FullDisk(const FullDisk&) = delete;
    FullDisk& operator=(const FullDisk&) = delete;

  private:
    rlimit before_{};
};

TEST_F(ABlobStore, LeavesNothingBehindWhenTheDiskIsFull) {
    {
        const FullDisk full;
        const auto id = wait(store_->put(owner_, crypto::random_bytes(100'000)));
        ASSERT_FALSE(id);
        EXPECT_EQ(id.error().kind, Failure::storage_full);
        EXPECT_EQ(id.error().code, "blob.storage_full");
        EXPECT_THAT(blob_files(), IsEmpty());
    }
    EXPECT_TRUE(wait(store_->put(owner_, crypto::random_bytes(100'000)))) << "room again";
    EXPECT_THAT(metrics_.expose(), HasSubstr("fairfile_blob_failed_total 1"));
}

TEST_F(ABlobStore, RefusesWhatNoBlobMayHold) {
    const auto id = wait(store_->put(owner_, std::string(blob_bytes_max + 1, 'x')));
    ASSERT_FALSE(id);
    EXPECT_EQ(id.error().kind, Failure::too_large);
}

TEST_F(ABlobStore, CountsWhatItStores) {
    ASSERT_TRUE(wait(store_->put(owner_, std::string(123'456, 'x'))));
    EXPECT_THAT(metrics_.expose(), HasSubstr("fairfile_blob_stored_bytes_total 123456"));
    EXPECT_LT(files::file_size(blob_files().at(0)), 10'000U) << "not packed";
}

TEST(AStore, DoesNotOpenWhereItCannotWrite) {
    MovableClock clock;
    metrics::Registry metrics;
    runtime::CpuPool pool(1, 1);
    const auto folder = fresh_folder();
    std::ofstream(folder / "file") << "no folder";
    log::Log log(clock, log::Level::error, (folder / "log").string());
    auto keys = crypto::DirectoryKeyStore::open(
        {folder / "keys", {{{"one", crypto::Key::random()}}}}, clock
    );
    ASSERT_TRUE(keys);
    const auto opened =
        open_directory_blob_store({folder / "file" / "blobs", **keys, pool, clock, metrics, log});
    EXPECT_FALSE(opened);
    files::remove_all(folder);
}

TEST(Packing, PacksOnlyWhatGains) {
    const std::string text(10'000, 'x');
    const auto noise = crypto::random_bytes(10'000);
    EXPECT_LT(pack(text).size(), 100U);
    EXPECT_EQ(pack(noise).size(), noise.size() + 1);
    EXPECT_EQ(*unpack(pack(text)), text);
    EXPECT_EQ(*unpack(pack(noise)), noise);
    EXPECT_EQ(*unpack(pack("")), "");
}

TEST(Packing, LooksAtSeveralPlacesOfALargeFile) {
    const auto noise = crypto::random_bytes(1'000'000);
    EXPECT_EQ(pack(noise).size(), noise.size() + 1);
    EXPECT_EQ(*unpack(pack(noise)), noise);
    const auto half = noise.substr(0, 500'000) + std::string(500'000, 'x');
    EXPECT_LT(pack(half).size(), 600'000U);
    EXPECT_EQ(*unpack(pack(half)), half);
}

TEST(Unpacking, RefusesWhatWasNeverPacked) {
    for (const std::string bad : {"", "?", "z", "zzz", "z\x28\xb5\x2f\xfd"}) {
        EXPECT_EQ(unpack(bad).error().code, "blob.damaged") << bad;
    }
    const auto good = pack(std::string(10'000, 'x'));
    EXPECT_FALSE(unpack(good.substr(0, good.size() - 1)));
}

}  // namespace
}  // namespace fairfile::blob
