-- slice: infra/jobs
-- Work to be done. A job is enqueued by the transaction that makes it necessary; args hold ids,
-- never personal data. `job` holds what is not finished and stays small; the rest is archived.
-- `attempt` is raised at the claim, so a job that kills its worker is counted too. Complete, fail,
-- heartbeat and rescue all say `where lease_token = …`: no row means that the lease was lost.
-- No foreign key to users: a job whose person is gone finds no rows and ends.
set local role fairfile_owner;
set local lock_timeout = '1s';

create table job (
    id uuid primary key default gen_random_uuid(),
    queue text not null default 'medium',
    priority smallint not null default 0,
    kind text not null,
    args jsonb not null default '{}',
    user_id uuid,
    state text not null default 'waiting',
    run_at timestamptz not null default now(),
    created_at timestamptz not null default now(),
    attempt smallint not null default 0,
    max_attempts smallint not null default 10,
    claims smallint not null default 0,
    lease_token uuid,
    lease_until timestamptz,
    worker text,
    started_at timestamptz,
    unique_key text,
    progress jsonb,
    cancel_requested boolean not null default false,
    error_code text,
    last_error text,
    trace text,
    constraint job_state_known check (state in ('scheduled', 'waiting', 'running', 'parked')),
    constraint job_queue_known check (queue in ('high', 'medium', 'low')),
    constraint job_lease_whole check ((state = 'running') = (lease_token is not null)),
    constraint job_attempts_range check (attempt >= 0 and max_attempts >= 1 and claims >= 0),
    constraint job_error_length check (length(last_error) <= 2000)
) with (
    fillfactor = 80,
    autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000,
    autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 10000,
    autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 5000,
    autovacuum_vacuum_cost_delay = 0
);

-- Ready jobs of a queue in the order they are claimed; ids of version 7 are first in, first out.
create index job_waiting_idx on job (queue, priority, run_at, id) where state = 'waiting';
-- Jobs for later, moved to waiting when due: a million of them cost a claim nothing.
create index job_scheduled_idx on job (run_at) where state = 'scheduled';
-- Leases that ran out.
create index job_lease_idx on job (lease_until) where state = 'running';
create unique index job_unique_key on job (unique_key) where unique_key is not null;

call setup.own_rows_only('job');
call setup.all_rows_for('job', 'fairfile_worker');
call setup.all_rows_for('job', 'fairfile_operator');
call setup.all_rows_for('job', 'fairfile_gate', 'insert');

-- A person's request may add a job of the person's own, look at it and ask to stop it.
grant select (id, user_id, kind, state, run_at, created_at, started_at, attempt, progress,
    cancel_requested, unique_key) on job to authenticated;
grant insert (id, queue, priority, kind, args, user_id, state, run_at, max_attempts, unique_key,
    trace), update (cancel_requested) on job to authenticated;
grant insert (id, queue, priority, kind, args, user_id, state, run_at, max_attempts, unique_key,
    trace) on job to fairfile_gate;
grant select, insert, update on job to fairfile_job;
grant select, insert, update, delete on job to fairfile_worker;
grant select, insert, update, delete on job to fairfile_operator;

create table job_pause (
    queue text primary key,
    paused_at timestamptz not null default now(),
    constraint job_pause_queue_known check (queue in ('high', 'medium', 'low'))
);

create table job_schedule (
    name text primary key,
    kind text not null,
    queue text not null default 'low',
    every text not null,
    args jsonb not null default '{}',
    enabled boolean not null default true,
    next_run_at timestamptz not null,
    last_run_at timestamptz,
    constraint job_schedule_queue_known check (queue in ('high', 'medium', 'low'))
);

grant select, insert, update, delete on job_pause, job_schedule
    to fairfile_worker, fairfile_operator;

reset role;
