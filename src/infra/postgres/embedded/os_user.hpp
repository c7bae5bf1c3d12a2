// The operating system's user that the private server runs as. Internal to this module.
#pragma once

#include "base/result.hpp"

#include <filesystem>
#include <string>
#include <sys/types.h>

namespace fairfile::postgres::embedded {

struct OsUser {
    std::string name;
    uid_t uid = 0;
    gid_t gid = 0;
};

/// Ourselves; or, when we are root, somebody who owns nothing else.
Result<OsUser> server_user();
Result<OsUser> this_user();

/// Whether `user` may walk to `path` (its existing part). Access lists are not looked at.
bool can_reach(const OsUser& user, const std::filesystem::path& path);

}  // namespace fairfile::postgres::embedded
