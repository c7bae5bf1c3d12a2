-- slice: infra/jobs
-- Finished jobs, in monthly partitions that are dropped when their retention ends.
set local role fairfile_owner;
set local lock_timeout = '1s';

create table job_archive (
    id uuid not null,
    queue text not null,
    priority smallint not null,
    kind text not null,
    args jsonb not null,
    user_id uuid,
    outcome text not null,
    attempt smallint not null,
    created_at timestamptz not null,
    started_at timestamptz,
    finished_at timestamptz not null default now(),
    error_code text,
    last_error text,
    constraint job_archive_outcome_known check (outcome in ('done', 'failed', 'cancelled',
        'discarded'))
) partition by range (finished_at);

create index job_archive_id_idx on job_archive (id);

create table job_archive_default partition of job_archive default;
alter table job_archive_default enable row level security;
alter table job_archive_default force row level security;

select make_month_partitions('job_archive', current_date, 7);

call setup.own_rows_only('job_archive');
call setup.all_rows_for('job_archive', 'fairfile_worker');
call setup.all_rows_for('job_archive', 'fairfile_operator', 'select');

grant select (id, user_id, kind, outcome, created_at, started_at, finished_at) on job_archive
    to authenticated;
grant insert on job_archive to fairfile_job;
grant select, insert, delete on job_archive to fairfile_worker;
grant select on job_archive to fairfile_operator;

reset role;
