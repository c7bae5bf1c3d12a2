#include "features/synthetic/rehearsal.hpp"

#include "features/synthetic/rehearsal/documents.hpp"
#include "features/synthetic/rehearsal/load.hpp"
#include "features/synthetic/synthetic.hpp"
#include "infra/crypto/token.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <set>

namespace fairfile::synthetic {

namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using testing::HasSubstr;
using testing::Not;

RehearsalOrder an_order() {
    RehearsalOrder order;
    order.phase = {
        .name = "month-24",
        .users = 10'000,
        .peak_a_second = 100,
        .dashboard_share = 0.5,
        .upload_share = 0.01,
        .connections = 500,
        .queue_seconds_max = 180};
    order.times = 10;
    return order;
}

std::size_t count_of(const std::vector<Arrival>& arrivals, Operation operation) {
    return static_cast<std::size_t>(std::ranges::count(arrivals, operation, [](const Arrival& one) {
        return one.operation;
    }));
}

Tally tally_of(std::vector<Observation> answered, std::int64_t errors = 0) {
    const auto asked = static_cast<std::int64_t>(answered.size()) + errors;
    return {.asked = asked, .errors = errors, .answered = std::move(answered)};
}

RehearsalReport report_of(const Outcome& outcome) {
    RehearsalReport report;
    report.order = an_order();
    add_rows(outcome, report);
    return report;
}

/// Takes requests and answers none of them before the last one that is expected has come.
class SlowServer {
  public:
    explicit SlowServer(std::size_t expected)
        : acceptor_(thread_, tcp::endpoint(asio::ip::address_v4::loopback(), 0)),
          everything_came_(thread_, std::chrono::steady_clock::time_point::max()),
          expected_(expected) {
        asio::co_spawn(thread_, accept(), asio::detached);
    }
    ~SlowServer() {
        thread_.stop();
        thread_.join();
    }
    SlowServer(const SlowServer&) = delete;
    SlowServer& operator=(const SlowServer&) = delete;

    tcp::endpoint endpoint() const { return acceptor_.local_endpoint(); }
    std::size_t requests() const { return requests_; }

  private:
    asio::awaitable<void> accept() {
        for (;;) {
            boost::system::error_code failed;
            tcp::socket socket(acceptor_.get_executor());
            co_await acceptor_.async_accept(
                socket, asio::redirect_error(asio::use_awaitable, failed)
            );
            if (failed) co_return;
            asio::co_spawn(acceptor_.get_executor(), serve(std::move(socket)), asio::detached);
        }
    }

    asio::awaitable<void> serve(tcp::socket socket) {
        std::string received;
        boost::system::error_code failed;
        for (;;) {
            const auto length = co_await asio::async_read_until(
                socket,
                asio::dynamic_buffer(received),
                "\r\n\r\n",
                asio::redirect_error(asio::use_awaitable, failed)
            );
            if (failed) co_return;
            received.erase(0, length);
            if (++requests_ == expected_) everything_came_.cancel();
            boost::system::error_code woken;
            if (requests_ < expected_) {
                co_await everything_came_.async_wait(
                    asio::redirect_error(asio::use_awaitable, woken)
                );
            }
            const std::string answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
            co_await asio::async_write(
                socket, asio::buffer(answer), asio::redirect_error(asio::use_awaitable, failed)
            );
        }
    }

    asio::thread_pool thread_{1};
    tcp::acceptor acceptor_;
    asio::steady_timer everything_came_;
    std::size_t expected_;
    std::atomic<std::size_t> requests_{0};
};

}  // namespace

TEST(Schedule, IsSettledByTheSeed) {
    auto order = an_order();
    const auto one = schedule(order);
    const auto same = schedule(order);
    order.seed = 2;
    const auto other = schedule(order);
    const auto due = [](const Arrival& arrival) { return arrival.due; };
    EXPECT_TRUE(std::ranges::equal(one, same, {}, due, due));
    EXPECT_FALSE(std::ranges::equal(one, other, {}, due, due));
    EXPECT_TRUE(std::ranges::is_sorted(one, {}, due));
}

TEST(Schedule, RisesToThePeakInTheMiddleAndFallsAgain) {
    const auto order = an_order();
    const auto all = schedule(order);
    const auto in_second = [&all](int second) {
        return std::ranges::count_if(all, [second](const Arrival& one) {
            return one.due.count() / 1'000'000 == second;
        });
    };
    EXPECT_NEAR(static_cast<double>(in_second(order.seconds / 2)), 1'000, 150);
    EXPECT_NEAR(static_cast<double>(in_second(0)), 200, 70);
    EXPECT_NEAR(static_cast<double>(in_second(order.seconds - 1)), 200, 70);
    EXPECT_LT(all.back().due, std::chrono::seconds(order.seconds));
}

TEST(Schedule, HasThePlansShareOfDashboardsAndUploads) {
    const auto all = schedule(an_order());
    const auto whole = static_cast<double>(all.size());
    EXPECT_NEAR(static_cast<double>(count_of(all, Operation::dashboard)) / whole, 0.5, 0.02);
    EXPECT_NEAR(static_cast<double>(count_of(all, Operation::upload)) / whole, 0.01, 0.003);
    for (std::size_t one = 0; one < operations_count; ++one) {
        EXPECT_GT(count_of(all, static_cast<Operation>(one)), 0U) << one;
    }
}

TEST(Schedule, KnowsOperationsByTheirNames) {
    for (std::size_t one = 0; one < operations_count; ++one) {
        const auto operation = static_cast<Operation>(one);
        EXPECT_EQ(operation_named(name_of(operation)), operation);
    }
    EXPECT_FALSE(operation_named("nothing"));
}

TEST(Load, AsksEverythingThoughNothingIsAnswered) {
    auto order = an_order();
    order.times = 0.5;
    order.seconds = 1;
    order.phase.upload_share = 0;
    order.phase.dashboard_share = 1;
    order.connections_max = 100;
    const auto expected = schedule(order).size();
    ASSERT_GT(expected, 10U);
    ASSERT_LE(expected, 100U);
    asio::io_context context;
    SlowServer server(expected);
    std::vector<Asker> askers(3);
    const RehearsalProgress silent;
    Load load(context, order, askers, silent);
    load.run({server.endpoint()});
    EXPECT_EQ(server.requests(), expected);
    const auto outcome = load.take_outcome();
    EXPECT_EQ(outcome.operations[0].answered.size(), expected);
    EXPECT_EQ(outcome.operations[0].errors, 0);
}

TEST(Load, CountsWhatNobodyAnswers) {
    auto order = an_order();
    order.seconds = 1;
    order.times = 0.2;
    order.phase.upload_share = 0;
    order.phase.dashboard_share = 1;
    order.phase.connections = 5;
    asio::io_context context;
    tcp::endpoint nobody;
    {
        const tcp::endpoint any(asio::ip::address_v4::loopback(), 0);
        nobody = tcp::acceptor(context, any).local_endpoint();
    }
    std::vector<Asker> askers(1);
    const RehearsalProgress silent;
    Load load(context, order, askers, silent);
    load.run({nobody});
    const auto outcome = load.take_outcome();
    const auto asked = static_cast<std::int64_t>(schedule(order).size());
    EXPECT_EQ(outcome.operations[0].asked, asked);
    EXPECT_EQ(outcome.operations[0].errors, asked);
    EXPECT_EQ(outcome.error_kinds.at("dashboard: no answer"), asked);
}

TEST(Percentile, IsTheNearestRank) {
    std::vector<float> values;
    for (int one = 100; one >= 1; --one) values.push_back(static_cast<float>(one));
    const auto found = percentiles_of(values);
    EXPECT_EQ(found.p50, 50);
    EXPECT_EQ(found.p95, 95);
    EXPECT_EQ(found.p99, 99);
    EXPECT_EQ(found.max, 100);
    EXPECT_EQ(percentiles_of({}).max, 0);
}

TEST(RehearsalReport, MissesALimitByTimeOrByError) {
    Outcome outcome;
    const auto dashboard = static_cast<std::size_t>(Operation::dashboard);
    outcome.operations[dashboard] = tally_of({{0, 9}, {1, 10}});
    EXPECT_TRUE(report_of(outcome).passed);
    outcome.operations[dashboard] = tally_of({{0, 9}, {1, 10.5F}});
    EXPECT_FALSE(report_of(outcome).passed);
    outcome.operations[dashboard] = tally_of({{0, 9}}, 1);
    EXPECT_FALSE(report_of(outcome).passed);
}

TEST(RehearsalReport, HoldsTheQueueAgainstThePhasesTarget) {
    Outcome outcome;
    outcome.queue = tally_of({{0, 179'000}});
    EXPECT_TRUE(report_of(outcome).passed);
    outcome.queue = tally_of({{0, 181'000}});
    const auto report = report_of(outcome);
    EXPECT_FALSE(report.passed);
    EXPECT_THAT(to_table(report), HasSubstr("upload-until-read"));
    EXPECT_THAT(to_json(report), HasSubstr("\"passed\":false"));
}

TEST(RehearsalReport, IsOnePageWithADrawingForEachRow) {
    Outcome outcome;
    outcome.operations[0] = tally_of({{0, 3}, {1, 40}});
    outcome.operations[1] = tally_of({{0, 3}});
    const auto page = to_html(report_of(outcome));
    EXPECT_THAT(page, HasSubstr("<svg"));
    EXPECT_THAT(page, HasSubstr("class=\"limit\""));
    EXPECT_THAT(page, HasSubstr("latency of tradelines"));
    for (const auto* outside : {"src=", "href=", "http:", "https:", "<script", "@import"}) {
        EXPECT_THAT(page, Not(HasSubstr(outside)));
    }
}

TEST(UploadedDocument, IsAnotherPdfOfTheWantedSizeEachTime) {
    Documents documents(1, 100'000);
    std::set<std::string> seen;
    for (int one = 0; one < 50; ++one) {
        const auto file = documents.next();
        EXPECT_TRUE(file.starts_with("%PDF"));
        EXPECT_EQ(file.size(), 100'000U);
        EXPECT_TRUE(seen.insert(file).second);
    }
}

TEST(Token, IsTakenByWhoeverSharesTheSecret) {
    const Secret secret("a secret of more than thirty-two bytes, shared");
    auto key = crypto::VerificationKey::shared_secret(secret);
    ASSERT_TRUE(key);
    crypto::TokenRules rules;
    rules.issuer = std::string(world_issuer);
    rules.audience = "authenticated";
    const crypto::TokenVerifier verifier({std::move(*key)}, rules);
    const std::chrono::sys_seconds now{std::chrono::seconds{1'790'000'000}};
    const auto text = sign_token(secret, 1, 26, now.time_since_epoch().count());
    const auto claims = verifier.verify(text, now);
    ASSERT_TRUE(claims) << to_string(claims.error());
    EXPECT_EQ(claims->subject, "00000000-0000-0001-0000-00000000001a");
}

}  // namespace fairfile::synthetic
