#include "features/users/user_store.hpp"
#include "features/users/users.hpp"
#include "features/users/users_errors.hpp"
#include "infra/crypto/digest.hpp"
#include "infra/crypto/random.hpp"

namespace fairfile::users {

// Signing in at once tells whether the address was free: that is what was chosen, in docs/api. The
// limit on this route is what keeps it from being asked about many addresses.
awaitable<Result<SignedIn>> Users::register_user(Credentials credentials, Client client) {
    auto hash = co_await new_hash(credentials.password, credentials.email);
    if (!hash) co_return hash.error();

    const UserId id{runtime::new_uuid(parts_.clock)};
    auto call = user_store::insert_user(
        {.id = id, .email = credentials.email, .password_hash = std::move(*hash)}
    );
    auto written = co_await parts_.database.run(
        postgres::Identity::gate(), *call.statement, std::move(call.parameters)
    );
    if (!written) co_return user_store::insert_error(written.error());

    auto sending = send_link(credentials.email, "email_verification");
    auto sent = co_await std::move(sending);
    if (!sent) parts_.log.warning("users.link_not_sent", {{"code", sent.error().code}});
    count_sign_in("registered");
    auto row = co_await row_of(id);
    if (!row) co_return row.error();
    auto session = co_await open_session(std::move(*row), std::move(client), false);
    co_return session;
}

}  // namespace fairfile::users
