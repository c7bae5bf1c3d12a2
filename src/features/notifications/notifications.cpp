#include "features/notifications/notifications.hpp"

#include "base/json_writer.hpp"
#include "features/notifications/notification_kinds.hpp"
#include "features/notifications/notification_store.hpp"
#include "features/notifications/unsubscribe_token.hpp"
#include "infra/postgres/timestamps.hpp"

#include <algorithm>

namespace fairfile::notifications {

using postgres::Identity;

namespace {

// The bell shows "99+" beyond; counting on would cost without telling more.
constexpr std::int64_t unread_max = 100;

enum Column : std::size_t { id, kind, params, created_at, read_at, by_email };

Error not_found() {
    return {Failure::missing, "http.not_found", "There is nothing at this address."};
}

postgres::Call unread_call(UserId user) {
    postgres::Call call{&count_unread};
    call.parameters.add(user).add(unread_max);
    return call;
}

void write_notification(JsonWriter& json, const postgres::Rows& rows, std::size_t row) {
    json.begin_object().field("id", rows.text(row, id)).field("kind", rows.text(row, kind));
    json.key("about").raw(rows.text(row, params));
    const auto created = postgres::to_rfc3339(rows.text(row, created_at));
    json.field("created_at", std::string_view(created)).key("read_at");
    if (rows.is_null(row, read_at)) {
        json.null();
    } else {
        json.value(std::string_view(postgres::to_rfc3339(rows.text(row, read_at))));
    }
    json.field("email", rows.maybe_text(row, by_email)).end_object();
}

std::string page_json(
    const postgres::Rows& rows, const postgres::Rows& unread, std::int64_t limit
) {
    const auto shown = std::min(rows.size(), static_cast<std::size_t>(limit));
    std::string text;
    JsonWriter json(text);
    json.begin_object().key("items").begin_array();
    for (std::size_t row = 0; row < shown; ++row) write_notification(json, rows, row);
    json.end_array().key("next_cursor");
    if (rows.size() > shown) {
        json.value(rows.text(shown - 1, id));
    } else {
        json.null();
    }
    json.field("unread", unread.integer(0, 0)).end_object();
    return text;
}

std::string unread_json(const postgres::Rows& unread) {
    std::string text;
    JsonWriter json(text);
    json.begin_object().field("unread", unread.integer(0, 0)).end_object();
    return text;
}

bool wants(const postgres::Rows& rows, std::string_view wanted) {
    for (std::size_t row = 0; row < rows.size(); ++row) {
        if (rows.text(row, 0) == wanted) return rows.truth(row, 1);
    }
    return true;
}

}  // namespace

awaitable<Result<std::string>> Notifications::list(
    UserId user, std::optional<Uuid> before, std::int64_t limit
) {
    std::vector<postgres::Call> calls(1);
    calls[0].statement = &select_page;
    calls[0].parameters.add(user).add(before).add(limit + 1);
    calls.push_back(unread_call(user));
    auto rows = co_await parts_.database.run_all(Identity::user(user), std::move(calls));
    if (!rows) co_return rows.error();
    co_return page_json((*rows)[0], (*rows)[1], limit);
}

awaitable<Result<std::string>> Notifications::read_through(UserId user, NotificationId through) {
    std::vector<postgres::Call> calls(1);
    calls[0].statement = &mark_read_through;
    calls[0].parameters.add(user).add(through);
    calls.push_back(unread_call(user));
    auto rows = co_await parts_.database.run_all(Identity::user(user), std::move(calls));
    if (!rows) co_return rows.error();
    co_return unread_json((*rows)[1]);
}

awaitable<Result<std::string>> Notifications::read(UserId user, NotificationId id) {
    std::vector<postgres::Call> calls(1);
    calls[0].statement = &mark_read;
    calls[0].parameters.add(user).add(id);
    calls.push_back(unread_call(user));
    auto rows = co_await parts_.database.run_all(Identity::user(user), std::move(calls));
    if (!rows) co_return rows.error();
    if ((*rows)[0].empty()) co_return not_found();
    co_return unread_json((*rows)[1]);
}

awaitable<Result<std::string>> Notifications::preferences(UserId user) {
    std::vector<postgres::Call> calls(2);
    calls[0].statement = &select_address;
    calls[0].parameters.add(user);
    calls[1].statement = &select_preferences;
    calls[1].parameters.add(user);
    auto rows = co_await parts_.database.run_all(Identity::user(user), std::move(calls));
    if (!rows) co_return rows.error();

    std::string text;
    JsonWriter json(text);
    const bool verified = !(*rows)[0].empty() && (*rows)[0].truth(0, 0);
    json.begin_object().field("email_configured", parts_.post == Post::configured);
    json.field("email_verified", verified).key("items").begin_array();
    for (const auto each : kinds) {
        json.begin_object().field("kind", each).field("by_email", wants((*rows)[1], each));
        json.end_object();
    }
    json.end_array().end_object();
    co_return text;
}

awaitable<Result<std::string>> Notifications::prefer(
    UserId user, std::string kind, ByEmail by_email
) {
    postgres::Parameters parameters;
    parameters.add(user).add(std::string_view(kind)).add(by_email == ByEmail::yes);
    auto set =
        co_await parts_.database.run(Identity::user(user), set_preference, std::move(parameters));
    if (!set) co_return set.error();
    co_return co_await preferences(user);
}

awaitable<Result<std::string>> Notifications::unsubscribe(std::string token) {
    const auto what = from_token(parts_.link_key, token);
    if (!what) {
        co_return Error{
            Failure::forbidden,
            "notifications.link_refused",
            "This link is not whole. Change what we send on your Me page."};
    }
    postgres::Parameters parameters;
    parameters.add(what->user).add(std::string_view(what->kind)).add(false);
    auto set = co_await parts_.database.run(
        Identity::user(what->user), set_preference, std::move(parameters)
    );
    // Whoever has left gets no e-mail anyway.
    const bool gone = !set && set.error().code == "postgres.foreign_key_violation";
    if (!set && !gone) co_return set.error();
    std::string text;
    JsonWriter json(text);
    json.begin_object().field("kind", std::string_view(what->kind));
    json.field("by_email", false).end_object();
    co_return text;
}

}  // namespace fairfile::notifications
