-- slice: users
-- A session is a family of refresh tokens. Each is good once; one that comes back after its use
-- ends the family. Only hashes are stored.
set local role fairfile_owner;
set local lock_timeout = '1s';

create table sessions (
    id uuid not null default gen_random_uuid(),
    user_id uuid not null references users (id) on delete cascade,
    client text not null default 'api',
    user_agent text,
    address inet,
    epoch integer not null default 1,
    second_factor_at timestamptz,
    created_at timestamptz not null default now(),
    last_used_at timestamptz not null default now(),
    expires_at timestamptz not null,
    revoked_at timestamptz,
    revoked_because text,
    primary key (user_id, id),
    constraint sessions_client_known check (client in ('web', 'api', 'cli')),
    constraint sessions_revocation_known check (revoked_because in
        ('logout', 'reuse', 'password', 'operator', 'user', 'role', 'erasure')),
    constraint sessions_revocation_whole check ((revoked_at is null) = (revoked_because is null)),
    constraint sessions_agent_length check (length(user_agent) <= 300)
);

-- What other processes ask once a second to learn of sessions that have just ended.
create index sessions_revoked_idx on sessions (revoked_at) where revoked_at is not null;

create table refresh_tokens (
    token_hash bytea primary key,
    user_id uuid not null,
    session_id uuid not null,
    issued_at timestamptz not null default now(),
    expires_at timestamptz not null,
    used_at timestamptz,
    constraint refresh_tokens_session_fkey foreign key (user_id, session_id)
        references sessions (user_id, id) on delete cascade,
    constraint refresh_tokens_hash_length check (length(token_hash) = 32)
);

create index refresh_tokens_session_idx on refresh_tokens (user_id, session_id);

call setup.own_rows_only('sessions');
call setup.own_rows_only('refresh_tokens');
call setup.all_rows_for('sessions', 'fairfile_gate');
call setup.all_rows_for('refresh_tokens', 'fairfile_gate');

grant select, update (revoked_at, revoked_because) on sessions to authenticated;
grant select, insert, update on sessions to fairfile_gate;
grant select, insert, update (used_at) on refresh_tokens to fairfile_gate;

-- Operators end sessions by raising users.session_epoch; purging is the worker's.
call setup.all_rows_for('sessions', 'fairfile_worker');
grant select (user_id, id, expires_at, revoked_at), delete on sessions to fairfile_worker;

reset role;
