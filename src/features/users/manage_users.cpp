#include "features/audit/audit.hpp"
#include "features/users/session_store.hpp"
#include "features/users/statements.hpp"
#include "features/users/user_store.hpp"
#include "features/users/users.hpp"
#include "features/users/users_errors.hpp"

namespace fairfile::users {

namespace {

constexpr postgres::Statement promote{
    .name = "users_make_operator",
    .sql = "update users set role = 'operator', updated_at = now() where id = $1::uuid",
    .lane = postgres::Lane::write,
};

constexpr postgres::Statement raise_epoch{
    .name = "users_raise_session_epoch",
    .sql =
        "update users set session_epoch = session_epoch + 1, updated_at = now()"
        " where id = $1::uuid",
    .lane = postgres::Lane::write,
};

constexpr postgres::Statement update_tier{
    .name = "users_update_tier",
    .sql =
        "update users set tier = $2, tier_until = $3::timestamptz, updated_at = now()"
        " where id = $1::uuid",
    .lane = postgres::Lane::write,
};

constexpr postgres::Statement select_all{
    .name = "users_select_all",
    .sql =
        "select id, email, email_verified_at is not null,"
        " case when role = 'operator' then 'operator'"
        " when tier = 'paid' and coalesce(tier_until > now(), true) then 'paid_user'"
        " else 'user' end,"
        " case when tier = 'paid' and coalesce(tier_until > now(), true) then 'paid'"
        " else 'free' end, totp_enabled_at is not null,"
        " to_char(created_at at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')"
        " from users order by created_at limit $1",
    .lane = postgres::Lane::slow,
};

Error no_such_person() {
    return {Failure::missing, "http.not_found", "There is nobody with this address."};
}

}  // namespace

awaitable<Result<UserId>> Users::create_operator(std::string email, Secret password) {
    auto finding = user_store::find_by_email(parts_.database, email, "");
    auto found = co_await std::move(finding);
    if (!found) co_return found.error();
    std::vector<postgres::Call> calls;
    auto id = UserId{runtime::new_uuid(parts_.clock)};
    auto as = postgres::Identity::gate();
    if (*found) {
        id = (*found)->id;
        as = postgres::Identity::operator_(UserId{});
        calls.push_back({&promote});
        calls.back().parameters.add(id);
    } else {
        auto hash = co_await new_hash(std::move(password), email);
        if (!hash) co_return hash.error();
        calls.push_back(user_store::insert_user(
            {.id = id, .email = email, .password_hash = std::move(*hash), .role = "operator"}
        ));
    }
    calls.push_back(audit::record(
        {.action = "users.operator_made", .subject_type = "user", .subject = id.value}
    ));
    auto written = co_await parts_.database.run_all(as, std::move(calls));
    if (!written) co_return user_store::insert_error(written.error());

    // Operators' rights do not reach into sessions: the gate ends those that the person had.
    std::vector<postgres::Call> end;
    end.push_back({&raise_epoch});
    end.back().parameters.add(id);
    end.push_back(session_store::end_all(id, "role"));
    auto ended = co_await parts_.database.run_all(postgres::Identity::gate(), std::move(end));
    if (!ended) co_return ended.error();
    co_return id;
}

awaitable<Result<bool>> Users::set_tier(
    std::string email, std::string tier, std::optional<std::string> until
) {
    auto finding = user_store::find_by_email(parts_.database, std::move(email), "");
    auto found = co_await std::move(finding);
    if (!found) co_return found.error();
    if (!*found) co_return no_such_person();
    const auto id = (*found)->id;
    std::vector<postgres::Call> calls;
    calls.push_back({&update_tier});
    calls.back().parameters.add(id).add(std::string_view(tier)).add(until);
    calls.push_back(audit::record(
        {.action = "users.tier_set",
         .subject_type = "user",
         .subject = id.value,
         .details = R"({"tier":")" + tier + "\"}"}
    ));
    auto written =
        co_await parts_.database.run_all(postgres::Identity::operator_(UserId{}), std::move(calls));
    if (!written) co_return written.error();
    co_return true;
}

awaitable<Result<std::vector<User>>> Users::list_users(std::int64_t limit) {
    postgres::Parameters parameters;
    parameters.add(limit);
    auto rows = co_await parts_.database.run(
        postgres::Identity::operator_(UserId{}), select_all, std::move(parameters)
    );
    if (!rows) co_return rows.error();
    std::vector<User> people;
    for (std::size_t row = 0; row < rows->size(); ++row) {
        User person;
        person.id = UserId{rows->uuid(row, 0)};
        person.email = rows->text(row, 1);
        person.is_email_verified = rows->truth(row, 2);
        person.role = rows->text(row, 3);
        person.tier = rows->text(row, 4);
        person.has_totp = rows->truth(row, 5);
        person.created_at = rows->text(row, 6);
        people.push_back(std::move(person));
    }
    co_return people;
}

std::span<const postgres::Statement* const> management_statements() {
    static constexpr const postgres::Statement* all[] = {
        &promote, &raise_epoch, &update_tier, &select_all};
    return all;
}

}  // namespace fairfile::users
