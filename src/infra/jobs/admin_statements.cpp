// The statements of operators' work with the queue.
#include "infra/jobs/job_store.hpp"

namespace fairfile::jobs {

using postgres::Lane;
using postgres::Statement;

#define JOB_COLUMNS \
    " id, kind, queue, state, attempt, created_at::text, last_error, worker, user_id::text"
#define ARCHIVE_COLUMNS \
    " id, kind, queue, outcome, attempt, created_at::text, last_error, null, user_id::text"

const Statement list_jobs{
    "jobs.list",
    "(select" JOB_COLUMNS
    " from job where ($1 = '' or state = $1) and ($2 = '' or queue = $2)"
    " order by id desc limit $3::bigint) union all (select" ARCHIVE_COLUMNS
    " from job_archive where outcome = $1 and ($2 = '' or queue = $2)"
    " order by finished_at desc limit $3::bigint) limit $3::bigint",
    Lane::slow};

const Statement show_job{
    "jobs.show",
    "(select" JOB_COLUMNS " from job where id = $1::uuid) union all (select" ARCHIVE_COLUMNS
    " from job_archive where id = $1::uuid order by finished_at desc) limit 1",
    Lane::slow};

const Statement run_job_now{
    "jobs.run_now",
    "update job set state = 'waiting', run_at = now(), claims = 0 where id = $1::uuid"
    " and state in ('scheduled', 'parked')",
    Lane::write};

const Statement revive_job{
    "jobs.revive",
    "with gone as (delete from job_archive where id = $1::uuid and outcome <> 'done'"
    " returning id, queue, priority, kind, args, user_id)"
    " insert into job (id, queue, priority, kind, args, user_id)"
    " select id, queue, priority, kind, args, user_id from gone",
    Lane::write};

const Statement discard_job{
    "jobs.discard",
    "with gone as (delete from job where id = $1::uuid and state <> 'running'"
    " returning id, queue, priority, kind, args, user_id, attempt, created_at, started_at,"
    " last_error)"
    " insert into job_archive (id, queue, priority, kind, args, user_id, outcome, attempt,"
    " created_at, started_at, last_error) select id, queue, priority, kind, args, user_id,"
    " 'discarded', attempt, created_at, started_at, last_error from gone",
    Lane::write};

const Statement pause_queue{
    "jobs.pause", "insert into job_pause (queue) values ($1) on conflict do nothing", Lane::write};

const Statement resume_queue{"jobs.resume", "delete from job_pause where queue = $1", Lane::write};

const Statement paused_queues{"jobs.paused", "select queue from job_pause order by queue"};

}  // namespace fairfile::jobs
