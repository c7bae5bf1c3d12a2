#include "infra/postgres/embedded/os_user.hpp"

#include "infra/postgres/embedded/process.hpp"

#include <array>
#include <optional>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

namespace fairfile::postgres::embedded {

namespace {

constexpr const char* own_name = "fairfile";
constexpr std::size_t entry_bytes_max = 16'384;

template <class Look>
std::optional<OsUser> look_up(Look look) {
    std::array<char, entry_bytes_max> buffer;
    passwd entry{};
    passwd* found = nullptr;
    if (look(&entry, buffer.data(), buffer.size(), &found) != 0 || found == nullptr) {
        return std::nullopt;
    }
    return OsUser{found->pw_name, found->pw_uid, found->pw_gid};
}

std::optional<OsUser> user_named(const char* name) {
    return look_up([name](auto... rest) { return getpwnam_r(name, rest...); });
}

Error no_user() {
    return Error{
        Failure::unavailable,
        "embedded.no_user",
        "PostgreSQL needs a user other than root: create one named fairfile."};
}

bool may_enter(const OsUser& user, const struct stat& folder) {
    if (folder.st_uid == user.uid) return (folder.st_mode & S_IXUSR) != 0;
    if (folder.st_gid == user.gid) return (folder.st_mode & S_IXGRP) != 0;
    return (folder.st_mode & S_IXOTH) != 0;
}

}  // namespace

Result<OsUser> this_user() {
    auto found = look_up([](auto... rest) { return getpwuid_r(geteuid(), rest...); });
    if (!found) return no_user();
    return *found;
}

Result<OsUser> server_user() {
    if (geteuid() != 0) return this_user();
    for (const char* name : {"postgres", own_name}) {
        if (auto user = user_named(name)) return *user;
    }
    auto root = this_user();
    if (!root) return root.error();
    const Program make_user{
        .path = "/usr/sbin/useradd",
        .arguments = {"--system", "--no-create-home", "--shell", "/usr/sbin/nologin", own_name},
        .user = *root,
    };
    if (run_program(make_user) != 0) return no_user();
    auto user = user_named(own_name);
    if (!user) return no_user();
    return *user;
}

bool can_reach(const OsUser& user, const std::filesystem::path& path) {
    std::filesystem::path walked;
    for (const auto& part : path) {
        walked /= part;
        struct stat folder {};
        if (stat(walked.c_str(), &folder) != 0) return true;
        if (S_ISDIR(folder.st_mode) && user.uid != 0 && !may_enter(user, folder)) return false;
    }
    return true;
}

}  // namespace fairfile::postgres::embedded
