#include "base/text.hpp"
#include "features/mailings/papers.hpp"

namespace fairfile::mailings {

namespace {

using http::Access;
using http::Limit;
using http::Request;
using http::Response;
using enum http::Method;

constexpr std::size_t name_max = 100;
constexpr std::size_t digest_length = 64;  // SHA-256 in hex

struct SigningInput {
    Signing signing;

    void describe(http::Fields& fields) {
        fields.required("kind", signing.kind, {.length_min = 1, .length_max = 40});
        fields.required(
            "digest", signing.digest, {.length_min = digest_length, .length_max = digest_length}
        );
        signing.digest = to_lower(signing.digest);
        fields.required("name", signing.name, {.length_min = 2, .length_max = name_max});
        if (trim(signing.name).size() < 2) fields.refuse("name", "must be your full name");
    }
};

awaitable<Response> list_papers(Request& request, Papers& papers) {
    auto list = co_await papers.list(request.principal().user);

    co_return list ? http::ok(std::move(*list)) : http::problem(list.error());
}

awaitable<Response> sign_paper(Request& request, Papers& papers) {
    auto input = request.json<SigningInput>();
    if (!input) co_return http::problem(input.error());

    auto paper =
        co_await papers.sign(request.principal().user, std::move(input->signing), request.repeat());
    if (!paper) co_return http::problem(paper.error());

    co_return http::created("/api/v1/papers/" + to_string(paper->id), std::move(paper->json));
}

awaitable<Response> show_paper(Request& request, Papers& papers) {
    auto id = request.id_parameter<PaperNoun>("id");
    if (!id) co_return http::problem(id.error());
    auto paper = co_await papers.show(request.principal().user, *id);

    co_return paper ? http::ok(std::move(*paper)) : http::problem(paper.error());
}

awaitable<Response> cancel_paper(Request& request, Papers& papers) {
    auto id = request.id_parameter<PaperNoun>("id");
    if (!id) co_return http::problem(id.error());
    auto paper = co_await papers.cancel(request.principal().user, *id);

    co_return paper ? http::ok(std::move(*paper)) : http::problem(paper.error());
}

constexpr http::Route<Papers> routes[] = {
    {get, "/api/v1/papers", list_papers, Access::signed_in, Limit::read},
    {post,
     "/api/v1/papers",
     sign_paper,
     Access::signed_in,
     Limit::write,
     http::body_usual,
     http::Creates::something},
    {get, "/api/v1/papers/{id}", show_paper, Access::signed_in, Limit::read},
    {put, "/api/v1/papers/{id}/cancellation", cancel_paper, Access::signed_in, Limit::write},
};

}  // namespace

void add_routes(http::Router& router, Papers& papers) {
    router.add<Papers>(routes, papers);
}

}  // namespace fairfile::mailings
