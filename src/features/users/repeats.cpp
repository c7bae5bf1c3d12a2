#include "features/users/repeats.hpp"

#include "base/json_writer.hpp"
#include "features/users/statements.hpp"
#include "features/users/user_key.hpp"
#include "infra/crypto/digest.hpp"
#include "infra/crypto/seal.hpp"

#include <algorithm>

namespace fairfile::users {

namespace {

constexpr std::size_t key_length_max = 128;
constexpr unsigned first_failure = 300;
constexpr unsigned first_own_failure = 500;

constexpr postgres::Statement claim_key{
    .name = "users_claim_repeat",
    .sql =
        "with taken as (insert into idempotency_keys as k"
        " (user_id, route, key_hash, request_hash, claim)"
        " values ($1::uuid, $2, $3::bytea, $4::bytea, $5::uuid)"
        " on conflict (user_id, route, key_hash) do update set claim = excluded.claim,"
        " request_hash = excluded.request_hash, status = null, answer_sealed = null,"
        " done_location = null, created_at = now(),"
        " locked_until = now() + interval '1 minute',"
        " expires_at = now() + interval '24 hours'"
        " where k.expires_at < now() or (k.status is null and k.done_location is null"
        " and k.locked_until < now() and k.request_hash = excluded.request_hash)"
        " returning 1)"
        " select exists (select 1 from taken), k.request_hash = $4::bytea, k.status,"
        " k.answer_sealed, k.done_location, k.locked_until > now()"
        " from (values (1)) as one left join idempotency_keys k on k.user_id = $1::uuid"
        " and k.route = $2 and k.key_hash = $3::bytea",
    .lane = postgres::Lane::write,
};
enum ClaimColumn : std::size_t {
    taken,
    same_request,
    status,
    answer_sealed,
    done_location,
    locked
};

constexpr postgres::Statement note_effect{
    .name = "users_finish_repeat",
    .sql = "select finish_repeat($1::uuid, $2::uuid, $3)",
    .lane = postgres::Lane::write,
};

constexpr postgres::Statement keep_answer{
    .name = "users_keep_repeat",
    .sql =
        "update idempotency_keys set status = $3::smallint, answer_sealed = $4::bytea"
        " where user_id = $1::uuid and claim = $2::uuid",
    .lane = postgres::Lane::write,
};

constexpr postgres::Statement release_key{
    .name = "users_release_repeat",
    .sql =
        "delete from idempotency_keys where user_id = $1::uuid and claim = $2::uuid"
        " and status is null and ($3::boolean or done_location is null)",
    .lane = postgres::Lane::write,
};

constexpr postgres::Statement forget{
    .name = "users_forget_repeats",
    .sql = "delete from idempotency_keys where expires_at < now()",
    .lane = postgres::Lane::write,
};

bool is_sound(std::string_view key) {
    return key.size() <= key_length_max &&
           std::all_of(key.begin(), key.end(), [](char c) { return c > ' ' && c < 0x7F; });
}

crypto::Place answer_place(UserId user) {
    return {.table = "idempotency_keys", .column = "answer", .user = user};
}

std::string_view header_of(const http::Response& response, std::string_view name) {
    for (const auto& [key, value] : response.headers) {
        if (key == name) return value;
    }
    return {};
}

/// The place of what was made, a line break, the body.
std::string kept_text(const http::Response& response) {
    return std::string(header_of(response, "Location")) + "\n" + response.body;
}

http::Response in_flight() {
    auto response = http::problem(
        {Failure::conflict,
         "idempotency.in_flight",
         "The first request with this Idempotency-Key is still being answered."}
    );
    response.headers.emplace_back("Retry-After", "1");
    return response;
}

http::Response again(unsigned code, std::string location, std::string body) {
    http::Response response{.status = code, .body = std::move(body)};
    if (!location.empty()) response.headers.emplace_back("Location", std::move(location));
    response.headers.emplace_back("Idempotency-Replayed", "true");
    return response;
}

/// The first answer was lost with its process: the thing it made is known.
http::Response recovered(const http::RouteRow& row, std::string_view location) {
    const auto id = location.substr(location.rfind('/') + 1);
    std::string body;
    JsonWriter(body).begin_object().field("id", id).end_object();
    const unsigned code = row.limit == http::Limit::upload ? 202 : 201;
    return again(code, std::string(location), std::move(body));
}

}  // namespace

struct Repeats::Question {
    UserId user;
    const http::RouteRow& row;
    std::string route;
    crypto::Digest key;
    crypto::Digest request;
    Uuid claim;
};

void finish_repeat(
    std::vector<postgres::Call>& calls,
    UserId user,
    const std::optional<Uuid>& claim,
    std::string_view location
) {
    if (!claim) return;
    postgres::Call call{.statement = &note_effect};
    call.parameters.add(user).add(*claim).add(location);
    calls.push_back(std::move(call));
}

http::awaitable<Result<std::size_t>> forget_repeats(postgres::Database& database) {
    postgres::Parameters none;
    auto gone = co_await database.run(postgres::Identity::nobody(), forget, std::move(none));
    if (!gone) co_return gone.error();
    co_return gone->affected();
}

http::awaitable<http::Response> Repeats::answer(http::Request& request, const http::RouteRow& row) {
    const auto key = request.header("Idempotency-Key");
    if (key.empty()) co_return co_await row.handle(request);
    if (!is_sound(key)) {
        co_return http::problem(
            {Failure::unreadable,
             "idempotency.bad_key",
             "An Idempotency-Key has 1 to 128 visible ASCII characters."}
        );
    }
    crypto::Sha256 digest;
    for (const auto part :
         {request.path(), request.query_string(), request.header("Content-Type")}) {
        digest.add(part);
        digest.add("\n");
    }
    digest.add(request.body());
    const Question question{
        request.principal().user,
        row,
        std::string(http::to_string(row.method)) + " " + std::string(row.path),
        crypto::sha256(key),
        digest.finish(),
        runtime::new_uuid(parts_.clock)};
    co_return co_await run(request, row, question);
}

http::awaitable<http::Response> Repeats::run(
    http::Request& request, const http::RouteRow& row, const Question& question
) {
    auto claimed = co_await claim(question);
    if (!claimed) co_return http::problem(claimed.error());
    if (!claimed->truth(0, taken)) {
        auto response = co_await repeated(question, *claimed);
        co_return response;
    }
    request.claim_repeat(question.claim);
    auto response = co_await row.handle(request);
    request.claim_repeat(std::nullopt);
    if (response.status < first_failure) {
        co_await keep(question, response);
    } else {
        co_await release(question, response.status);
    }
    co_return response;
}

http::awaitable<Result<postgres::Rows>> Repeats::claim(const Question& question) {
    postgres::Parameters parameters;
    parameters.add(question.user).add(std::string_view(question.route));
    parameters.add_bytes(crypto::view(question.key)).add_bytes(crypto::view(question.request));
    parameters.add(question.claim);
    co_return co_await parts_.database.run(
        postgres::Identity::user(question.user), claim_key, std::move(parameters)
    );
}

http::awaitable<http::Response> Repeats::repeated(
    const Question& question, const postgres::Rows& rows
) {
    // Claimed by another since this statement began: its row is not seen yet.
    if (rows.is_null(0, same_request)) co_return in_flight();
    if (!rows.truth(0, same_request)) {
        co_return http::problem(
            {Failure::invalid,
             "idempotency.other_request",
             "This Idempotency-Key was used for another request: take a new one."}
        );
    }
    if (rows.is_null(0, status)) {
        const bool lost = !rows.is_null(0, done_location) && !rows.truth(0, locked);
        co_return lost ? recovered(question.row, rows.text(0, done_location)) : in_flight();
    }
    auto key = co_await user_key(parts_.keys, parts_.pool, question.user);
    if (!key) co_return http::problem(key.error());
    const auto place = answer_place(question.user);
    const auto sealed = rows.bytes(0, answer_sealed);
    const auto opened = crypto::open_value(*key, place, sealed);
    const auto line = opened ? opened->find('\n') : std::string::npos;
    if (line == std::string::npos) {
        co_return http::problem(
            {Failure::bug, "idempotency.damaged", "The first answer cannot be read."}
        );
    }
    co_return again(
        static_cast<unsigned>(rows.integer(0, status)),
        opened->substr(0, line),
        opened->substr(line + 1)
    );
}

// An answer that cannot be kept is no reason to fail: the effect is noted already.
http::awaitable<void> Repeats::keep(const Question& question, const http::Response& response) {
    auto key = co_await user_key(parts_.keys, parts_.pool, question.user);
    if (!key) co_return;
    const auto place = answer_place(question.user);
    const auto text = kept_text(response);
    const auto sealed = crypto::seal_value(*key, place, text);
    postgres::Parameters parameters;
    parameters.add(question.user).add(question.claim);
    parameters.add(static_cast<std::int64_t>(response.status)).add_bytes(sealed);
    auto kept = co_await parts_.database.run(
        postgres::Identity::user(question.user), keep_answer, std::move(parameters)
    );
    if (!kept) parts_.log.warning("idempotency.not_kept", {{"code", kept.error().code}});
}

// A refusal means that nothing was made; after a failure of ours the note tells whether there was.
http::awaitable<void> Repeats::release(const Question& question, unsigned code) {
    postgres::Parameters parameters;
    parameters.add(question.user).add(question.claim).add(code < first_own_failure);
    auto released = co_await parts_.database.run(
        postgres::Identity::user(question.user), release_key, std::move(parameters)
    );
    if (!released) parts_.log.warning("idempotency.locked", {{"code", released.error().code}});
}

std::span<const postgres::Statement* const> repeat_statements() {
    static constexpr const postgres::Statement* all[] = {
        &claim_key, &note_effect, &keep_answer, &release_key, &forget};
    return all;
}

}  // namespace fairfile::users
