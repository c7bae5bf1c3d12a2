#include "features/users/repeats.hpp"

#include "features/users/users_world_test.hpp"

namespace fairfile::users {
namespace {

using test::wait_for;

constexpr postgres::Statement make_report{
    .name = "test_make_report",
    .sql = "insert into credit_reports (id, user_id) values ($2::uuid, $1::uuid)",
    .lane = postgres::Lane::write};

/// A route that makes a report at each call, and one that fails before or after it has made one.
class RepeatsTest : public UsersTest {
  protected:
    http::RouteRow row() {
        http::RouteRow made{
            http::Method::post,
            "/api/v1/things",
            http::Access::signed_in,
            http::Limit::write,
            http::body_usual,
            [this](http::Request& request) { return make(request); }};
        made.creates = http::Creates::something;
        return made;
    }
    http::awaitable<http::Response> make(http::Request& request) {
        ++runs_;
        if (refuses_) co_return http::problem({Failure::invalid, "things.refused", "No."});
        const ReportId id{runtime::new_uuid(clock_)};
        const auto place = "/api/v1/things/" + to_string(id);
        const auto user = request.principal().user;
        std::vector<postgres::Call> calls(1);
        calls[0].statement = &make_report;
        calls[0].parameters.add(user).add(id);
        if (meanwhile_) meanwhile_();
        finish_repeat(calls, user, request.repeat(), place);
        auto rows = co_await database_.run_all(postgres::Identity::user(user), std::move(calls));
        if (!rows) co_return http::problem(rows.error());
        if (dies_) throw std::runtime_error("the process has gone");
        co_return http::created(place, R"({"id":")" + to_string(id) + "\"}");
    }

    http::Response ask(const std::string& key, std::string body = "{}") {
        http::RequestValues values{.method = http::Method::post, .path = "/api/v1/things"};
        values.body = std::move(body);
        values.principal = who_;
        if (!key.empty()) values.headers.emplace_back("Idempotency-Key", key);
        http::MemoryRequest request(std::move(values));
        return wait_for(repeats_.answer(request, row_));
    }
    std::int64_t made() {
        return rows_.execute("select count(*) from credit_reports").integer(0, 0);
    }
    /// As if the minute were over in which a first request may still be running.
    void let_lock_run_out() {
        rows_.execute("update idempotency_keys set locked_until = now() - interval '1 second'");
    }
    static std::string location(const http::Response& response) {
        for (const auto& [name, value] : response.headers) {
            if (name == "Location") return value;
        }
        return {};
    }

    runtime::CpuPool pool_{1, 16};
    Repeats repeats_{{database_, *keys_, pool_, log_, clock_}};
    http::Principal who_ = principal(register_user("ann@example.com").access_token);
    http::RouteRow row_ = row();
    std::function<void()> meanwhile_;
    int runs_ = 0;
    bool refuses_ = false;
    bool dies_ = false;
};

TEST_F(RepeatsTest, GiveTheFirstAnswerAgain) {
    const auto first = ask("k1");
    const auto again = ask("k1");
    EXPECT_EQ(first.status, 201U);
    EXPECT_EQ(again.status, 201U);
    EXPECT_EQ(again.body, first.body);
    EXPECT_EQ(location(again), location(first));
    EXPECT_EQ(made(), 1);
    EXPECT_EQ(runs_, 1);
}

TEST_F(RepeatsTest, MakeTwoThingsWithoutAKeyOrUnderTwo) {
    ask("");
    ask("");
    ask("k1");
    ask("k2");
    EXPECT_EQ(made(), 4);
}

TEST_F(RepeatsTest, RefuseAnotherBodyUnderTheSameKey) {
    ask("k1", R"({"a":1})");
    const auto other = ask("k1", R"({"a":2})");
    EXPECT_EQ(other.status, 422U);
    EXPECT_EQ(other.failure_code, "idempotency.other_request");
    EXPECT_EQ(made(), 1);
}

TEST_F(RepeatsTest, KeepPeopleApart) {
    ask("k1");
    who_ = principal(register_user("bob@example.com").access_token);
    EXPECT_EQ(ask("k1").status, 201U);
    EXPECT_EQ(made(), 2);
}

TEST_F(RepeatsTest, SayThatTheFirstIsStillBeingAnswered) {
    unsigned second = 0;
    meanwhile_ = [this, &second] {
        meanwhile_ = nullptr;
        second = ask("k1").status;
    };
    EXPECT_EQ(ask("k1").status, 201U);
    EXPECT_EQ(second, 409U);
    EXPECT_EQ(made(), 1);
}

TEST_F(RepeatsTest, MakeNothingTwiceWhenTheProcessDiedBeforeItsAnswer) {
    dies_ = true;
    EXPECT_THROW(ask("k1"), std::runtime_error);
    dies_ = false;
    EXPECT_EQ(ask("k1").status, 409U);  // it might still be running
    let_lock_run_out();
    const auto recovered = ask("k1");
    EXPECT_EQ(recovered.status, 201U);
    const auto id = rows_.execute("select id from credit_reports").uuid(0, 0);
    EXPECT_EQ(location(recovered), "/api/v1/things/" + to_string(id));
    EXPECT_EQ(made(), 1);
    EXPECT_EQ(runs_, 1);
}

TEST_F(RepeatsTest, UndoTheEffectOfARequestWhoseClaimWasTakenOver) {
    // The first is so slow that its lock runs out; the second does the work meanwhile.
    unsigned second = 0;
    meanwhile_ = [this, &second] {
        meanwhile_ = nullptr;
        let_lock_run_out();
        second = ask("k1").status;
    };
    const auto first = ask("k1");
    EXPECT_EQ(second, 201U);
    EXPECT_GE(first.status, 400U);
    EXPECT_EQ(made(), 1);
}

TEST_F(RepeatsTest, LetARefusedRequestBeMendedUnderItsKey) {
    refuses_ = true;
    EXPECT_EQ(ask("k1", "{}").status, 422U);
    refuses_ = false;
    EXPECT_EQ(ask("k1", R"({"mended":true})").status, 201U);
    EXPECT_EQ(made(), 1);
}

TEST_F(RepeatsTest, AreForgottenAfterADay) {
    ask("k1");
    rows_.execute("update idempotency_keys set expires_at = now() - interval '1 second'");
    EXPECT_EQ(ask("k1").status, 201U);
    EXPECT_EQ(made(), 2);
    rows_.execute("update idempotency_keys set expires_at = now() - interval '1 second'");
    test::PlainDatabase worker(rows_, "fairfile_worker");
    EXPECT_EQ(wait_for(forget_repeats(worker)).value(), 1U);
}

TEST_F(RepeatsTest, RefuseKeysThatAreNone) {
    for (const auto& key : {std::string(129, 'k'), std::string("a b"), std::string("k\x01")}) {
        const auto refused = ask(key);
        EXPECT_EQ(refused.status, 400U);
        EXPECT_EQ(refused.failure_code, "idempotency.bad_key");
    }
    EXPECT_EQ(ask(std::string(128, 'k')).status, 201U);
}

TEST_F(RepeatsTest, KeepTheAnswerSealed) {
    const auto first = ask("k1");
    const auto sealed = rows_.execute("select answer_sealed from idempotency_keys").bytes(0, 0);
    EXPECT_EQ(sealed.find(location(first)), std::string::npos);
    EXPECT_GT(sealed.size(), first.body.size());
}

}  // namespace
}  // namespace fairfile::users
