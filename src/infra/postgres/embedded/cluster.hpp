// The files of a private server: made by initdb, configured anew at each start. Internal to this
// module.
#pragma once

#include "infra/postgres/embedded.hpp"
#include "infra/postgres/embedded/place.hpp"

namespace fairfile::postgres::embedded {

/// The folder of postgres and initdb, version 15.
Result<std::filesystem::path> find_binaries();

/// Makes the cluster if there is none and writes its configuration. A start that was cut off
/// leaves nothing that looks like a cluster.
Result<void> make_cluster(
    const EmbeddedOptions& options,
    const Place& place,
    const OsUser& user,
    const std::filesystem::path& binaries
);

/// Stops a server that an earlier process of ours left running and removes the traces of one that
/// is gone.
Result<void> clear_leftovers(const Place& place);

}  // namespace fairfile::postgres::embedded
