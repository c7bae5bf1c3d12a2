#include "features/capacity/capacity_api.hpp"

#include "infra/http/memory_request.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/json.hpp>
#include <gtest/gtest.h>

namespace fairfile::capacity {
namespace {

class PlanRoute : public testing::Test {
  protected:
    PlanRoute() { add_routes(router_, desk_); }

    http::Response ask(std::string query) {
        http::RequestValues values{.method = http::Method::get, .path = "/api/v1/admin/plan"};
        values.query = std::move(query);
        const auto match = router_.find(values.method, values.path);
        EXPECT_EQ(match.row->access, http::Access::operators);
        http::MemoryRequest request(std::move(values));
        boost::asio::io_context loop;
        auto work = match.row->handle(request);
        auto answer = boost::asio::co_spawn(loop, std::move(work), boost::asio::use_future);
        loop.run();
        return answer.get();
    }

    runtime::CpuPool pool_{1, 4};
    PlanDesk desk_{pool_};
    http::Router router_;
};

TEST_F(PlanRoute, AnswersWithThePlan) {
    const auto answer = ask("phase=month-24");
    ASSERT_EQ(answer.status, 200U);
    const auto plan = boost::json::parse(answer.body).as_object();
    EXPECT_FALSE(plan.at("tables").as_array().empty());
    EXPECT_EQ(plan.at("queues").as_array().size(), 1U);
}

TEST_F(PlanRoute, RefusesAPhaseThatThereIsNot) {
    const auto answer = ask("phase=month-7");
    EXPECT_EQ(answer.status, 422U);
    EXPECT_NE(answer.body.find("capacity.no_phase"), std::string::npos);
    EXPECT_EQ(ask("phases=month-24").status, 422U);
}

}  // namespace
}  // namespace fairfile::capacity
