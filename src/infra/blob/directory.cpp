#include "infra/blob/directory.hpp"

#include "infra/blob/failures.hpp"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace fairfile::blob {

namespace {

namespace files = std::filesystem;

constexpr mode_t owner_only_file = 0600;
constexpr mode_t owner_only_folder = 0700;
constexpr std::string_view unfinished_ending = ".unfinished";

class File {
  public:
    File(const files::path& path, int flags)
        : descriptor_(open(path.c_str(), flags | O_CLOEXEC, owner_only_file)) {}
    ~File() {
        if (descriptor_ >= 0) close(descriptor_);
    }
    File(const File&) = delete;
    File& operator=(const File&) = delete;

    bool is_open() const { return descriptor_ >= 0; }
    int descriptor() const { return descriptor_; }

  private:
    int descriptor_;
};

/// 0 or an errno.
int write_all(int descriptor, std::string_view bytes) {
    while (!bytes.empty()) {
        const auto written = write(descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return errno;
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return 0;
}

int write_durably(const files::path& path, std::string_view bytes) {
    const File file(path, O_WRONLY | O_CREAT | O_EXCL);
    if (!file.is_open()) return errno;
    if (const int failed = write_all(file.descriptor(), bytes)) return failed;
    return fsync(file.descriptor()) == 0 ? 0 : errno;
}

int sync_folder(const files::path& folder) {
    const File opened(folder, O_RDONLY | O_DIRECTORY);
    if (!opened.is_open()) return errno;
    return fsync(opened.descriptor()) == 0 ? 0 : errno;
}

/// Makes the folder durably; 0 when it was there.
int make_folder(const files::path& folder) {
    if (mkdir(folder.c_str(), owner_only_folder) == 0) return sync_folder(folder.parent_path());
    return errno == EEXIST ? 0 : errno;
}

std::chrono::system_clock::time_point time_of(const struct stat& about) {
    return std::chrono::system_clock::time_point(
        std::chrono::seconds(about.st_mtim.tv_sec) +
        std::chrono::duration_cast<std::chrono::system_clock::duration>(
            std::chrono::nanoseconds(about.st_mtim.tv_nsec)
        )
    );
}

std::string fan_out(BlobId id) {
    return to_string(id).substr(0, 2);
}

std::vector<files::path> sorted_entries(const files::path& folder) {
    std::vector<files::path> entries;
    std::error_code failed;
    for (const auto& entry : files::directory_iterator(folder, failed)) {
        entries.push_back(entry.path());
    }
    std::sort(entries.begin(), entries.end());
    return entries;
}

}  // namespace

files::path Directory::folder_of(BlobId id) const {
    return folder_ / fan_out(id);
}

files::path Directory::path_of(BlobId id) const {
    return folder_of(id) / to_string(id);
}

Result<bool> Directory::prepare() const {
    std::error_code failed;
    files::create_directories(folder_, failed);
    if (failed) return disk_refused("make folder", failed.value());
    if (access(folder_.c_str(), R_OK | W_OK | X_OK) != 0) return disk_refused("folder", errno);
    return true;
}

Result<bool> Directory::write(BlobId id, std::string_view sealed) const {
    const auto path = path_of(id);
    const files::path unfinished = path.string() + std::string(unfinished_ending);
    if (const int failed = make_folder(folder_of(id))) return disk_refused("folder", failed);
    int failed = write_durably(unfinished, sealed);
    if (!failed && rename(unfinished.c_str(), path.c_str()) != 0) failed = errno;
    if (failed) {
        unlink(unfinished.c_str());
        return disk_refused("write", failed);
    }
    failed = sync_folder(folder_of(id));
    if (!failed) return true;
    // Not known to be durable: the caller is told that there is nothing, so there must be nothing.
    unlink(path.c_str());
    return disk_refused("sync", failed);
}

Result<std::string> Directory::read(BlobId id) const {
    const File file(path_of(id), O_RDONLY);
    if (!file.is_open()) return errno == ENOENT ? missing() : disk_refused("open", errno);
    struct stat about {};
    if (fstat(file.descriptor(), &about) != 0) return disk_refused("stat", errno);
    std::string bytes(static_cast<std::size_t>(about.st_size), '\0');
    std::size_t done = 0;
    while (done < bytes.size()) {
        const auto size = ::read(file.descriptor(), bytes.data() + done, bytes.size() - done);
        if (size < 0 && errno == EINTR) continue;
        if (size < 0) return disk_refused("read", errno);
        if (size == 0) break;
        done += static_cast<std::size_t>(size);
    }
    bytes.resize(done);
    return bytes;
}

Result<bool> Directory::remove(BlobId id) const {
    if (unlink(path_of(id).c_str()) != 0) {
        if (errno == ENOENT) return false;
        return disk_refused("remove", errno);
    }
    if (const int failed = sync_folder(folder_of(id))) return disk_refused("sync", failed);
    return true;
}

Result<bool> Directory::exists(BlobId id) const {
    if (access(path_of(id).c_str(), F_OK) == 0) return true;
    if (errno == ENOENT) return false;
    return disk_refused("look up", errno);
}

Result<std::vector<BlobEntry>> Directory::list(BlobId after, std::size_t count_max) const {
    std::vector<BlobEntry> found;
    for (const auto& folder : sorted_entries(folder_)) {
        if (folder.filename().string() < fan_out(after)) continue;
        for (const auto& path : sorted_entries(folder)) {
            const auto id = BlobId::parse(path.filename().string());
            struct stat about {};
            if (!id || *id <= after || stat(path.c_str(), &about) != 0) continue;
            found.push_back({*id, static_cast<std::uint64_t>(about.st_size), time_of(about)});
            if (found.size() == count_max) return found;
        }
    }
    return found;
}

Result<Leftovers> Directory::remove_unfinished(std::chrono::system_clock::time_point before) const {
    Leftovers leftovers;
    for (const auto& folder : sorted_entries(folder_)) {
        for (const auto& path : sorted_entries(folder)) {
            struct stat about {};
            if (!path.string().ends_with(unfinished_ending)) continue;
            if (stat(path.c_str(), &about) != 0 || time_of(about) >= before) continue;
            if (unlink(path.c_str()) != 0) return disk_refused("remove", errno);
            ++leftovers.unfinished_files;
        }
    }
    return leftovers;
}

}  // namespace fairfile::blob
