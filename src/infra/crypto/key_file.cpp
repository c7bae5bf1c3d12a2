#include "infra/crypto/key_file.hpp"

#include "infra/crypto/encoding.hpp"
#include "infra/crypto/random.hpp"

#include <array>
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace fairfile::crypto {

namespace {

constexpr std::size_t file_bytes_max = 512;

class Descriptor {
  public:
    explicit Descriptor(int number) : number_(number) {}
    ~Descriptor() {
        if (number_ >= 0) ::close(number_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    int number() const { return number_; }
    bool is_open() const { return number_ >= 0; }

  private:
    const int number_;
};

Error failure_of(int error) {
    auto detail = std::system_category().message(error);
    switch (error) {
        case ENOENT:
            return {Failure::missing, "crypto.key_missing", "This was erased.", std::move(detail)};
        case EEXIST:
            return {
                Failure::conflict,
                "crypto.key_exists",
                "There is a key already.",
                std::move(detail)};
        case ENOSPC:
        case EDQUOT:
            return {
                Failure::storage_full,
                "crypto.key_store_full",
                "There is no room left.",
                std::move(detail)};
        default:
            return {
                Failure::unavailable,
                "crypto.key_store",
                "Please try again in a moment.",
                std::move(detail)};
    }
}

int write_all(int file, std::string_view content) {
    while (!content.empty()) {
        const auto written = ::write(file, content.data(), content.size());
        if (written < 0 && errno != EINTR) return errno;
        if (written > 0) content.remove_prefix(static_cast<std::size_t>(written));
    }
    return ::fsync(file) == 0 ? 0 : errno;
}

int sync_folder(const std::filesystem::path& folder) {
    const Descriptor opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!opened.is_open()) return errno;
    return ::fsync(opened.number()) == 0 ? 0 : errno;
}

int write_new(const std::filesystem::path& path, std::string_view content) {
    const Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (!file.is_open()) return errno;
    return write_all(file.number(), content);
}

int make_folder(const std::filesystem::path& folder) {
    if (::mkdir(folder.c_str(), 0700) == 0) return sync_folder(folder.parent_path());
    return errno == EEXIST ? 0 : errno;
}

}  // namespace

Result<bool> write_key_file(
    const std::filesystem::path& path, std::string_view content, Existing existing
) {
    if (const int error = make_folder(path.parent_path())) return failure_of(error);

    auto temporary = path;
    temporary += "." + to_hex(random_bytes(8)) + ".new";
    int error = write_new(temporary, content);
    if (error == 0) {
        const unsigned how = existing == Existing::keep ? RENAME_NOREPLACE : RENAME_EXCHANGE;
        const int failed = ::renameat2(AT_FDCWD, temporary.c_str(), AT_FDCWD, path.c_str(), how);
        if (failed != 0) error = errno;
    }
    // After an exchange the temporary name holds the former content.
    if (error != 0 || existing == Existing::exchange) {
        const auto removed = destroy_key_file(temporary);
        if (!removed && error == 0) return removed;
    }
    if (error == 0) error = sync_folder(path.parent_path());
    if (error != 0) return failure_of(error);
    return true;
}

Result<std::string> read_key_file(const std::filesystem::path& path) {
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
    if (!file.is_open()) return failure_of(errno);
    std::array<char, file_bytes_max> buffer{};
    const auto length = ::read(file.number(), buffer.data(), buffer.size());
    if (length < 0) return failure_of(errno);
    return std::string(buffer.data(), static_cast<std::size_t>(length));
}

Result<bool> destroy_key_file(const std::filesystem::path& path) {
    {
        const Descriptor file(::open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NOFOLLOW));
        if (!file.is_open()) {
            if (errno == ENOENT) return false;
            return failure_of(errno);
        }
        struct stat status {};
        if (::fstat(file.number(), &status) != 0) return failure_of(errno);
        const std::string blank(static_cast<std::size_t>(status.st_size), '\0');
        if (const int error = write_all(file.number(), blank)) return failure_of(error);
    }
    if (::unlink(path.c_str()) != 0 && errno != ENOENT) return failure_of(errno);
    if (const int error = sync_folder(path.parent_path())) return failure_of(error);
    return true;
}

}  // namespace fairfile::crypto
