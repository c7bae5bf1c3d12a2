#include "infra/jobs/job_store.hpp"

#include "infra/jobs/jobs.hpp"
#include "infra/jobs/outbox.hpp"

namespace fairfile::jobs {

using postgres::Lane;
using postgres::Statement;

const Statement enqueue_job{
    "jobs.enqueue",
    "insert into job (id, queue, kind, args, user_id, max_attempts, unique_key)"
    " values ($1::uuid, $2, $3, $4::jsonb, $5::uuid, $6::smallint, $7)"
    " on conflict (unique_key) where unique_key is not null do nothing",
    Lane::write};

// One in eight claims starts at the lowest queue, so that high work never starves it for ever.
// `= any(array(…))` and not a join: many waiting jobs must not tempt the planner to a hash.
const Statement claim_jobs{
    "jobs.claim",
    "update job set state = 'running', attempt = attempt + 1, claims = claims + 1,"
    " lease_token = gen_random_uuid(), lease_until = now() + make_interval(secs => $3::float8),"
    " worker = $4, started_at = now()"
    " where id = any(array(select j.id from job j"
    " where j.state = 'waiting' and j.queue = any($1::text[]) and j.run_at <= now()"
    " and not exists (select from job_pause p where p.queue = j.queue)"
    " order by case j.queue when 'high' then 0 when 'medium' then 1 else 2 end"
    " * (case when (select random()) < 0.125 then -1 else 1 end), j.priority, j.run_at, j.id"
    " limit $2::bigint for update of j skip locked))"
    " returning id, kind, args, user_id, attempt, max_attempts, claims, lease_token,"
    " coalesce(trace, '')",
    Lane::write};

const Statement extend_leases{
    "jobs.extend_leases",
    "update job set lease_until = now() + make_interval(secs => $2::float8)"
    " where state = 'running' and lease_token = any($1::uuid[])"
    " returning lease_token, cancel_requested",
    Lane::write};

const Statement complete_job{
    "jobs.complete", "select archive_job($1::uuid, $2::uuid, 'done', null)", Lane::write};

const Statement retry_job{
    "jobs.retry",
    "update job set state = 'scheduled', run_at = now() + make_interval(secs => $3::float8 / 1000),"
    " lease_token = null, lease_until = null, worker = null, claims = 0, last_error = $4"
    " where id = $1::uuid and lease_token = $2::uuid and state = 'running'",
    Lane::write};

const Statement end_job{"jobs.end", "select archive_job($1::uuid, $2::uuid, $3, $4)", Lane::write};

const Statement hand_back_jobs{
    "jobs.hand_back",
    "update job set state = 'waiting', attempt = attempt - 1, claims = claims - 1,"
    " lease_token = null, lease_until = null, worker = null"
    " where state = 'running' and lease_token = any($1::uuid[])",
    Lane::write};

const Statement rescue_jobs{
    "jobs.rescue",
    "update job set state = 'waiting', lease_token = null, lease_until = null, worker = null"
    " where id in (select id from job where state = 'running' and lease_until < now()"
    " order by id limit 100 for update skip locked)",
    Lane::write};

const Statement release_due_jobs{
    "jobs.release_due",
    "update job set state = 'waiting' where id in (select id from job where state = 'scheduled'"
    " and run_at <= now() order by run_at limit 1000 for update skip locked)",
    Lane::write};

const Statement count_jobs{
    "jobs.count",
    "select queue, state, count(*),"
    " coalesce(extract(epoch from now() - min(run_at) filter (where state = 'waiting')), 0)"
    " from job group by queue, state"};

const Statement become_worker{
    "jobs.become_worker", "select set_config('role', 'none', true)", Lane::write};

std::vector<const Statement*> statements() {
    std::vector<const Statement*> all{
        &enqueue_job,    &claim_jobs,     &extend_leases, &complete_job,     &retry_job,
        &end_job,        &hand_back_jobs, &rescue_jobs,   &release_due_jobs, &count_jobs,
        &become_worker,  &list_jobs,      &show_job,      &run_job_now,      &revive_job,
        &discard_job,    &pause_queue,    &resume_queue,  &paused_queues,    &announce_schedule,
        &fire_schedules,
    };
    for (const auto* statement : outbox_statements()) all.push_back(statement);
    return all;
}

}  // namespace fairfile::jobs
