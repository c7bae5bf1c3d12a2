#include "features/users/session_store.hpp"
#include "features/users/user_store.hpp"
#include "features/users/users.hpp"
#include "features/users/users_errors.hpp"
#include "infra/crypto/digest.hpp"
#include "infra/crypto/random.hpp"

namespace fairfile::users {

namespace {

constexpr std::string_view reset = "password_reset";
constexpr std::string_view verification = "email_verification";

std::string hash_of(const Secret& token) {
    return std::string(crypto::view(crypto::sha256(token.reveal())));
}

email::Message message_for(std::string_view purpose, std::string to, const std::string& link) {
    if (purpose == reset) {
        return {
            .to = std::move(to),
            .subject = "Set a new password",
            .text =
                "Somebody, probably you, asked for a new password.\n\n"
                "Set it here within 15 minutes:\n" +
                link + "\n\nIf it was not you, do nothing: the old password still holds.\n"};
    }
    return {
        .to = std::move(to),
        .subject = "Please verify your address",
        .text = "Please open this link within 15 minutes to verify your address:\n" + link +
                "\n\nIf you did not open an account, do nothing.\n"};
}

}  // namespace

awaitable<Result<bool>> Users::change_password(http::Principal who, Secret current, Secret next) {
    auto row = co_await row_of(who.user);
    if (!row) co_return row.error();
    auto checked = co_await check_own_password(*row, std::move(current));
    if (!checked) co_return checked.error();
    auto hash = co_await new_hash(std::move(next), row->email);
    if (!hash) co_return hash.error();

    std::vector<postgres::Call> calls;
    calls.push_back(user_store::set_password(who.user, *hash));
    calls.push_back(session_store::end_others(who.user, who.session, "password"));
    auto written =
        co_await parts_.database.run_all(postgres::Identity::user(who.user), std::move(calls));
    if (!written) co_return written.error();
    co_return true;
}

awaitable<Result<bool>> Users::request_password_reset(std::string email) {
    auto sent = co_await send_link(std::move(email), reset);
    co_return sent;
}

awaitable<Result<bool>> Users::request_email_verification(std::string email) {
    auto sent = co_await send_link(std::move(email), verification);
    co_return sent;
}

/// One statement whether the address is known or not; the mailer takes the message over at once.
awaitable<Result<bool>> Users::send_link(std::string email, std::string_view purpose) {
    const Secret token(crypto::random_token());
    auto call = user_store::insert_link(email, hash_of(token), purpose);
    auto rows = co_await parts_.database.run(
        postgres::Identity::gate(), *call.statement, std::move(call.parameters)
    );
    if (!rows) co_return rows.error();
    if (rows->empty()) co_return true;
    const auto page = purpose == reset ? "/reset-password#token=" : "/verify-email#token=";
    auto link = settings_.public_url + page;
    link += token.reveal();
    if (!parts_.mailer.send(message_for(purpose, std::string(rows->text(0, 0)), link))) {
        parts_.log.warning("users.link_not_sent");
    }
    co_return true;
}

awaitable<Result<bool>> Users::confirm_password_reset(Secret token, Secret password) {
    auto hashing = new_hash(std::move(password), "");
    auto hash = co_await std::move(hashing);
    if (!hash) co_return hash.error();
    const auto token_hash = hash_of(token);
    std::vector<postgres::Call> calls;
    calls.push_back(user_store::use_link(token_hash, reset));
    calls.push_back(user_store::reset_password(token_hash, *hash));
    calls.push_back(user_store::end_sessions_after_reset(token_hash));
    auto rows = co_await parts_.database.run_all(postgres::Identity::gate(), std::move(calls));
    if (!rows) co_return rows.error();
    if (rows->front().empty()) co_return link_expired();
    count_sign_in("password_reset");
    co_return true;
}

awaitable<Result<bool>> Users::confirm_email_verification(Secret token) {
    const auto token_hash = hash_of(token);
    std::vector<postgres::Call> calls;
    calls.push_back(user_store::use_link(token_hash, verification));
    calls.push_back(user_store::verify_email(token_hash));
    auto rows = co_await parts_.database.run_all(postgres::Identity::gate(), std::move(calls));
    if (!rows) co_return rows.error();
    if (rows->front().empty()) co_return link_expired();
    co_return true;
}

}  // namespace fairfile::users
