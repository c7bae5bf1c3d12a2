#include "base/text.hpp"
#include "features/users/second_factor_store.hpp"
#include "features/users/session_store.hpp"
#include "features/users/user_store.hpp"
#include "features/users/users.hpp"
#include "features/users/users_errors.hpp"
#include "infra/crypto/digest.hpp"
#include "infra/crypto/encoding.hpp"
#include "infra/crypto/random.hpp"
#include "infra/crypto/seal.hpp"
#include "infra/crypto/totp.hpp"

namespace fairfile::users {

namespace {

constexpr std::size_t codes_count = 10;
constexpr std::size_t code_bytes = 10;  // 80 bits: a plain digest is enough
constexpr std::size_t group_length = 4;

crypto::Place secret_place(UserId user) {
    return {.table = "users", .column = "totp_secret_sealed", .user = user};
}

std::string new_recovery_code() {
    const auto letters = crypto::to_base32(crypto::random_bytes(code_bytes));
    std::string code;
    for (std::size_t at = 0; at < letters.size(); at += group_length) {
        if (at > 0) code += '-';
        code += letters.substr(at, group_length);
    }
    return code;
}

/// However it was typed.
std::string hash_of_code(std::string_view code) {
    std::string plain;
    for (const char character : to_upper(code)) {
        if (is_letter(character) || is_digit(character)) plain += character;
    }
    return std::string(crypto::view(crypto::sha256("recovery code " + plain)));
}

bool looks_like_totp(std::string_view code) {
    return code.size() == 6 && std::all_of(code.begin(), code.end(), is_digit);
}

struct NewCodes {
    std::vector<std::string> codes;
    std::vector<std::string> hashes;
};

NewCodes make_codes() {
    NewCodes made;
    for (std::size_t count = 0; count < codes_count; ++count) {
        made.codes.push_back(new_recovery_code());
        made.hashes.push_back(hash_of_code(made.codes.back()));
    }
    return made;
}

}  // namespace

awaitable<Result<TotpState>> Users::totp_state(http::Principal who) {
    auto call = second_factor_store::read_state(who.user);
    auto rows = co_await parts_.database.run(
        postgres::Identity::user(who.user), *call.statement, std::move(call.parameters)
    );
    if (!rows) co_return rows.error();
    if (rows->empty()) co_return nobody_here();
    co_return TotpState{rows->truth(0, 0), rows->integer(0, 1)};
}

awaitable<Result<NewTotp>> Users::begin_totp(http::Principal who, Secret password) {
    auto row = co_await row_of(who.user);
    if (!row) co_return row.error();
    if (row->has_totp) co_return totp_enabled();
    auto checked = co_await check_own_password(*row, std::move(password));
    if (!checked) co_return checked.error();
    auto key = co_await user_key(parts_.keys, parts_.hashing, who.user);
    if (!key) co_return key.error();

    const auto secret = crypto::new_totp_secret();
    const auto sealed = crypto::seal_value(*key, secret_place(who.user), secret.reveal());
    auto call = second_factor_store::begin(who.user, sealed);
    auto written = co_await parts_.database.run(
        postgres::Identity::user(who.user), *call.statement, std::move(call.parameters)
    );
    if (!written) co_return written.error();
    if (written->affected() == 0) co_return totp_enabled();
    co_return NewTotp{
        crypto::to_base32(secret.reveal()),
        crypto::totp_uri(secret, settings_.issuer_name, row->email)};
}

awaitable<Result<std::vector<std::string>>> Users::confirm_totp(
    http::Principal who, std::string code
) {
    auto row = co_await row_of(who.user);
    if (!row) co_return row.error();
    if (row->has_totp) co_return totp_enabled();
    if (!row->totp_secret_sealed) co_return totp_not_enabled();
    auto secret = co_await totp_secret(*row);
    if (!secret) co_return secret.error();
    const auto step = crypto::match_totp(*secret, code, crypto::totp_step(parts_.clock.now()), 0);
    if (!step) co_return wrong_code();

    auto made = make_codes();
    auto calls = second_factor_store::replace_recovery_codes(who.user, made.hashes);
    calls.push_back(second_factor_store::enable(who.user, *step));
    auto written =
        co_await parts_.database.run_all(postgres::Identity::user(who.user), std::move(calls));
    if (!written) co_return written.error();
    if (written->back().affected() == 0) co_return totp_enabled();

    // This session has just shown the factor: an operator need not sign in again.
    auto confirm = session_store::confirm_second_factor(who.user, who.session);
    auto confirmed = co_await parts_.database.run(
        postgres::Identity::gate(), *confirm.statement, std::move(confirm.parameters)
    );
    if (!confirmed)
        parts_.log.warning("users.factor_not_noted", {{"code", confirmed.error().code}});
    co_return std::move(made.codes);
}

awaitable<Result<bool>> Users::disable_totp(
    http::Principal who, Secret password, std::string code
) {
    auto row = co_await row_of(who.user);
    if (!row) co_return row.error();
    if (row->is_operator) co_return totp_compulsory();
    if (!row->has_totp) co_return totp_not_enabled();
    auto checked = co_await check_own_password(*row, std::move(password));
    if (!checked) co_return checked.error();
    auto checking =
        looks_like_totp(code) ? check_code(*row, code) : check_recovery_code(who.user, code);
    auto shown = co_await std::move(checking);
    if (!shown) co_return shown.error();

    auto calls = second_factor_store::replace_recovery_codes(who.user, {});
    calls.push_back(second_factor_store::disable(who.user));
    auto written =
        co_await parts_.database.run_all(postgres::Identity::user(who.user), std::move(calls));
    if (!written) co_return written.error();
    co_return true;
}

awaitable<Result<std::vector<std::string>>> Users::renew_recovery_codes(
    http::Principal who, std::string code
) {
    auto row = co_await row_of(who.user);
    if (!row) co_return row.error();
    if (!row->has_totp) co_return totp_not_enabled();
    const auto account = to_lower(row->email);
    const SignInAttempt attempt{.account = account, .address = "signed in, code"};
    const auto wait = throttle_.begin(attempt, parts_.clock.now());
    if (wait.count() > 0) co_return too_many_attempts(wait);
    auto shown = co_await check_code(*row, std::move(code));
    if (!shown) co_return shown.error();
    throttle_.succeeded(attempt);

    auto made = make_codes();
    auto calls = second_factor_store::replace_recovery_codes(who.user, made.hashes);
    auto written =
        co_await parts_.database.run_all(postgres::Identity::user(who.user), std::move(calls));
    if (!written) co_return written.error();
    co_return std::move(made.codes);
}

awaitable<Result<bool>> Users::check_code(UserRow row, std::string code) {
    auto secret = co_await totp_secret(row);
    if (!secret) co_return secret.error();
    const auto step = crypto::match_totp(*secret, code, crypto::totp_step(parts_.clock.now()), 0);
    if (!step) co_return wrong_code();
    // The database decides which of two at once was first.
    auto call = second_factor_store::use_step(row.id, *step);
    auto used = co_await parts_.database.run(
        postgres::Identity::gate(), *call.statement, std::move(call.parameters)
    );
    if (!used) co_return used.error();
    if (used->affected() == 0) co_return wrong_code();
    co_return true;
}

awaitable<Result<bool>> Users::check_recovery_code(UserId user, std::string code) {
    auto call = second_factor_store::use_recovery_code(user, hash_of_code(code));
    auto used = co_await parts_.database.run(
        postgres::Identity::gate(), *call.statement, std::move(call.parameters)
    );
    if (!used) co_return used.error();
    if (used->affected() == 0) co_return wrong_code();
    co_return true;
}

awaitable<Result<Secret>> Users::totp_secret(UserRow row) {
    auto key = co_await user_key(parts_.keys, parts_.hashing, row.id);
    if (!key) co_return key.error();
    auto secret =
        crypto::open_value(*key, secret_place(row.id), row.totp_secret_sealed.value_or(""));
    if (!secret) co_return secret.error();
    co_return Secret(std::move(*secret));
}

}  // namespace fairfile::users
