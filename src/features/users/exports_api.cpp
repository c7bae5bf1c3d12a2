#include "base/json_writer.hpp"
#include "features/users/exports.hpp"

namespace fairfile::users {

namespace {

using http::Access;
using http::Limit;
using http::Method;
using http::Request;
using http::Response;

constexpr std::string_view ask_again_after = "2";  // seconds

std::string to_json(const Exports::State& state) {
    std::string out;
    JsonWriter json(out);
    json.begin_object().field("status", std::string_view(state.status));
    json.field("progress", state.progress).end_object();
    return out;
}

awaitable<Response> take_along(Request& request, Exports& exports) {
    auto state = co_await exports.ask(request.principal().user);
    if (!state) co_return http::problem(state.error());
    if (!state->zip) {
        auto response = http::ok(to_json(*state));
        response.status = 202;
        response.headers.emplace_back("Retry-After", ask_again_after);
        response.headers.emplace_back("Cache-Control", "no-store");
        co_return response;
    }
    Response response{.content_type = "application/zip", .body = std::move(*state->zip)};
    response.headers.emplace_back(
        "Content-Disposition", "attachment; filename=\"fairfile-export.zip\""
    );
    response.headers.emplace_back("Cache-Control", "no-store");
    co_return response;
}

constexpr http::Route<Exports> routes[] = {
    {Method::get, "/api/v1/me/export", take_along, Access::signed_in, Limit::read},
};

}  // namespace

void add_export_route(http::Router& router, Exports& exports) {
    router.add<Exports>(routes, exports);
}

}  // namespace fairfile::users
