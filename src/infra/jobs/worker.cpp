#include "infra/jobs/job_store.hpp"
#include "infra/jobs/jobs.hpp"
#include "infra/jobs/running_jobs.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>

#include <map>
#include <random>
#include <stdexcept>
#include <unistd.h>

namespace fairfile::jobs {

namespace {

using boost::asio::co_spawn;
using boost::asio::detached;
using boost::asio::steady_timer;
using boost::asio::use_awaitable;
using postgres::Identity;
using postgres::Parameters;

constexpr std::size_t claim_batch_max = 32;
constexpr std::size_t error_length_max = 500;

std::string queues_text(const std::vector<Queue>& queues) {
    std::string text = "{";
    for (const auto queue : queues) {
        if (text.size() > 1) text.push_back(',');
        text += to_string(queue);
    }
    return text + "}";
}

ClaimedJob to_job(const postgres::Rows& rows, std::size_t row) {
    ClaimedJob job;
    job.id = rows.uuid(row, 0);
    job.kind = rows.text(row, 1);
    job.arguments = rows.text(row, 2);
    if (!rows.is_null(row, 3)) job.user = UserId{rows.uuid(row, 3)};
    job.attempt = static_cast<int>(rows.integer(row, 4));
    job.attempts_max = static_cast<int>(rows.integer(row, 5));
    job.claims = static_cast<int>(rows.integer(row, 6));
    job.lease = rows.uuid(row, 7);
    job.trace = rows.text(row, 8);
    return job;
}

std::string host_and_process() {
    std::array<char, 128> host{};
    ::gethostname(host.data(), host.size() - 1);
    return std::string(host.data()) + ":" + std::to_string(::getpid());
}

}  // namespace

class Worker::Impl : public std::enable_shared_from_this<Worker::Impl> {
  public:
    Impl(Parts parts, WorkerOptions options, std::vector<Kind> kinds)
        : parts_(parts), options_(std::move(options)), idle_(parts.home), beat_(parts.pulse) {
        for (auto& kind : kinds) {
            if (!kind.run || !kind.abandon) {
                throw std::logic_error("job kind " + kind.name + " cannot be run or abandoned");
            }
            kinds_.emplace(kind.name, std::move(kind));
        }
    }

    void start() {
        auto self = shared_from_this();
        co_spawn(parts_.home, claim_until_stopped(self), detached);
        co_spawn(parts_.pulse, keep_leases_until_stopped(self), detached);
    }

    void wake() {
        auto self = shared_from_this();
        boost::asio::post(parts_.home, [self] { self->idle_.cancel(); });
    }

    awaitable<void> stop() {
        stopping_ = true;
        wake();
        const auto until = std::chrono::steady_clock::now() + options_.stop_within;
        steady_timer timer(co_await boost::asio::this_coro::executor);
        while (running_.size() > 0 && std::chrono::steady_clock::now() < until) {
            timer.expires_after(std::chrono::milliseconds(20));
            co_await timer.async_wait(use_awaitable);
        }
        beat_stopping_ = true;
        auto self = shared_from_this();
        boost::asio::post(parts_.pulse, [self] { self->beat_.cancel(); });
        if (running_.size() > 0) co_await hand_back();
    }

  private:
    // Static with the owner as a parameter: the coroutine keeps it alive.
    static awaitable<void> claim_until_stopped(std::shared_ptr<Impl> self) {
        while (!self->stopping_) {
            const bool found = co_await self->claim_and_run();
            if (!found && !self->stopping_) co_await self->wait_for_work();
        }
    }

    static awaitable<void> keep_leases_until_stopped(std::shared_ptr<Impl> self) {
        bool announced = false;
        while (!self->beat_stopping_) {
            co_await self->extend();
            if (!announced) announced = co_await self->announce_schedules();
            co_await self->tidy();
            self->beat_.expires_after(std::min<std::chrono::milliseconds>(
                self->options_.lease / 3, self->options_.poll * 2
            ));
            boost::system::error_code stopped;
            co_await self->beat_.async_wait(boost::asio::redirect_error(use_awaitable, stopped));
        }
    }

    /// True when it claimed something, so that asking again at once makes sense.
    awaitable<bool> claim_and_run() {
        const auto running = running_.size();
        if (running >= options_.concurrency) co_return false;
        const auto room = std::min(options_.concurrency - running, claim_batch_max);
        Parameters parameters;
        parameters.add(std::string_view(queues_text(options_.queues)));
        parameters.add(static_cast<std::int64_t>(room));
        parameters.add(static_cast<std::int64_t>(options_.lease.count()));
        parameters.add(std::string_view(worker_));
        auto rows =
            co_await parts_.database.run(Identity::nobody(), claim_jobs, std::move(parameters));
        if (!rows) {
            parts_.log.warning("jobs.claim_failed", {{"code", rows.error().code}});
            co_return false;
        }
        for (std::size_t row = 0; row < rows->size(); ++row) {
            auto job = to_job(*rows, row);
            running_.add(job.lease);
            co_spawn(parts_.home, run_one(shared_from_this(), std::move(job)), detached);
        }
        co_return !rows->empty();
    }

    awaitable<void> wait_for_work() {
        const auto half = options_.poll / 2;
        const auto jitter = std::uniform_int_distribution<std::int64_t>(0, half.count())(random_);
        idle_.expires_after(half + std::chrono::milliseconds(jitter));
        boost::system::error_code woken;
        co_await idle_.async_wait(boost::asio::redirect_error(use_awaitable, woken));
    }

    static awaitable<void> run_one(std::shared_ptr<Impl> self, ClaimedJob job) {
        const auto started = std::chrono::steady_clock::now();
        auto outcome = co_await self->handle(job);
        co_await self->settle(job, outcome);
        self->running_.remove(job.lease);
        self->idle_.cancel();

        const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - started;
        self->report(job, outcome, spent.count());
    }

    awaitable<Outcome> handle(const ClaimedJob& job) {
        const auto kind = kinds_.find(job.kind);
        if (kind == kinds_.end()) co_return Outcome::give_up("jobs.unknown_kind");
        const bool poison = job.claims > options_.claims_max;
        try {
            if (poison) {
                auto abandoned = co_await kind->second.abandon(job);
                co_return abandoned;
            }
            auto outcome = co_await kind->second.run(job);
            if (outcome.kind != Outcome::Kind::retry || job.attempt < job.attempts_max) {
                co_return outcome;
            }
            auto abandoned = co_await kind->second.abandon(job);
            co_return abandoned;
        } catch (const std::exception& error) {
            const std::string_view what = error.what();
            parts_.log.error("jobs.threw", {{"kind", std::string_view(job.kind)}, {"what", what}});
        }
        co_return Outcome::retry("jobs.bug");
    }

    awaitable<void> settle(const ClaimedJob& job, const Outcome& outcome) {
        if (outcome.kind == Outcome::Kind::ended) co_return;
        Parameters parameters;
        parameters.add(job.id).add(job.lease);
        const auto* statement = &complete_job;
        if (outcome.kind == Outcome::Kind::give_up) {
            statement = &end_job;
            parameters.add("failed").add(
                std::string_view(outcome.reason).substr(0, error_length_max)
            );
        } else if (outcome.kind != Outcome::Kind::done) {
            statement = &retry_job;
            const auto delay = outcome.kind == Outcome::Kind::snooze
                                   ? std::chrono::milliseconds(outcome.delay)
                                   : retry_delay(job.attempt, unit_(random_));
            parameters.add(static_cast<std::int64_t>(delay.count()));
            parameters.add(std::string_view(outcome.reason).substr(0, error_length_max));
        }
        auto settled =
            co_await parts_.database.run(Identity::nobody(), *statement, std::move(parameters));
        if (!settled) {
            // The lease runs out and the job is rescued; nothing else is safe.
            parts_.log.warning("jobs.settle_failed", {{"code", settled.error().code}});
        }
    }

    awaitable<void> extend() {
        const auto leases = running_.leases();
        if (leases.empty()) co_return;
        Parameters parameters;
        parameters.add(std::string_view(array_text(leases)));
        parameters.add(static_cast<std::int64_t>(options_.lease.count()));
        auto held =
            co_await parts_.database.run(Identity::nobody(), extend_leases, std::move(parameters));
        if (!held) parts_.log.warning("jobs.heartbeat_failed", {{"code", held.error().code}});
    }

    awaitable<bool> announce_schedules() {
        for (const auto& schedule : options_.schedules) {
            Parameters parameters;
            parameters.add(schedule.kind).add(to_string(schedule.queue));
            parameters.add(static_cast<std::int64_t>(schedule.every.count()));
            parameters.add(static_cast<std::int64_t>(schedule.at.count()));
            auto announced = co_await parts_.database.run(
                Identity::nobody(), announce_schedule, std::move(parameters)
            );
            if (!announced) co_return false;
        }
        co_return true;
    }

    awaitable<void> tidy() {
        for (const auto* statement : {&rescue_jobs, &release_due_jobs, &fire_schedules}) {
            Parameters none;
            auto moved =
                co_await parts_.database.run(Identity::nobody(), *statement, std::move(none));
            if (moved && moved->affected() > 0) wake();
        }
        Parameters none;
        auto counts = co_await parts_.database.run(Identity::nobody(), count_jobs, std::move(none));
        if (counts) show_counts(*counts);
    }

    void show_counts(const postgres::Rows& rows) {
        std::map<std::string, double> waiting{{"high", 0}, {"medium", 0}, {"low", 0}};
        double oldest = 0;
        for (std::size_t row = 0; row < rows.size(); ++row) {
            if (rows.text(row, 1) != "waiting") continue;
            waiting[std::string(rows.text(row, 0))] = static_cast<double>(rows.integer(row, 2));
            oldest = std::max(oldest, std::stod(std::string(rows.text(row, 3))));
        }
        for (const auto& [queue, count] : waiting) {
            for (const auto* name : {"job_queue_length", "celery_queue_length"}) {
                parts_.metrics.gauge(name, "Jobs waiting.", {{"queue", queue}}).set(count);
            }
        }
        parts_.metrics.gauge("job_oldest_waiting_seconds", "Age of the oldest waiting job.")
            .set(oldest);
    }

    awaitable<void> hand_back() {
        Parameters parameters;
        parameters.add(std::string_view(array_text(running_.leases())));
        auto back =
            co_await parts_.database.run(Identity::nobody(), hand_back_jobs, std::move(parameters));
        if (!back) parts_.log.warning("jobs.hand_back_failed", {{"code", back.error().code}});
    }

    void report(const ClaimedJob& job, const Outcome& outcome, double seconds) {
        const bool failed =
            outcome.kind == Outcome::Kind::retry || outcome.kind == Outcome::Kind::give_up;
        const std::string name = kinds_.contains(job.kind) ? job.kind : "unknown";
        for (const std::string prefix : {"job", "celery"}) {
            auto& registry = parts_.metrics;
            const metrics::Labels labels{{"task_name", name}};
            registry.histogram(prefix + "_task_duration_seconds", "Seconds a job ran.", labels)
                .observe(seconds);
            auto& failures =
                registry.counter(prefix + "_task_failures_total", "Jobs that failed.", labels);
            if (failed) failures.add();
        }
        const auto id = fairfile::to_string(job.id);
        parts_.log.info(
            "job",
            {{"kind", std::string_view(name)},
             {"id", std::string_view(id)},
             {"attempt", std::int64_t{job.attempt}},
             {"reason", std::string_view(outcome.reason)},
             {"failed", failed},
             {"seconds", seconds}}
        );
    }

    Parts parts_;
    const WorkerOptions options_;
    std::map<std::string, Kind, std::less<>> kinds_;
    const std::string worker_ = host_and_process();
    RunningJobs running_;
    steady_timer idle_;
    steady_timer beat_;
    std::atomic<bool> stopping_{false};
    std::atomic<bool> beat_stopping_{false};
    std::mt19937_64 random_{std::random_device{}()};
    std::uniform_real_distribution<double> unit_{0, 1};
};

Worker::Worker(Parts parts, WorkerOptions options, std::vector<Kind> kinds)
    : impl_(std::make_shared<Impl>(parts, std::move(options), std::move(kinds))) {}

Worker::~Worker() = default;

void Worker::start() {
    impl_->start();
}

awaitable<void> Worker::stop() {
    return impl_->stop();
}

void Worker::wake() {
    impl_->wake();
}

}  // namespace fairfile::jobs
