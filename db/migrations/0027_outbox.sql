-- slice: infra/jobs
-- Effects outside the house: written with the row that wants them, carried out by a job, under a
-- key that the provider gets too. An answer that was lost leaves `unknown`: looked up, never
-- simply sent again.
set local role fairfile_owner;
set local lock_timeout = '1s';

create table outbox (
    id uuid not null,
    user_id uuid references users (id) on delete cascade,
    kind text not null,
    provider text not null,
    subject_id uuid,
    payload_sealed bytea not null,
    idempotency_key text not null,
    state text not null default 'pending',
    attempt smallint not null default 0,
    provider_reference text,
    answer jsonb,
    last_error text,
    created_at timestamptz not null default now(),
    finished_at timestamptz,
    primary key (id),
    constraint outbox_kind_known check (kind in ('mail', 'email', 'payment')),
    constraint outbox_state_known check (state in ('pending', 'sent', 'unknown', 'failed',
        'cancelled')),
    constraint outbox_finished_whole check
        ((state in ('sent', 'failed', 'cancelled')) = (finished_at is not null))
) with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

create unique index outbox_idempotency_key on outbox (idempotency_key);
create index outbox_subject_idx on outbox (user_id, subject_id);

call setup.own_rows_only('outbox');
call setup.all_rows_for('outbox', 'fairfile_worker');
call setup.all_rows_for('outbox', 'fairfile_gate', 'insert');
call setup.all_rows_for('outbox', 'fairfile_operator', 'select');

grant select (id, user_id, kind, provider, subject_id, state, created_at, finished_at),
    insert (id, user_id, kind, provider, subject_id, payload_sealed, idempotency_key)
    on outbox to authenticated;
grant insert (id, user_id, kind, provider, subject_id, payload_sealed, idempotency_key)
    on outbox to fairfile_gate;
grant select, insert, update on outbox to fairfile_job;
grant select, update, delete on outbox to fairfile_worker;
grant select (id, user_id, kind, provider, subject_id, state, attempt, provider_reference,
    last_error, created_at, finished_at) on outbox to fairfile_operator;

reset role;
