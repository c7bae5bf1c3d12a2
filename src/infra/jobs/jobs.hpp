// The queue engine. A job is enqueued in the transaction that makes it necessary, is claimed with a
// lease, may run twice, and ends once: completing, failing, heartbeat and rescue all name the lease
// token, and no row means that the lease was lost and the result is thrown away.
//
//   waiting --claim (attempt+1, claims+1, lease)--> running --done--> archive
//      ^                                               |--retry, snooze--> scheduled --due-->
//      waiting
//      '------------- lease ran out (rescue) ----------'--give up--> archive (failed)
//
// A job that takes its worker down never reports: after `claims_max` claims it is not run again but
// handed to its kind's `abandon`, which records the failure for the person.
#pragma once

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "base/result.hpp"
#include "infra/log/log.hpp"
#include "infra/metrics/metrics.hpp"
#include "infra/postgres/postgres.hpp"
#include "infra/runtime/runtime.hpp"

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fairfile::jobs {

using boost::asio::awaitable;

enum class Queue : std::uint8_t { high, medium, low };

std::string_view to_string(Queue queue);

struct NewJob {
    Uuid id;
    std::string_view kind;
    Queue queue = Queue::medium;
    std::string arguments = "{}";  // JSON; ids only, never personal data
    std::optional<UserId> user = {};
    std::optional<std::string> unique_key = {};
    int attempts_max = 5;
};

/// For the caller's transaction, as any identity that may write the row.
postgres::Call enqueue(const NewJob& job);

struct ClaimedJob {
    Uuid id;
    std::string kind;
    std::string arguments;
    std::optional<UserId> user;
    int attempt = 1;
    int attempts_max = 1;
    int claims = 1;
    Uuid lease;
    std::string trace;
};

/// How a run ended. `ended` says that the handler has completed the job in a transaction of its own
/// through `completion`.
struct Outcome {
    enum class Kind : std::uint8_t { done, ended, retry, snooze, give_up };
    Kind kind = Kind::done;
    std::string reason = {};  // a code, never personal data
    std::chrono::seconds delay{0};

    static Outcome done() { return {}; }
    static Outcome ended() { return {.kind = Kind::ended}; }
    static Outcome retry(std::string reason) { return {Kind::retry, std::move(reason)}; }
    static Outcome snooze(std::chrono::seconds delay) { return {Kind::snooze, {}, delay}; }
    static Outcome give_up(std::string reason) { return {Kind::give_up, std::move(reason)}; }
};

/// Calls that complete the job inside the handler's own transaction: back to the worker's role,
/// then move to the archive. When the lease was lost they fail ("postgres.rejected",
/// detail "job lease lost") and undo the transaction.
std::vector<postgres::Call> completion(const ClaimedJob& job);

/// Delay before attempt `attempt`+1: exponential from 2 s to 10 min with full jitter. `random` in
/// [0, 1).
std::chrono::milliseconds retry_delay(int attempt, double random);

using Handler = std::function<awaitable<Outcome>(const ClaimedJob&)>;

/// Both handlers are needed: a worker given a kind without one throws std::logic_error.
struct Kind {
    std::string name;
    Handler run;
    /// Records that the job will never run: for poison jobs and after the last attempt.
    Handler abandon;
};

/// A job that comes by itself: every so often, first so long after midnight UTC. Of several workers
/// one enqueues it; ticks that were missed while none ran are one job; while it waits or runs, no
/// second is enqueued. Kept in `job_schedule`, where an operator may switch it off.
struct Schedule {
    std::string_view kind;
    std::chrono::seconds every{86'400};
    std::chrono::seconds at{0};
    Queue queue = Queue::low;
};

struct WorkerOptions {
    std::vector<Queue> queues{Queue::high, Queue::medium, Queue::low};
    std::size_t concurrency = 2;
    std::chrono::seconds lease{30};
    std::chrono::milliseconds poll{200};
    std::chrono::seconds stop_within{10};
    int claims_max = 3;
    std::vector<Schedule> schedules{};
};

/// Runs jobs on the calling loop (`home`) and keeps their leases from another (`pulse`), so that a
/// handler that is busy does not lose them. `start` returns at once; `stop` hands unfinished jobs
/// back and may be called twice.
class Worker {
  public:
    struct Parts {
        postgres::Database& database;
        const Clock& clock;
        log::Log& log;
        metrics::Registry& metrics;
        boost::asio::io_context& home;
        boost::asio::io_context& pulse;
    };

    Worker(Parts parts, WorkerOptions options, std::vector<Kind> kinds);
    ~Worker();

    void start();
    /// Claims nothing more, lets running jobs finish for `stop_within`, hands the rest back.
    awaitable<void> stop();
    /// A hint that there is work: claims at once instead of at the next poll. From any thread.
    void wake();

  private:
    class Impl;
    std::shared_ptr<Impl> impl_;  // shared: its coroutines outlive a stop that ran out of time
};

std::vector<const postgres::Statement*> statements();

}  // namespace fairfile::jobs
