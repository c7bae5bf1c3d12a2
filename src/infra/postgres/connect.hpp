// Opening a libpq connection, blocking: called on threads that may wait. Internal to this module.
#pragma once

#include "base/result.hpp"
#include "base/secret.hpp"

#include <libpq-fe.h>

#include <memory>

namespace fairfile::postgres {

struct FinishConnection {
    void operator()(PGconn* connection) const { PQfinish(connection); }
};
using ConnectionHandle = std::unique_ptr<PGconn, FinishConnection>;

/// Waits `connect_seconds_max` at most unless the string says otherwise.
Result<ConnectionHandle> connect(const Secret& connection_string);

}  // namespace fairfile::postgres
