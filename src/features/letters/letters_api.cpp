#include "features/letters/letters.hpp"
#include "infra/http/versioned.hpp"

#include <array>

namespace fairfile::letters {

namespace {

using http::Access;
using http::Limit;
using http::Request;
using http::Response;
using enum http::Method;

constexpr std::int64_t page_max = 200;
constexpr std::size_t text_max = 40'000;      // about 15 pages
constexpr std::size_t body_max = 256 * 1024;  // such a text, escaped
constexpr std::int64_t version_max = 1'000'000;
constexpr std::array<std::string_view, 2> statuses_to_ask{"approved", "withdrawn"};

struct ListQuery {
    std::optional<Uuid> cursor;
    std::optional<std::int64_t> limit;

    void describe(http::Fields& fields) {
        fields.optional("cursor", cursor);
        fields.optional("limit", limit, 1, page_max);
    }
};

/// Line breaks are part of a letter, other control characters are not.
bool is_printable(std::string_view text) {
    for (const char character : text) {
        const auto code = static_cast<unsigned char>(character);
        if ((code < 0x20 && character != '\n') || code == 0x7F) return false;
    }
    return true;
}

struct ChangeInput {
    LetterChange change;

    void describe(http::Fields& fields) {
        fields.required("version", change.version, 1, version_max);
        fields.optional("text", change.text, {.length_min = 1, .length_max = text_max});
        fields.optional("status", change.status, {.one_of = statuses_to_ask});
        fields.optional("digest", change.digest, {.length_min = 64, .length_max = 64});
        if (change.text.has_value() == change.status.has_value()) {
            fields.refuse("text", "either text or status, one at a time");
        }
        if (change.text && !is_printable(*change.text)) {
            fields.refuse("text", "must not have control characters");
        }
    }
};

Response answer(const Request& request, Result<Letters::Page> page) {
    if (!page) return http::problem(page.error());
    return http::ok_if_changed(request, std::move(page->json), page->version);
}

awaitable<Response> list_letters(Request& request, Letters& letters) {
    auto query = request.query<ListQuery>();
    if (!query) co_return http::problem(query.error());

    const auto limit = query->limit.value_or(50);
    auto page = co_await letters.list(request.principal().user, query->cursor, limit);

    co_return answer(request, std::move(page));
}

awaitable<Response> show_letter(Request& request, Letters& letters) {
    auto id = request.id_parameter<LetterNoun>("id");
    if (!id) co_return http::problem(id.error());

    auto page = co_await letters.show(request.principal().user, *id);

    co_return answer(request, std::move(page));
}

awaitable<Response> show_pdf(Request& request, Letters& letters) {
    auto id = request.id_parameter<LetterNoun>("id");
    if (!id) co_return http::problem(id.error());

    auto pdf = co_await letters.pdf(request.principal().user, *id);
    if (!pdf) co_return http::problem(pdf.error());

    Response response{.content_type = "application/pdf", .body = std::move(*pdf)};
    response.headers.emplace_back("Content-Disposition", "inline; filename=\"letter.pdf\"");
    response.headers.emplace_back("Cache-Control", "private, no-store");
    co_return response;
}

awaitable<Response> change_letter(Request& request, Letters& letters) {
    auto id = request.id_parameter<LetterNoun>("id");
    if (!id) co_return http::problem(id.error());
    auto input = request.json<ChangeInput>();
    if (!input) co_return http::problem(input.error());

    auto page = co_await letters.change(request.principal().user, *id, std::move(input->change));

    co_return page ? http::ok(std::move(page->json)) : http::problem(page.error());
}

constexpr http::Route<Letters> routes[] = {
    {get, "/api/v1/letters", list_letters, Access::signed_in, Limit::read},
    {get, "/api/v1/letters/{id}", show_letter, Access::signed_in, Limit::read},
    {get, "/api/v1/letters/{id}.pdf", show_pdf, Access::signed_in, Limit::read},
    {patch, "/api/v1/letters/{id}", change_letter, Access::signed_in, Limit::write, body_max},
};

}  // namespace

void add_routes(http::Router& router, Letters& letters) {
    router.add<Letters>(routes, letters);
}

}  // namespace fairfile::letters
