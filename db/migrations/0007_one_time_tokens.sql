-- slice: users
-- Links sent by e-mail and recovery codes: hashed, good once, the links for 15 minutes.
set local role fairfile_owner;
set local lock_timeout = '1s';

create table one_time_tokens (
    token_hash bytea primary key,
    user_id uuid not null references users (id) on delete cascade,
    purpose text not null,
    new_email text,
    created_at timestamptz not null default now(),
    expires_at timestamptz not null default now() + interval '15 minutes',
    used_at timestamptz,
    constraint one_time_tokens_purpose_known check (purpose in
        ('password_reset', 'email_verification', 'email_change')),
    constraint one_time_tokens_hash_length check (length(token_hash) = 32),
    constraint one_time_tokens_short check (expires_at <= created_at + interval '15 minutes')
);

create index one_time_tokens_user_idx on one_time_tokens (user_id, purpose);

create table recovery_codes (
    user_id uuid not null references users (id) on delete cascade,
    code_hash bytea not null,
    created_at timestamptz not null default now(),
    used_at timestamptz,
    primary key (user_id, code_hash),
    constraint recovery_codes_hash_length check (length(code_hash) = 32)
);

call setup.own_rows_only('one_time_tokens');
call setup.own_rows_only('recovery_codes');
call setup.all_rows_for('one_time_tokens', 'fairfile_gate');
call setup.all_rows_for('recovery_codes', 'fairfile_gate');

grant select, insert, delete on recovery_codes to authenticated;
grant insert, delete on one_time_tokens to authenticated;
grant select, insert, update (used_at), delete on one_time_tokens to fairfile_gate;
grant select, update (used_at) on recovery_codes to fairfile_gate;

-- DELETE with a condition reads what it compares.
grant select on one_time_tokens to authenticated;

reset role;
