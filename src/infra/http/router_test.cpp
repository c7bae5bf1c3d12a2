#include "infra/http/http.hpp"

#include <gtest/gtest.h>

namespace fairfile::http {
namespace {

struct Slice {};

awaitable<Response> answer(Request&, Slice&) {
    co_return no_content();
}

constexpr Route<Slice> routes[] = {
    {Method::get, "/", answer, Access::everyone, Limit::none},
    {Method::get, "/reports", answer, Access::signed_in, Limit::read},
    {Method::post, "/reports", answer, Access::signed_in, Limit::upload, 10'000'000},
    {Method::get, "/reports/{id}", answer, Access::signed_in, Limit::read},
    {Method::delete_, "/reports/{id}", answer, Access::signed_in, Limit::write},
    {Method::get, "/reports/{id}.pdf", answer, Access::signed_in, Limit::read},
    {Method::post, "/reports/newest", answer, Access::signed_in, Limit::write},
    {Method::get, "/reports/{id}/pages/{n}.png", answer, Access::signed_in, Limit::read},
    {Method::put, "/reports/{id}/questions/{n}", answer, Access::signed_in, Limit::write},
    {Method::get, "/reports/all/questions/open", answer, Access::signed_in, Limit::read},
};

class Routes : public testing::Test {
  protected:
    Routes() { router_.add<Slice>(routes, slice_); }

    std::string found(Method method, std::string_view path) {
        const auto match = router_.find(method, path);
        if (match.row == nullptr) return "none";
        std::string text(match.row->path);
        for (const auto& [name, value] : match.parameters) {
            text += " " + std::string(name) + "=" + value;
        }
        return text;
    }

    Slice slice_;
    Router router_;
};

TEST_F(Routes, FindExactPathsAndParameters) {
    EXPECT_EQ(found(Method::get, "/"), "/");
    EXPECT_EQ(found(Method::post, "/reports"), "/reports");
    EXPECT_EQ(found(Method::get, "/reports/7"), "/reports/{id} id=7");
    EXPECT_EQ(found(Method::get, "/reports/7.pdf"), "/reports/{id}.pdf id=7");
    EXPECT_EQ(found(Method::delete_, "/reports/7.pdf"), "/reports/{id} id=7.pdf");
    EXPECT_EQ(found(Method::get, "/reports/a%20b"), "/reports/{id} id=a b");
    EXPECT_EQ(found(Method::get, "/reports/7/pages/2.png"), "/reports/{id}/pages/{n}.png id=7 n=2");
    EXPECT_EQ(
        found(Method::put, "/reports/all/questions/1"), "/reports/{id}/questions/{n} id=all n=1"
    );
}

TEST_F(Routes, TryAPatternWhenTheExactPathLacksTheMethod) {
    EXPECT_EQ(found(Method::post, "/reports/newest"), "/reports/newest");
    EXPECT_EQ(found(Method::get, "/reports/newest"), "/reports/{id} id=newest");
}

TEST_F(Routes, CompareExactly) {
    for (const auto* path :
         {"",
          "reports",
          "//",
          "/reports/",
          "//reports",
          "/Reports",
          "/reports/7/",
          "/reports//pages/2.png",
          "/reports/7/pages/.png",
          "/reports/%zz",
          "/reports/7/pages"}) {
        EXPECT_EQ(found(Method::get, path), "none") << path;
    }
}

TEST_F(Routes, NameTheMethodsAPathHas) {
    const auto known = router_.find(Method::patch, "/reports/newest");
    EXPECT_EQ(known.allowed, (std::vector{Method::get, Method::post, Method::delete_}));
    EXPECT_TRUE(router_.find(Method::patch, "/nowhere").allowed.empty());
}

TEST_F(Routes, RefuseASecondRowForTheSameMethodAndPath) {
    EXPECT_THROW(router_.add<Slice>(routes, slice_), std::logic_error);
    RouteRow row{Method::get, "no-slash", Access::everyone, Limit::none, 0, {}};
    EXPECT_THROW(router_.add_row(row), std::logic_error);
    row.path = "/{open";
    EXPECT_THROW(router_.add_row(row), std::logic_error);
}

TEST_F(Routes, KeepTheProtectionOfEachRow) {
    const auto match = router_.find(Method::post, "/reports");
    ASSERT_NE(match.row, nullptr);
    EXPECT_EQ(match.row->access, Access::signed_in);
    EXPECT_EQ(match.row->limit, Limit::upload);
    EXPECT_EQ(match.row->body_max, 10'000'000U);
    EXPECT_EQ(router_.rows().size(), std::size(routes));
}

}  // namespace
}  // namespace fairfile::http
