#include "features/scores/scores.hpp"
#include "infra/http/versioned.hpp"

#include <array>

namespace fairfile::scores {

namespace {

using http::Access;
using http::Limit;
using http::Request;
using http::Response;
using enum http::Method;

constexpr std::array<std::string_view, 3> bureaus{"Experian", "Equifax", "TransUnion"};
constexpr std::int64_t page_max = 500;
constexpr std::int64_t months_max = 2'000;

struct ScoreQuery {
    std::optional<PartialDate> from;
    std::optional<PartialDate> to;
    std::optional<std::string> bureau;
    std::optional<std::string> cursor;
    std::optional<std::int64_t> limit;

    void describe(http::Fields& fields) {
        fields.optional("from", from);
        fields.optional("to", to);
        fields.optional("bureau", bureau, {.one_of = bureaus});
        fields.optional("cursor", cursor, {.length_max = 150});
        fields.optional("limit", limit, 1, page_max);
    }
};

ScoreFilter filter_of(const ScoreQuery& query, std::int64_t limit) {
    return {
        .from = query.from,
        .to = query.to,
        .bureau = query.bureau,
        .after = query.cursor,
        .limit = query.limit.value_or(limit)};
}

Response answer(const Request& request, Result<Scores::Page> page) {
    if (!page) return http::problem(page.error());
    return http::ok_if_changed(request, std::move(page->json), page->version);
}

awaitable<Response> list_scores(Request& request, Scores& scores) {
    auto query = request.query<ScoreQuery>();
    if (!query) co_return http::problem(query.error());

    auto filter = filter_of(*query, ScoreFilter{}.limit);
    auto page = co_await scores.list(request.principal().user, std::move(filter));

    co_return answer(request, std::move(page));
}

awaitable<Response> list_months(Request& request, Scores& scores) {
    auto query = request.query<ScoreQuery>();
    if (!query) co_return http::problem(query.error());

    auto filter = filter_of(*query, months_max);
    auto page = co_await scores.monthly(request.principal().user, std::move(filter));

    co_return answer(request, std::move(page));
}

constexpr http::Route<Scores> routes[] = {
    {get, "/api/v1/scores", list_scores, Access::signed_in, Limit::read},
    {get, "/api/v1/scores/monthly", list_months, Access::signed_in, Limit::read},
};

}  // namespace

void add_routes(http::Router& router, Scores& scores) {
    router.add<Scores>(routes, scores);
}

}  // namespace fairfile::scores
