-- slice: users
-- Leaving: exports, what the law makes us keep of somebody who is gone (sealed, listed, with its
-- end), and a record that an erasure happened. The last two outlive the person: no foreign key.
set local role fairfile_owner;
set local lock_timeout = '1s';

create table exports (
    id uuid not null,
    user_id uuid not null references users (id) on delete cascade,
    status text not null default 'queued',
    object_id uuid,
    job_id uuid,
    created_at timestamptz not null default now(),
    finished_at timestamptz,
    primary key (user_id, id),
    constraint exports_object_fkey foreign key (user_id, object_id)
        references blob_objects (user_id, id) on delete set null (object_id),
    constraint exports_status_known check (status in ('queued', 'running', 'done', 'failed'))
);

create table retained_records (
    id uuid primary key,
    kind text not null,
    law text not null,
    record_sealed bytea not null,
    retained_at timestamptz not null default now(),
    keep_until date not null,
    legal_hold text
);

create index retained_records_end_idx on retained_records (keep_until) where legal_hold is null;

create table erasures (
    person_digest bytea primary key,
    requested_at timestamptz not null,
    finished_at timestamptz
);

call setup.own_rows_only('exports');
call setup.all_rows_for('retained_records', 'fairfile_job', 'insert');
call setup.all_rows_for('retained_records', 'fairfile_worker');
call setup.all_rows_for('retained_records', 'fairfile_operator');
call setup.all_rows_for('erasures', 'fairfile_worker');
call setup.all_rows_for('erasures', 'fairfile_auditor', 'select');

grant select, insert on exports to authenticated;
grant select, update, delete on exports to fairfile_job;
grant insert on retained_records to fairfile_job;
grant select (id, kind, keep_until, legal_hold), delete on retained_records to fairfile_worker;
grant select (id, kind, law, retained_at, keep_until, legal_hold), update (legal_hold)
    on retained_records to fairfile_operator;
grant select, insert, update on erasures to fairfile_worker;
grant select on erasures to fairfile_auditor;

reset role;
