#include "features/capacity/queues.hpp"

#include "features/capacity/chance.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <deque>
#include <limits>
#include <queue>

namespace fairfile::capacity {

namespace {

constexpr double day = 86'400;
constexpr double pi = 3.14159265358979323846;

/// Chance that an arrival waits (Erlang C), by the stable recursion of Erlang B.
double chance_of_waiting(int servers, double offered) {
    double blocked = 1;
    for (int server = 1; server <= servers; ++server) {
        blocked = offered * blocked / (server + offered * blocked);
    }
    const double busy = offered / servers;
    return blocked / (1 - busy * (1 - blocked));
}

double percentile(std::vector<double>& values, double share) {
    if (values.empty()) return 0;
    const auto at = static_cast<std::size_t>(share * static_cast<double>(values.size() - 1));
    const auto place = values.begin() + static_cast<std::ptrdiff_t>(at);
    std::nth_element(values.begin(), place, values.end());
    return *place;
}

/// How narrow the daily curve is so that its highest point is so many times the mean.
double focus_for(double peak) {
    double low = 0;
    double high = 50;
    for (int step = 0; step < 60; ++step) {
        const double middle = (low + high) / 2;
        const bool flat = std::exp(middle) / std::cyl_bessel_i(0.0, middle) < peak;
        (flat ? low : high) = middle;
    }
    return (low + high) / 2;
}

enum class Kind { arrival, done, look, ready };

struct Event {
    double at = 0;
    Kind kind = Kind::arrival;
    int priority = 0;

    bool operator>(const Event& other) const { return at > other.at; }
};

class Day {
  public:
    explicit Day(const DayPlan& plan) : plan_(plan), chance_(plan.seed) {
        workers_ = plan.scaler.least;
        focus_ = focus_for(plan.peak);
        result_.workers_most = workers_;
    }

    DayResult run() {
        schedule_arrivals();
        events_.push({plan_.scaler.look_every, Kind::look, 0});
        while (!events_.empty()) {
            const auto event = events_.top();
            events_.pop();
            pass_time(event.at);
            take(event);
        }
        std::vector<double> all;
        for (const auto& each : waits_) all.insert(all.end(), each.begin(), each.end());
        result_.jobs = static_cast<std::int64_t>(all.size());
        result_.p50 = percentile(all, 0.5);
        result_.p95 = percentile(all, 0.95);
        result_.longest = all.empty() ? 0 : *std::max_element(all.begin(), all.end());
        result_.p95_high = percentile(waits_[0], 0.95);
        result_.worker_hours = worker_seconds_ / 3600;
        return result_;
    }

  private:
    /// Highest at noon: the density of von Mises, whose mean over the day is one.
    double rate_at(double second) const {
        const double hour = std::cos(2 * pi * second / day);
        return plan_.jobs / day * std::exp(-focus_ * hour) / std::cyl_bessel_i(0.0, focus_);
    }

    /// A Poisson process thinned to the curve (Lewis and Shedler, 1979).
    void schedule_arrivals() {
        const double most = plan_.jobs / day * std::max(plan_.peak, 1.0);
        double at = 0;
        while (most > 0) {
            at += chance_.exponential(1 / most);
            if (at >= day) break;
            if (chance_.uniform() * most > rate_at(at)) continue;
            const double throw_ = chance_.uniform();
            const int priority =
                throw_ < plan_.high_share ? 0 : (throw_ < 1 - plan_.low_share ? 1 : 2);
            events_.push({at, Kind::arrival, priority});
        }
    }

    void pass_time(double now) {
        worker_seconds_ += (now - now_) * workers_;
        busy_seconds_ += (now - now_) * busy_;
        now_ = now;
    }

    void take(const Event& event) {
        switch (event.kind) {
            case Kind::arrival:
                waiting_[static_cast<std::size_t>(event.priority)].push_back(now_);
                break;
            case Kind::done:
                --busy_;
                break;
            case Kind::ready:
                --starting_;
                ++workers_;
                result_.workers_most = std::max(result_.workers_most, workers_);
                break;
            case Kind::look:
                look();
                break;
        }
        start_jobs();
    }

    void start_jobs() {
        for (std::size_t priority = 0; priority < waiting_.size();) {
            if (busy_ >= workers_) return;
            auto& line = waiting_[priority];
            if (line.empty()) {
                ++priority;
                continue;
            }
            waits_[priority].push_back(now_ - line.front());
            line.pop_front();
            ++busy_;
            const double floor = plan_.service / 3;
            const double length = floor + chance_.exponential(plan_.service - floor);
            events_.push({now_ + length, Kind::done, 0});
        }
    }

    std::size_t queued() const {
        std::size_t count = 0;
        for (const auto& line : waiting_) count += line.size();
        return count;
    }

    void look() {
        const auto& scaler = plan_.scaler;
        const double busy_share = busy_seconds_ / std::max(scaler.look_every * workers_, 1e-9);
        busy_seconds_ = 0;
        const auto each = static_cast<double>(queued()) / std::max(workers_ + starting_, 1);
        const bool more = busy_share > scaler.busy_share || each > scaler.queued_each;
        if (more && workers_ + starting_ < scaler.most) {
            ++starting_;
            events_.push({now_ + scaler.start_takes, Kind::ready, 0});
            shrunk_ = now_;
        } else if (!more && busy_share < scaler.busy_share / 2 && workers_ > scaler.least &&
                   now_ - shrunk_ > scaler.cool_down && busy_ < workers_) {
            --workers_;
            shrunk_ = now_;
        }
        const bool work_left = now_ < day || queued() > 0 || busy_ > 0;
        if (work_left) events_.push({now_ + scaler.look_every, Kind::look, 0});
    }

    const DayPlan& plan_;
    Chance chance_;
    std::priority_queue<Event, std::vector<Event>, std::greater<>> events_;
    std::array<std::deque<double>, 3> waiting_;
    std::array<std::vector<double>, 3> waits_;
    double now_ = 0;
    double worker_seconds_ = 0;
    double busy_seconds_ = 0;
    double shrunk_ = 0;
    double focus_ = 0;
    int workers_ = 0;
    int starting_ = 0;
    int busy_ = 0;
    DayResult result_;
};

}  // namespace

Waiting mgc_waiting(const QueueLoad& load) {
    Waiting waiting;
    const double offered = load.arrivals * load.service;
    waiting.busy = offered / load.servers;
    if (offered <= 0) return waiting;
    if (waiting.busy >= 1) {
        waiting.mean = waiting.p50 = waiting.p95 = std::numeric_limits<double>::infinity();
        return waiting;
    }
    const double waits = chance_of_waiting(load.servers, offered);
    const double spread = (1 + load.variation) / 2;
    const double drain = load.service * spread / (load.servers - offered);
    waiting.mean = waits * drain;
    const auto tail = [waits, drain](double share) {
        return waits <= 1 - share ? 0 : drain * std::log(waits / (1 - share));
    };
    waiting.p50 = tail(0.5);
    waiting.p95 = tail(0.95);
    return waiting;
}

DayResult simulate_day(const DayPlan& plan) {
    return Day(plan).run();
}

}  // namespace fairfile::capacity
