#include "features/search/search.hpp"

#include "base/json_writer.hpp"
#include "base/text.hpp"

#include <array>

namespace fairfile::search {

namespace {

using http::Access;
using http::Limit;
using http::Request;
using http::Response;

constexpr std::array<std::string_view, 4> kinds{"tradeline", "dispute", "letter", "response"};
constexpr std::int64_t limit_max = 100;
constexpr std::size_t words_max = 200;

constexpr postgres::Statement select_own{
    "search.own",
    "select kind, id, report_id, title, detail from ("
    " select 'tradeline' as kind, id, report_id, creditor as title,"
    " coalesce(bureau, '') || ' ' || coalesce('****' || account_last4, '') as detail"
    " from tradelines where user_id = $1::uuid"
    " and (creditor ilike $2 or original_creditor ilike $2 or account_last4 ilike $2)"
    " union all"
    " select 'dispute', id, report_id, furnisher, bureau || ' ' || status"
    " from dispute_tracking where user_id = $1::uuid"
    " and (furnisher ilike $2 or reason ilike $2 or account_last4 ilike $2)"
    " union all"
    " select 'letter', id, null, summary, status"
    " from letters where user_id = $1::uuid and summary ilike $2"
    " union all"
    " select 'response', i.response_id, null, i.furnisher, i.result_text"
    " from bureau_response_items i where i.user_id = $1::uuid"
    " and (i.furnisher ilike $2 or i.result_text ilike $2 or i.account_last4 ilike $2)"
    ") hit where $3::text is null or kind = $3 order by kind, id desc limit $4::bigint"};

struct SearchQuery {
    std::string q;
    std::optional<std::string> kind;
    std::optional<std::string> cursor;
    std::optional<std::int64_t> limit;

    void describe(http::Fields& fields) {
        fields.required("q", q, {.length_min = 1, .length_max = words_max});
        fields.optional("kind", kind, {.one_of = kinds});
        fields.optional("cursor", cursor, {});
        fields.optional("limit", limit, 1, limit_max);
    }
};

awaitable<Response> find(Request& request, Search& search) {
    auto query = request.query<SearchQuery>();
    if (!query) co_return http::problem(query.error());

    SearchQuestion question{.words = std::move(query->q), .kind = std::move(query->kind)};
    if (query->limit) question.limit = *query->limit;
    auto found = co_await search.find(request.principal().user, std::move(question));

    co_return found ? http::ok(std::move(*found)) : http::problem(found.error());
}

constexpr http::Route<Search> routes[] = {
    {http::Method::get, "/api/v1/search", find, Access::signed_in, Limit::read},
};

void text_or_empty(
    JsonWriter& json, const postgres::Rows& rows, std::size_t row, std::size_t column
) {
    json.value(rows.is_null(row, column) ? std::string_view() : rows.text(row, column));
}

std::string results_json(const postgres::Rows& rows) {
    std::string text;
    JsonWriter json(text);
    json.begin_object().key("items").begin_array();
    for (std::size_t row = 0; row < rows.size(); ++row) {
        json.begin_object().field("kind", rows.text(row, 0)).field("id", rows.text(row, 1));
        json.key("report_id");
        if (rows.is_null(row, 2)) {
            json.null();
        } else {
            json.value(rows.text(row, 2));
        }
        json.key("title");
        text_or_empty(json, rows, row, 3);
        json.key("snippet");
        text_or_empty(json, rows, row, 4);
        json.end_object();
    }
    json.end_array().key("next_cursor").null().end_object();
    return text;
}

}  // namespace

std::string contains_pattern(std::string_view words) {
    std::string pattern = "%";
    for (const char character : trim(words)) {
        if (character == '%' || character == '_' || character == '\\') pattern.push_back('\\');
        pattern.push_back(character);
    }
    return pattern + "%";
}

awaitable<Result<std::string>> Search::find(UserId user, SearchQuestion question) {
    postgres::Parameters parameters;
    parameters.add(user).add(std::string_view(contains_pattern(question.words)));
    parameters.add(question.kind).add(question.limit);
    auto rows =
        co_await database_.run(postgres::Identity::user(user), select_own, std::move(parameters));
    if (!rows) co_return rows.error();
    co_return results_json(*rows);
}

void add_routes(http::Router& router, Search& search) {
    router.add<Search>(routes, search);
}

std::vector<const postgres::Statement*> statements() {
    return {&select_own};
}

}  // namespace fairfile::search
