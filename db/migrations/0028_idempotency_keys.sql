-- slice: users
-- Answers to requests that may come twice. Scoped by person and route; the answer may hold
-- personal data and is sealed.
set local role fairfile_owner;
set local lock_timeout = '1s';

create table idempotency_keys (
    user_id uuid not null references users (id) on delete cascade,
    route text not null,
    key_hash bytea not null,
    request_hash bytea not null,
    status smallint,
    answer_sealed bytea,
    created_at timestamptz not null default now(),
    locked_until timestamptz not null default now() + interval '1 minute',
    expires_at timestamptz not null default now() + interval '24 hours',
    primary key (user_id, route, key_hash),
    constraint idempotency_keys_hash_length check
        (length(key_hash) = 32 and length(request_hash) = 32),
    constraint idempotency_keys_answer_whole check ((status is null) = (answer_sealed is null))
);

create index idempotency_keys_expiry_idx on idempotency_keys (expires_at);

call setup.own_rows_only('idempotency_keys');
call setup.all_rows_for('idempotency_keys', 'fairfile_worker');

grant select, insert, update, delete on idempotency_keys to authenticated;
grant select (user_id, route, key_hash, expires_at), delete on idempotency_keys
    to fairfile_worker;

reset role;
