// Counters, gauges and histograms in the Prometheus text format (version 0.0.4). Adding is
// wait-free: every metric keeps a slot for each of a few threads, summed when scraped. Labels are
// bounded sets, never ids. A metric lives as long as its Registry.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace fairfile::metrics {

using Labels = std::vector<std::pair<std::string, std::string>>;

inline constexpr std::size_t slot_count = 8;

class Counter {
  public:
    void add(std::uint64_t amount = 1);
    std::uint64_t total() const;

  private:
    struct alignas(64) Slot {
        std::atomic<std::uint64_t> amount{0};
    };
    std::array<Slot, slot_count> slots_;
};

class Gauge {
  public:
    void set(double value) { value_.store(value, std::memory_order_relaxed); }
    void add(double amount);
    double value() const { return value_.load(std::memory_order_relaxed); }

  private:
    std::atomic<double> value_{0};
};

/// Upper bounds in seconds, 0.5 ms to 60 s: they resolve every latency limit that we promise.
inline constexpr std::array<double, 18> latency_buckets{
    0.0005,
    0.001,
    0.002,
    0.005,
    0.01,
    0.02,
    0.05,
    0.1,
    0.15,
    0.25,
    0.5,
    1,
    2.5,
    5,
    10,
    20,
    30,
    60,
};

class Histogram {
  public:
    void observe(double seconds);
    std::uint64_t count() const;
    double sum() const;
    /// Observations at or below each bound, cumulative; the last one is the count.
    std::array<std::uint64_t, latency_buckets.size() + 1> cumulative() const;

  private:
    struct alignas(64) Slot {
        std::array<std::atomic<std::uint64_t>, latency_buckets.size() + 1> buckets{};
        std::atomic<std::uint64_t> sum_nanoseconds{0};
    };
    std::array<Slot, slot_count> slots_;
};

class Registry {
  public:
    /// The same name and labels give the same metric. Creation takes a lock; keep the reference.
    Counter& counter(std::string_view name, std::string_view help, Labels labels = {});
    Gauge& gauge(std::string_view name, std::string_view help, Labels labels = {});
    /// A total that is counted elsewhere (by the kernel) and set before a scrape; never falls.
    Gauge& total(std::string_view name, std::string_view help, Labels labels = {});
    Histogram& histogram(std::string_view name, std::string_view help, Labels labels = {});

    /// Called before each exposition, to refresh gauges that are read rather than kept.
    void before_scrape(std::function<void()> refresh);

    std::string expose();

  private:
    struct Series {
        Labels labels;
        std::unique_ptr<Counter> counter = {};
        std::unique_ptr<Gauge> gauge = {};
        std::unique_ptr<Histogram> histogram = {};
    };
    struct Family {
        std::string help;
        std::string_view type;
        std::map<Labels, Series> series;
    };

    Series& series(
        std::string_view name, std::string_view help, std::string_view type, Labels labels
    );
    static void append(std::string& out, const std::string& name, const Series& series);

    std::mutex mutex_;
    std::map<std::string, Family, std::less<>> families_;
    std::vector<std::function<void()>> refreshers_;
};

}  // namespace fairfile::metrics
