#include "features/users/user_key.hpp"

namespace fairfile::users {

boost::asio::awaitable<Result<crypto::Key>> user_key(
    crypto::KeyStore& keys, runtime::CpuPool& pool, UserId user
) {
    const crypto::KeyName name{crypto::KeyKind::user, user.value};
    if (auto known = keys.cached(name)) co_return *known;
    auto find = [&keys, name] { return keys.find_or_create(name); };
    auto found = co_await runtime::offload(pool, std::move(find));
    co_return found;
}

}  // namespace fairfile::users
