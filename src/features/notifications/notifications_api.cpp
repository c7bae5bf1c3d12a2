#include "features/notifications/notification_kinds.hpp"
#include "features/notifications/notifications.hpp"

namespace fairfile::notifications {

namespace {

using http::Access;
using http::Limit;
using http::Request;
using http::Response;
using enum http::Method;

constexpr std::int64_t page_max = 200;
constexpr std::int64_t page_default = 50;
constexpr std::size_t token_max = 200;

struct PageQuery {
    std::optional<Uuid> cursor;
    std::optional<std::int64_t> limit;

    void describe(http::Fields& fields) {
        fields.optional("cursor", cursor);
        fields.optional("limit", limit, 1, page_max);
    }
};

struct ReadInput {
    Uuid through;

    void describe(http::Fields& fields) { fields.required("through", through); }
};

struct PreferenceInput {
    std::string kind;
    std::optional<bool> by_email;

    void describe(http::Fields& fields) {
        fields.required("kind", kind, {.one_of = kinds});
        fields.optional("by_email", by_email);
        if (!by_email) fields.refuse("by_email", "must be true or false");
    }
};

struct TokenQuery {
    std::string token;

    void describe(http::Fields& fields) {
        fields.required("token", token, {.length_min = 1, .length_max = token_max});
    }
};

Response answer(Result<std::string> json) {
    return json ? http::ok(std::move(*json)) : http::problem(json.error());
}

awaitable<Response> list_notifications(Request& request, Notifications& notifications) {
    auto query = request.query<PageQuery>();
    if (!query) co_return http::problem(query.error());

    auto page = co_await notifications.list(
        request.principal().user, query->cursor, query->limit.value_or(page_default)
    );

    co_return answer(std::move(page));
}

awaitable<Response> read_through(Request& request, Notifications& notifications) {
    auto input = request.json<ReadInput>();
    if (!input) co_return http::problem(input.error());

    const NotificationId through{input->through};
    auto unread = co_await notifications.read_through(request.principal().user, through);

    co_return answer(std::move(unread));
}

awaitable<Response> read_one(Request& request, Notifications& notifications) {
    auto id = request.id_parameter<NotificationNoun>("id");
    if (!id) co_return http::problem(id.error());

    auto unread = co_await notifications.read(request.principal().user, *id);

    co_return answer(std::move(unread));
}

awaitable<Response> show_preferences(Request& request, Notifications& notifications) {
    auto preferences = co_await notifications.preferences(request.principal().user);

    co_return answer(std::move(preferences));
}

awaitable<Response> change_preference(Request& request, Notifications& notifications) {
    auto input = request.json<PreferenceInput>();
    if (!input) co_return http::problem(input.error());

    const auto by_email = *input->by_email ? ByEmail::yes : ByEmail::no;
    auto preferences =
        co_await notifications.prefer(request.principal().user, std::move(input->kind), by_email);

    co_return answer(std::move(preferences));
}

// RFC 8058: mail programs POST a form of their own; the token says everything.
awaitable<Response> unsubscribe(Request& request, Notifications& notifications) {
    auto query = request.query<TokenQuery>();
    if (!query) co_return http::problem(query.error());

    auto ended = co_await notifications.unsubscribe(std::move(query->token));

    co_return answer(std::move(ended));
}

constexpr auto preferences_path = "/api/v1/notifications/preferences";

constexpr http::Route<Notifications> routes[] = {
    {get, "/api/v1/notifications", list_notifications, Access::signed_in, Limit::read},
    {post, "/api/v1/notifications/read", read_through, Access::signed_in, Limit::write},
    {post, "/api/v1/notifications/{id}/read", read_one, Access::signed_in, Limit::write},
    {get, preferences_path, show_preferences, Access::signed_in, Limit::read},
    {patch, preferences_path, change_preference, Access::signed_in, Limit::write},
    {post, "/api/v1/notifications/unsubscribe", unsubscribe, Access::everyone, Limit::write},
};

}  // namespace

void add_routes(http::Router& router, Notifications& notifications) {
    router.add<Notifications>(routes, notifications);
}

}  // namespace fairfile::notifications
