#include "infra/postgres/embedded/place.hpp"

#include <cerrno>
#include <cstdint>
#include <sys/stat.h>
#include <unistd.h>

namespace fairfile::postgres::embedded {

namespace {

namespace fs = std::filesystem;

constexpr const char* moved_to = "/var/lib/fairfile";
// A socket's path has at most 107 characters, "/.s.PGSQL.5432" included.
constexpr std::size_t socket_directory_length_max = 90;

/// FNV-1a: a short name for a long path, nothing more.
std::string short_name(const fs::path& path) {
    std::uint64_t hash = 0xcbf2'9ce4'8422'2325;
    for (const char character : path.string()) {
        hash ^= static_cast<unsigned char>(character);
        hash *= 0x100'0000'01b3;
    }
    std::string text;
    for (int digit = 0; digit < 16; ++digit) {
        text.push_back("0123456789abcdef"[(hash >> (4 * digit)) & 15]);
    }
    return text;
}

Error failed(const fs::path& path) {
    Error error{Failure::unavailable, "embedded.failed", "The database's folder is not usable."};
    error.message += " Look at " + path.string() + ".";
    return error;
}

/// A folder of `user`'s alone. One that somebody else put there is refused.
Result<void> make_private(const fs::path& path, const OsUser& user) {
    constexpr mode_t owner_only = 0700;
    if (mkdir(path.c_str(), owner_only) == 0) {
        if (lchown(path.c_str(), user.uid, user.gid) != 0) return failed(path);
        return {};
    }
    struct stat folder {};
    if (errno != EEXIST || lstat(path.c_str(), &folder) != 0 || !S_ISDIR(folder.st_mode)) {
        return failed(path);
    }
    if (folder.st_uid != user.uid && (folder.st_uid != geteuid() || !fs::is_empty(path))) {
        return failed(path);
    }
    const bool taken =
        lchown(path.c_str(), user.uid, user.gid) == 0 && chmod(path.c_str(), owner_only) == 0;
    if (!taken) return failed(path);
    return {};
}

/// Moves an unreachable place to where the user can reach it and leaves a symlink.
Result<fs::path> reachable(const fs::path& directory, const OsUser& user) {
    if (can_reach(user, directory.parent_path())) return directory;
    const auto elsewhere = fs::path(moved_to) / short_name(directory);
    std::error_code problem;
    fs::create_directories(moved_to, problem);
    if (problem) return failed(moved_to);
    if (fs::is_directory(directory) && fs::is_empty(directory)) fs::remove(directory, problem);
    fs::create_directory_symlink(elsewhere, directory, problem);
    if (problem) return failed(directory);
    return elsewhere;
}

}  // namespace

fs::path Place::socket_directory() const {
    const auto beside = root / "socket";
    if (beside.string().size() <= socket_directory_length_max) return beside;
    return fs::path("/tmp") / ("fairfile-" + short_name(root));
}

Place place_of(const fs::path& directory) {
    return Place{fs::weakly_canonical(directory)};
}

Result<Place> make_place(const fs::path& directory, const OsUser& user) {
    const auto absolute = fs::absolute(directory).lexically_normal();
    std::error_code problem;
    fs::create_directories(absolute.parent_path(), problem);
    if (problem) return failed(absolute.parent_path());
    auto root = fs::is_symlink(absolute) ? Result<fs::path>(fs::read_symlink(absolute))
                                         : reachable(absolute, user);
    if (!root) return root.error();
    auto made = make_private(*root, user);
    if (!made) return made.error();
    const auto place = place_of(*root);
    made = make_private(place.socket_directory(), user);
    if (!made) return made.error();
    return place;
}

}  // namespace fairfile::postgres::embedded
