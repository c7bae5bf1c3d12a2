#include "features/mailings/mailings.hpp"

#include "base/dates.hpp"
#include "base/json_writer.hpp"
#include "features/mailings/mailing_store.hpp"
#include "features/users/users.hpp"
#include "infra/postgres/timestamps.hpp"
#include "infra/runtime/runtime.hpp"

namespace fairfile::mailings {

namespace {

using std::chrono::days;
using std::chrono::sys_days;

enum Column : std::size_t {
    id,
    letter_id,
    provider,
    status,
    mailed_on,
    delivered_on,
    tracking,
    created_at,
    mail_class,
    price_cents,
};

// Who records a letter of a year ago has mistyped the year.
constexpr days age_max{366};

Error impossible_day(std::string_view field, std::string_view why) {
    Error error{
        Failure::invalid, "mailings.impossible_day", "The mail cannot have done this on that day."};
    error.fields.push_back({std::string(field), std::string(why)});
    return error;
}

Error already_mailed() {
    return {Failure::conflict, "mailings.already_mailed", "This letter has been mailed already."};
}

std::string iso(sys_days day) {
    return to_string(to_date(day));
}

/// The words of require_mailing in db/migrations/0049_one_mailing_a_letter.sql.
Error not_recorded(const Error& error) {
    const bool mailed = error.code == "postgres.rejected" && error.detail == "letter not approved";
    return mailed ? already_mailed() : error;
}

postgres::Call requirement(UserId user, MailingId mailing) {
    postgres::Call call{&require_mailing};
    call.parameters.add(user).add(mailing);
    return call;
}

postgres::Call event(UserId user, MailingId mailing, std::string_view kind, sys_days day) {
    postgres::Call call{&insert_event};
    call.parameters.add(user).add(mailing).add(kind).add(std::string_view(iso(day)));
    return call;
}

void append(std::vector<postgres::Call>& calls, std::vector<postgres::Call> more) {
    for (auto& call : more) calls.push_back(std::move(call));
}

void write_mailing(JsonWriter& json, const postgres::Rows& rows, std::size_t row) {
    json.begin_object().field("id", rows.text(row, id));
    json.field("letter_id", rows.text(row, letter_id));
    json.field("provider", rows.text(row, provider)).field("status", rows.text(row, status));
    json.field("mailed", rows.maybe_text(row, mailed_on));
    json.field("delivered", rows.maybe_text(row, delivered_on));
    json.field("tracking", rows.maybe_text(row, tracking));
    json.field("mail_class", rows.text(row, mail_class));
    json.field("price_cents", rows.integer(row, price_cents));
    const auto created = postgres::to_rfc3339(rows.text(row, created_at));
    json.field("created_at", std::string_view(created)).end_object();
}

std::string mailing_json(const postgres::Rows& rows) {
    std::string text;
    JsonWriter json(text);
    write_mailing(json, rows, 0);
    return text;
}

Error not_found() {
    return {Failure::missing, "http.not_found", "There is nothing at this address."};
}

/// What a change does to the mailing, its letter and the disputes; checked before.
std::vector<postgres::Call> calls_of(
    UserId user, MailingId mailing, LetterId letter, const MailingChange& change, sys_days today
) {
    std::vector<postgres::Call> calls(1);
    calls[0].statement = &update_mailing;
    const auto* next = change.delivered ? "delivered" : change.returned ? "returned" : "mailed";
    calls[0].parameters.add(user).add(mailing).add(next);
    if (change.delivered) {
        calls[0].parameters.add(std::string_view(iso(*change.delivered)));
    } else {
        calls[0].parameters.add_null();
    }
    calls[0].parameters.add(change.tracking);
    if (change.delivered) {
        calls.push_back(event(user, mailing, next, *change.delivered));
        calls.push_back(letters::mark_letter(user, letter, letters::Mark::delivered));
        append(calls, disputes::letter_delivered(user, letter, *change.delivered));
    } else if (change.returned) {
        calls.push_back(event(user, mailing, next, today));
        calls.push_back(letters::mark_letter(user, letter, letters::Mark::returned));
    }
    return calls;
}

}  // namespace

awaitable<Result<Mailings::Recorded>> Mailings::record(
    UserId user, LetterId letter, SelfMailing mailing, std::optional<Uuid> repeat
) {
    auto approved = co_await letters_.approved(user, letter);
    if (!approved) co_return approved.error();
    if (approved->status != "approved") co_return already_mailed();
    const auto today = std::chrono::floor<days>(clock_.now());
    if (mailing.mailed > today + days{1}) {
        co_return impossible_day("mailed", "lies in the future");
    }
    if (mailing.mailed < today - age_max) {
        co_return impossible_day("mailed", "is more than a year ago");
    }

    const MailingId made{runtime::new_uuid(clock_)};
    std::vector<postgres::Call> calls(1);
    calls[0].statement = &insert_self_mailing;
    calls[0].parameters.add(user).add(made).add(letter);
    calls[0].parameters.add(std::string_view(iso(mailing.mailed))).add(mailing.tracking);
    calls.push_back(requirement(user, made));
    calls.push_back(event(user, made, "mailed", mailing.mailed));
    calls.push_back(letters::mark_letter(user, letter, letters::Mark::mailed));
    append(calls, disputes::letter_mailed(user, letter, mailing.mailed));
    users::finish_repeat(calls, user, repeat, "/api/v1/mailings/" + to_string(made));
    auto rows = co_await database_.run_all(postgres::Identity::user(user), std::move(calls));
    if (!rows && rows.error().code == "postgres.unique_violation") co_return already_mailed();
    if (!rows) co_return not_recorded(rows.error());

    auto shown = co_await show(user, made);
    if (!shown) co_return shown.error();
    Recorded recorded{made, std::move(*shown)};
    co_return recorded;
}

awaitable<Result<std::string>> Mailings::change(
    UserId user, MailingId mailing, MailingChange change
) {
    postgres::Parameters parameters;
    parameters.add(user).add(mailing);
    auto found = co_await database_.run(
        postgres::Identity::user(user), select_mailing, std::move(parameters)
    );
    if (!found) co_return found.error();
    if (found->empty()) {
        co_return Error{Failure::missing, "http.not_found", "There is nothing at this address."};
    }
    const auto today = std::chrono::floor<days>(clock_.now());
    if (change.delivered && *change.delivered > today + days{1}) {
        co_return impossible_day("delivered", "lies in the future");
    }
    if (change.delivered && iso(*change.delivered) < found->text(0, mailed_on)) {
        co_return impossible_day("delivered", "is before the letter was mailed");
    }

    const LetterId letter{found->uuid(0, letter_id)};
    const auto status_now = found->text(0, status);
    const Error finished{
        Failure::conflict,
        "mailings.finished",
        "This mailing is delivered or returned, and is kept as it is."};
    if (status_now != "mailed") co_return finished;
    auto calls = calls_of(user, mailing, letter, change, today);
    auto rows = co_await database_.run_all(postgres::Identity::user(user), std::move(calls));
    if (!rows) co_return rows.error();
    if ((*rows)[0].empty()) co_return finished;
    co_return co_await show(user, mailing);
}

awaitable<Result<Mailings::Recorded>> Mailings::order(
    UserId user, LetterId letter, MailOrder order, std::optional<Uuid> repeat
) {
    auto made = co_await orders_.order(user, letter, std::move(order), repeat);
    if (!made) co_return made.error();
    auto shown = co_await show(user, *made);
    if (!shown) co_return shown.error();
    Recorded recorded{*made, std::move(*shown)};
    co_return recorded;
}

awaitable<Result<std::string>> Mailings::cancel(UserId user, MailingId mailing) {
    auto found = co_await show(user, mailing);
    if (!found) co_return found.error();
    auto done = co_await orders_.cancel(user, mailing);
    if (!done) co_return done.error();
    co_return co_await show(user, mailing);
}

awaitable<Result<std::string>> Mailings::show(UserId user, MailingId mailing) {
    postgres::Parameters parameters;
    parameters.add(user).add(mailing);
    auto rows = co_await database_.run(
        postgres::Identity::user(user), select_mailing, std::move(parameters)
    );
    if (!rows) co_return rows.error();
    if (rows->empty()) co_return not_found();
    co_return mailing_json(*rows);
}

awaitable<Result<std::string>> Mailings::of_letter(UserId user, LetterId letter) {
    postgres::Parameters parameters;
    parameters.add(user).add(letter);
    auto rows = co_await database_.run(
        postgres::Identity::user(user), select_of_letter, std::move(parameters)
    );
    if (!rows) co_return rows.error();
    if (rows->empty()) co_return not_found();

    std::string text;
    JsonWriter json(text);
    json.begin_object().key("items").begin_array();
    for (std::size_t row = 0; row < rows->size(); ++row) {
        if (!rows->is_null(row, id)) write_mailing(json, *rows, row);
    }
    json.end_array().key("next_cursor").null().end_object();
    co_return text;
}

}  // namespace fairfile::mailings
