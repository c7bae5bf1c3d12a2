// All SQL of the queue.
#pragma once

#include "infra/postgres/postgres.hpp"

namespace fairfile::jobs {

/// $1 id, $2 queue, $3 kind, $4 args, $5 user, $6 max_attempts, $7 unique_key.
extern const postgres::Statement enqueue_job;
/// $1 queues as text[], $2 limit, $3 lease seconds, $4 worker: id, kind, args, user_id, attempt,
/// max_attempts, claims, lease_token, trace.
extern const postgres::Statement claim_jobs;
/// $1 lease tokens as uuid[], $2 lease seconds: the tokens that still hold, with cancel_requested.
extern const postgres::Statement extend_leases;
/// $1 id, $2 lease token; raises "job lease lost".
extern const postgres::Statement complete_job;
/// $1 id, $2 lease token, $3 delay in ms, $4 error.
extern const postgres::Statement retry_job;
/// $1 id, $2 lease token, $3 outcome, $4 error.
extern const postgres::Statement end_job;
/// $1 lease tokens as uuid[]: back to waiting, the attempt not counted.
extern const postgres::Statement hand_back_jobs;
/// Leases that ran out go back to waiting; jobs that are due start waiting. Rows: how many.
extern const postgres::Statement rescue_jobs;
extern const postgres::Statement release_due_jobs;
/// Rows: queue, state, count, age of the oldest in seconds.
extern const postgres::Statement count_jobs;
extern const postgres::Statement become_worker;

/// $1 kind (also its name), $2 queue, $3 seconds between runs, $4 seconds after midnight UTC.
extern const postgres::Statement announce_schedule;
/// Enqueues what is due. Rows: how many.
extern const postgres::Statement fire_schedules;

extern const postgres::Statement list_jobs;
extern const postgres::Statement show_job;
extern const postgres::Statement run_job_now;
extern const postgres::Statement revive_job;
extern const postgres::Statement discard_job;
extern const postgres::Statement pause_queue;
extern const postgres::Statement resume_queue;
extern const postgres::Statement paused_queues;

}  // namespace fairfile::jobs
