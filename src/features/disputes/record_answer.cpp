// A bureau's answer, typed in: stored with the dispute, and moved along with it when it is a
// result. What was read and what was moved is one transaction.
#include "base/json_writer.hpp"
#include "features/disputes/answers.hpp"
#include "features/disputes/deadlines.hpp"
#include "features/disputes/dispute_store.hpp"
#include "features/disputes/disputes.hpp"
#include "features/users/users.hpp"

namespace fairfile::disputes {

namespace {

enum Column : std::size_t { status, reinserted, mailed_on };

Error wrong_day(std::string_view why) {
    Error error{
        Failure::invalid,
        "disputes.answer_day",
        "An answer comes after its letter and not in the future."};
    error.fields.push_back({"received", std::string(why)});
    return error;
}

std::optional<std::chrono::sys_days> day_in(
    const postgres::Rows& rows, std::size_t row, std::size_t column
) {
    if (rows.is_null(row, column)) return std::nullopt;
    const auto date = parse_iso_date(rows.text(row, column));
    return date ? std::optional(first_day(*date)) : std::nullopt;
}

std::string texts_json(const std::vector<std::string>& texts) {
    std::string text;
    JsonWriter json(text);
    json.begin_array();
    for (const auto& each : texts) json.value(std::string_view(each));
    json.end_array();
    return text;
}

postgres::Call insertion(UserId user, DisputeId id, const TypedAnswer& answer, const Uuid& row) {
    const auto meaning = meaning_of(answer.outcome);
    postgres::Call call{&insert_typed_answer};
    call.parameters.add(user).add(id).add(row).add(std::string_view(answer.bureau));
    call.parameters.add(std::string_view(to_string(to_date(answer.received))));
    call.parameters.add(std::string_view(answer.outcome)).add(answer.result_text);
    call.parameters.add(std::string_view(texts_json(answer.reasons))).add(meaning.favourable);
    call.parameters.add(contradiction_in(answer));
    return call;
}

postgres::Call move_by_answer(
    UserId user, DisputeId id, const TypedAnswer& answer, std::string_view from
) {
    const auto meaning = meaning_of(answer.outcome);
    postgres::Call call{&update_status};
    call.parameters.add(user).add(id).add(std::string_view(answer.bureau)).add(*meaning.status);
    call.parameters.add(meaning.reinserted == Reinserted::yes).add("bureau");
    call.parameters.add("The bureau answered.")
        .add(std::string_view("{" + std::string(from) + "}"));
    call.parameters.add_null();
    return call;
}

std::string answer_json(const TypedAnswer& answer, const Uuid& id, std::string_view dispute) {
    const auto meaning = meaning_of(answer.outcome);
    std::string text;
    JsonWriter json(text);
    json.begin_object().field("id", std::string_view(to_string(id)));
    json.field("bureau", std::string_view(answer.bureau));
    json.field("outcome", std::string_view(answer.outcome)).field("status", "done");
    json.field("favourable", meaning.favourable);
    json.field("contradiction", contradiction_in(answer)).field("advice", meaning.advice);
    json.key("dispute").raw(dispute).end_object();
    return text;
}

}  // namespace

awaitable<Result<std::string>> Disputes::record_answer(
    UserId user, DisputeId id, TypedAnswer answer, std::optional<Uuid> repeat
) {
    postgres::Parameters parameters;
    parameters.add(user).add(id).add(std::string_view(answer.bureau));
    auto standing = co_await parts_.database.run(
        postgres::Identity::user(user), select_standing, std::move(parameters)
    );
    if (!standing) co_return standing.error();
    if (standing->empty()) {
        co_return Error{Failure::missing, "http.not_found", "There is nothing at this address."};
    }
    const auto today = std::chrono::floor<std::chrono::days>(parts_.clock.now());
    const auto mailed = day_in(*standing, 0, mailed_on);
    if (auto why = impossible_day(answer.received, today, mailed)) co_return wrong_day(*why);

    const auto from = standing->text(0, status);
    const auto meaning = meaning_of(answer.outcome);
    const bool is_known = meaning.status == from &&
                          standing->truth(0, reinserted) == (meaning.reinserted == Reinserted::yes);
    std::vector<postgres::Call> calls;
    const auto row = runtime::new_uuid(parts_.clock);
    calls.push_back(insertion(user, id, answer, row));
    if (meaning.status && !is_known) {
        const Move move{
            from, *meaning.status, meaning.reinserted, Mover::bureau, {.has_answer = true}};
        if (auto why = refusal_of(move)) {
            co_return Error{Failure::conflict, "disputes.status_refused", std::string(*why)};
        }
        calls.push_back(move_by_answer(user, id, answer, from));
    }
    users::finish_repeat(calls, user, repeat, "/api/v1/disputes/" + to_string(id));
    auto rows = co_await parts_.database.run_all(postgres::Identity::user(user), std::move(calls));
    if (!rows) co_return rows.error();
    auto page = co_await show(user, id);
    if (!page) co_return page.error();
    co_return answer_json(answer, row, page->json);
}

}  // namespace fairfile::disputes
