#include "features/tradelines/tradelines.hpp"
#include "infra/http/versioned.hpp"

#include <array>

namespace fairfile::tradelines {

namespace {

using http::Access;
using http::Limit;
using http::Request;
using http::Response;
using enum http::Method;

constexpr std::array<std::string_view, 3> bureaus{"Experian", "Equifax", "TransUnion"};
constexpr std::int64_t page_max = 200;

struct ListQuery {
    std::optional<std::string> bureau;
    std::optional<bool> is_negative;
    std::optional<bool> is_disputable;
    std::optional<Uuid> report;
    std::optional<Uuid> cursor;
    std::optional<std::int64_t> limit;

    void describe(http::Fields& fields) {
        fields.optional("bureau", bureau, {.one_of = bureaus});
        fields.optional("is_negative", is_negative);
        fields.optional("is_disputable", is_disputable);
        fields.optional("report", report);
        fields.optional("cursor", cursor);
        fields.optional("limit", limit, 1, page_max);
    }
};

struct AccountsQuery {
    std::optional<Uuid> report;
    std::optional<std::string> cursor;
    std::optional<std::int64_t> limit;

    void describe(http::Fields& fields) {
        fields.optional("report", report);
        fields.optional("cursor", cursor, {});
        fields.optional("limit", limit, 1, page_max);
    }
};

Response answer(const Request& request, Result<Tradelines::Page> page) {
    if (!page) return http::problem(page.error());
    return http::ok_if_changed(request, std::move(page->json), page->version);
}

awaitable<Response> list_tradelines(Request& request, Tradelines& tradelines) {
    auto query = request.query<ListQuery>();
    if (!query) co_return http::problem(query.error());

    TradelineFilter filter{
        .bureau = query->bureau,
        .is_negative = query->is_negative,
        .is_disputable = query->is_disputable,
        .report = query->report,
        .after = query->cursor};
    if (query->limit) filter.limit = *query->limit;
    auto page = co_await tradelines.list(request.principal().user, std::move(filter));

    co_return answer(request, std::move(page));
}

awaitable<Response> show_tradeline(Request& request, Tradelines& tradelines) {
    auto id = request.id_parameter<TradelineNoun>("id");
    if (!id) co_return http::problem(id.error());

    auto page = co_await tradelines.show(request.principal().user, *id);

    co_return answer(request, std::move(page));
}

awaitable<Response> list_accounts(Request& request, Tradelines& tradelines) {
    auto query = request.query<AccountsQuery>();
    if (!query) co_return http::problem(query.error());

    auto page = co_await tradelines.accounts(request.principal().user, query->report);

    co_return answer(request, std::move(page));
}

constexpr http::Route<Tradelines> routes[] = {
    {get, "/api/v1/tradelines", list_tradelines, Access::signed_in, Limit::read},
    {get, "/api/v1/tradelines/{id}", show_tradeline, Access::signed_in, Limit::read},
    {get, "/api/v1/credit-accounts", list_accounts, Access::signed_in, Limit::read},
};

}  // namespace

void add_routes(http::Router& router, Tradelines& tradelines) {
    router.add<Tradelines>(routes, tradelines);
}

}  // namespace fairfile::tradelines
