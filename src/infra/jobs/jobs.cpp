#include "infra/jobs/jobs.hpp"

#include "infra/jobs/job_store.hpp"

#include <algorithm>

namespace fairfile::jobs {

namespace {

constexpr std::chrono::milliseconds delay_first{2'000};
constexpr std::chrono::milliseconds delay_max{600'000};
constexpr int doublings_max = 16;

}  // namespace

std::string_view to_string(Queue queue) {
    switch (queue) {
        case Queue::high:
            return "high";
        case Queue::medium:
            return "medium";
        case Queue::low:
            break;
    }
    return "low";
}

postgres::Call enqueue(const NewJob& job) {
    postgres::Call call{&enqueue_job};
    call.parameters.add(job.id).add(to_string(job.queue)).add(job.kind);
    call.parameters.add(std::string_view(job.arguments)).add(job.user).add(job.attempts_max);
    call.parameters.add(job.unique_key);
    return call;
}

std::vector<postgres::Call> completion(const ClaimedJob& job) {
    std::vector<postgres::Call> calls(2);
    calls[0].statement = &become_worker;
    calls[1].statement = &complete_job;
    calls[1].parameters.add(job.id).add(job.lease);
    return calls;
}

std::chrono::milliseconds retry_delay(int attempt, double random) {
    const int doublings = std::clamp(attempt - 1, 0, doublings_max);
    const auto ceiling = std::min(delay_max, delay_first * (1 << doublings));
    const auto jittered = static_cast<double>(ceiling.count()) * random;
    return std::chrono::milliseconds(static_cast<std::int64_t>(jittered));
}

}  // namespace fairfile::jobs
