#include "features/capacity/capacity_api.hpp"

#include "features/capacity/capacity.hpp"

namespace fairfile::capacity {

namespace {

using http::Access;
using http::awaitable;
using http::Limit;
using http::Method;
using http::Request;
using http::Response;

constexpr std::size_t phase_length_max = 32;

struct PlanQuery {
    std::optional<std::string> phase;

    void describe(http::Fields& fields) {
        fields.optional("phase", phase, {.length_max = phase_length_max});
    }
};

awaitable<Response> show_plan(Request& request, PlanDesk& desk) {
    auto query = request.query<PlanQuery>();
    if (!query) co_return http::problem(query.error());

    PlanOrder order;
    order.phase = query->phase.value_or("");
    auto work = [order]() -> Result<std::string> {
        auto report = make_plan(order);
        if (!report) return report.error();
        return to_json(*report);
    };
    auto plan = co_await runtime::offload(desk.pool, std::move(work));
    if (!plan) co_return http::problem(plan.error());

    co_return http::ok(std::move(*plan));
}

constexpr http::Route<PlanDesk> routes[] = {
    {Method::get, "/api/v1/admin/plan", show_plan, Access::operators, Limit::read},
};

}  // namespace

void add_routes(http::Router& router, PlanDesk& desk) {
    router.add<PlanDesk>(routes, desk);
}

}  // namespace fairfile::capacity
