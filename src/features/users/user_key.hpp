// The key that seals what is the person's own.
#pragma once

#include "base/ids.hpp"
#include "base/result.hpp"
#include "infra/crypto/key_store.hpp"
#include "infra/runtime/runtime.hpp"

#include <boost/asio/awaitable.hpp>

namespace fairfile::users {

/// Made at first need. A cached one comes at once; the key store is asked on a thread of `pool`.
/// The store's own errors.
boost::asio::awaitable<Result<crypto::Key>> user_key(
    crypto::KeyStore& keys, runtime::CpuPool& pool, UserId user
);

}  // namespace fairfile::users
