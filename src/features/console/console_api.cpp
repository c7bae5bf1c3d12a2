#include "features/console/console.hpp"

#include <array>

namespace fairfile::console {

namespace {

using http::Access;
using http::Limit;
using http::Request;
using http::Response;

constexpr std::array<std::string_view, 5> states{
    "waiting", "running", "done", "parked", "cancelled"};
constexpr std::size_t kind_length_max = 100;

struct UsersQuery {
    std::optional<std::int64_t> limit;
    std::optional<Uuid> cursor;

    void describe(http::Fields& fields) {
        fields.optional("limit", limit, 1, page_max);
        fields.optional("cursor", cursor);
    }
};

struct JobsQuery {
    std::optional<std::string> state;
    std::optional<std::string> kind;
    std::optional<std::int64_t> limit;
    std::optional<Uuid> cursor;

    void describe(http::Fields& fields) {
        fields.optional("state", state, {.one_of = states});
        fields.optional("kind", kind, {.length_max = kind_length_max});
        fields.optional("limit", limit, 1, page_max);
        fields.optional("cursor", cursor);
    }
};

/// Never kept by anybody: it shows people's addresses.
Response answer(Result<std::string> page) {
    if (!page) return http::problem(page.error());
    auto response = http::ok(std::move(*page));
    response.headers.emplace_back("Cache-Control", "no-store");
    return response;
}

awaitable<Response> list_users(Request& request, Console& console) {
    auto query = request.query<UsersQuery>();
    if (!query) co_return http::problem(query.error());

    const PageWish page{query->cursor, query->limit.value_or(page_default)};
    auto users = co_await console.list_users(request.principal().user, page);

    co_return answer(std::move(users));
}

awaitable<Response> list_jobs(Request& request, Console& console) {
    auto query = request.query<JobsQuery>();
    if (!query) co_return http::problem(query.error());

    JobFilter filter{std::move(query->state), std::move(query->kind)};
    filter.page = {query->cursor, query->limit.value_or(page_default)};
    auto jobs = co_await console.list_jobs(request.principal().user, std::move(filter));

    co_return answer(std::move(jobs));
}

constexpr http::Route<Console> routes[] = {
    {http::Method::get, "/api/v1/admin/users", list_users, Access::operators, Limit::read},
    {http::Method::get, "/api/v1/admin/jobs", list_jobs, Access::operators, Limit::read},
};

}  // namespace

void add_routes(http::Router& router, Console& console) {
    router.add<Console>(routes, console);
}

}  // namespace fairfile::console
