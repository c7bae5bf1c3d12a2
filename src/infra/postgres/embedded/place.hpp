// Where a private server lives: its data, its socket, its log. Internal to this module.
#pragma once

#include "base/result.hpp"
#include "infra/postgres/embedded/os_user.hpp"

#include <filesystem>

namespace fairfile::postgres::embedded {

struct Place {
    std::filesystem::path root;
    std::filesystem::path cluster() const { return root / "cluster"; }
    std::filesystem::path log() const { return root / "postgres.log"; }
    std::filesystem::path lock() const { return root / "lock"; }
    /// Beside the data, or in /tmp when that name would be too long for a socket.
    std::filesystem::path socket_directory() const;
};

/// Finds an existing place, following the symlink that make_place may have left.
Place place_of(const std::filesystem::path& directory);

/// Makes the folders, owned by `user`, closed to everybody else.
Result<Place> make_place(const std::filesystem::path& directory, const OsUser& user);

}  // namespace fairfile::postgres::embedded
