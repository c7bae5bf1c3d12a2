#include "app/system_routes.hpp"

#include "base/json_writer.hpp"
#include "base/version.hpp"
#include "infra/http/versioned.hpp"

namespace fairfile::app {

namespace {

using http::Access;
using http::Limit;
using http::Request;
using http::Response;
using Answer = http::awaitable<Response>;

constexpr postgres::Statement ping{"app.ping", "select 1"};

Answer live(Request& /*request*/, System& /*system*/) {
    co_return http::ok(R"({"status":"alive"})");
}

Answer ready(Request& /*request*/, System& system) {
    bool database = false;
    if (system.readiness.is_on()) {
        postgres::Parameters none;
        auto answered =
            co_await system.database.run(postgres::Identity::gate(), ping, std::move(none));
        database = answered.has_value();
    }
    std::string text;
    JsonWriter json(text);
    json.begin_object().field("status", database ? "ready" : "not_ready");
    json.key("checks").begin_object();
    json.field("serving", system.readiness.is_on()).field("database", database);
    json.end_object().end_object();
    auto response = http::ok(std::move(text));
    if (!database) response.status = 503;
    co_return response;
}

Answer describe(Request& request, System& system) {
    co_return http::ok_if_changed(request, system.openapi, program_version);
}

Answer read_docs(Request& /*request*/, System& /*system*/) {
    co_return http::redirect("/docs.html");
}

Answer expose(Request& /*request*/, System& system) {
    Response response{
        .content_type = "text/plain; version=0.0.4; charset=utf-8",
        .body = system.metrics.expose()};
    co_return response;
}

std::string_view word_of(Access access) {
    switch (access) {
        case Access::everyone:
            return "public";
        case Access::signed_in:
            return "signed_in";
        case Access::operators:
            break;
    }
    return "operator";
}

std::string_view word_of(Limit limit) {
    switch (limit) {
        case Limit::none:
            return "none";
        case Limit::read:
            return "read";
        case Limit::write:
            return "write";
        case Limit::login:
            return "login";
        case Limit::upload:
            break;
    }
    return "upload";
}

Answer list_routes(Request& /*request*/, System& system) {
    std::string text;
    JsonWriter json(text);
    json.begin_array();
    if (system.routes != nullptr) {
        for (const auto& row : system.routes->rows()) {
            json.begin_object().field("method", http::to_string(row.method));
            json.field("path", row.path).field("access", word_of(row.access));
            json.field("limit", word_of(row.limit)).end_object();
        }
    }
    json.end_array();
    co_return http::ok(std::move(text));
}

constexpr http::Route<System> public_routes[] = {
    {http::Method::get, "/livez", live, Access::everyone, Limit::none},
    {http::Method::get, "/readyz", ready, Access::everyone, Limit::none},
    {http::Method::get, "/openapi.json", describe, Access::everyone, Limit::none},
    {http::Method::get, "/docs", read_docs, Access::everyone, Limit::none},
};

constexpr http::Route<System> metrics_routes[] = {
    {http::Method::get, "/metrics", expose, Access::everyone, Limit::none},
    {http::Method::get, "/livez", live, Access::everyone, Limit::none},
    {http::Method::get, "/routes", list_routes, Access::everyone, Limit::none},
};

}  // namespace

void add_public_routes(http::Router& router, System& system) {
    router.add<System>(public_routes, system);
}

void add_metrics_routes(http::Router& router, System& system) {
    router.add<System>(metrics_routes, system);
}

}  // namespace fairfile::app
