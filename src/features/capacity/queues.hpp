// How long work waits. M/G/c: Erlang C with the correction of Allen and Cunneen ("Probability,
// Statistics and Queueing Theory", 1990): mean wait = C(c, a) * service / (c - a) * (1 + scv) / 2,
// its tail taken as exponential. The simulation plays one day of arrivals along a daily curve, with
// three priorities, an autoscaler and cold starts.
#pragma once

#include <cstdint>
#include <vector>

namespace fairfile::capacity {

/// Seconds a report in the plan: the middle of 30 to 60.
constexpr double planned_service = 45;

struct Waiting {
    double busy = 0;  // share of the servers' time
    double mean = 0;  // seconds, here and below; infinite when the servers cannot keep up
    double p50 = 0;
    double p95 = 0;
};

struct QueueLoad {
    double arrivals = 0;   // a second
    double service = 0;    // seconds, mean
    double variation = 1;  // squared coefficient of variation of service
    int servers = 1;
};
Waiting mgc_waiting(const QueueLoad& load);

/// Autoscaler of the plan: more workers above 70 % of their time or ten queued each, fewer after
/// a cool-down.
struct Scaler {
    int least = 2;
    int most = 30;
    double busy_share = 0.7;
    double queued_each = 10;
    double look_every = 30;   // seconds
    double start_takes = 45;  // seconds until a new worker takes work
    double cool_down = 300;   // seconds between shrinking steps
};

struct DayPlan {
    double jobs = 0;     // in the day
    double service = 0;  // seconds, mean, exponential about a floor of a third
    double peak = 3;     // busiest hour against the mean
    double high_share = 0.15;
    double low_share = 0.2;
    Scaler scaler;
    std::uint64_t seed = 1;
};

struct DayResult {
    std::int64_t jobs = 0;
    double p50 = 0;  // of waiting, seconds
    double p95 = 0;
    double longest = 0;
    double p95_high = 0;  // of the highest priority
    int workers_most = 0;
    double worker_hours = 0;
};
DayResult simulate_day(const DayPlan& plan);

}  // namespace fairfile::capacity
