#include "infra/metrics/metrics.hpp"

#include <gtest/gtest.h>

#include <thread>

namespace fairfile::metrics {
namespace {

TEST(Counter, LosesNothingAcrossThreads) {
    Counter counter;
    std::vector<std::thread> threads;
    for (int index = 0; index < 4; ++index) {
        threads.emplace_back([&counter] {
            for (int round = 0; round < 10'000; ++round) counter.add();
        });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(counter.total(), 40'000U);
}

TEST(Histogram, CountsAValueInTheBucketWhoseBoundItReaches) {
    Histogram histogram;
    histogram.observe(0.001);
    histogram.observe(0.0011);
    histogram.observe(100);
    const auto counts = histogram.cumulative();
    EXPECT_EQ(counts[1], 1U);  // <= 1 ms
    EXPECT_EQ(counts[2], 2U);  // <= 2 ms
    EXPECT_EQ(counts[latency_buckets.size() - 1], 2U);
    EXPECT_EQ(histogram.count(), 3U);
    EXPECT_NEAR(histogram.sum(), 100.0021, 1e-6);
}

TEST(Registry, GivesTheSameMetricForTheSameNameAndLabels) {
    Registry registry;
    registry.counter("a_total", "A.", {{"kind", "x"}}).add(2);
    registry.counter("a_total", "A.", {{"kind", "x"}}).add(3);
    registry.counter("a_total", "A.", {{"kind", "y\"\n"}}).add();
    EXPECT_EQ(
        registry.expose(),
        "# HELP a_total A.\n# TYPE a_total counter\na_total{kind=\"x\"} 5\n"
        "a_total{kind=\"y\\\"\\n\"} 1\n"
    );
}

TEST(Registry, RefreshesReadGaugesBeforeItAnswers) {
    Registry registry;
    auto& gauge = registry.gauge("depth", "Depth.");
    registry.before_scrape([&gauge] { gauge.set(7.5); });
    EXPECT_NE(registry.expose().find("depth 7.5\n"), std::string::npos);
}

TEST(Registry, WritesHistogramsWithCumulativeBucketsSumAndCount) {
    Registry registry;
    registry.histogram("wait_seconds", "Wait.").observe(0.5);
    const auto text = registry.expose();
    EXPECT_NE(text.find("wait_seconds_bucket{le=\"0.25\"} 0\n"), std::string::npos);
    EXPECT_NE(text.find("wait_seconds_bucket{le=\"0.5\"} 1\n"), std::string::npos);
    EXPECT_NE(text.find("wait_seconds_bucket{le=\"+Inf\"} 1\n"), std::string::npos);
    EXPECT_NE(text.find("wait_seconds_sum 0.5\nwait_seconds_count 1\n"), std::string::npos);
}

}  // namespace
}  // namespace fairfile::metrics
