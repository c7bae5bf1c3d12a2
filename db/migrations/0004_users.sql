-- slice: users
-- People. Everything that is theirs hangs on this row and goes with it.
set local role fairfile_owner;
set local lock_timeout = '1s';

create table users (
    id uuid primary key default gen_random_uuid(),
    email text not null,
    email_verified_at timestamptz,
    password_hash text,
    password_changed_at timestamptz,
    role text not null default 'user',
    tier text not null default 'free',
    tier_until timestamptz,
    report_limit integer,
    letter_limit integer,
    state text not null default 'active',
    failed_sign_ins integer not null default 0,
    locked_until timestamptz,
    session_epoch integer not null default 1,
    totp_secret_sealed bytea,
    totp_enabled_at timestamptz,
    totp_last_step bigint,
    profile_sealed bytea,
    seal_key_id uuid,
    external_issuer text,
    external_subject text,
    locale text not null default 'en',
    created_at timestamptz not null default now(),
    last_seen_at timestamptz,
    updated_at timestamptz not null default now(),
    constraint users_role_known check (role in ('user', 'operator')),
    constraint users_tier_known check (tier in ('free', 'paid')),
    constraint users_state_known check (state in ('active', 'suspended', 'erasing')),
    constraint users_email_length check (length(email) between 3 and 254),
    constraint users_report_limit_range check (report_limit >= 0),
    constraint users_letter_limit_range check (letter_limit >= 0),
    constraint users_external_whole check ((external_issuer is null) = (external_subject is null))
);

create unique index users_email_key on users (lower(email));
create unique index users_external_key on users (external_issuer, external_subject)
    where external_issuer is not null;

call setup.own_rows_only('users', 'id');
call setup.all_rows_for('users', 'fairfile_gate');
call setup.all_rows_for('users', 'fairfile_operator', 'select');
call setup.all_rows_for('users', 'fairfile_operator', 'update');

grant select on users to authenticated, fairfile_job;
grant update (email, email_verified_at, password_hash, password_changed_at, session_epoch,
    totp_secret_sealed, totp_enabled_at, totp_last_step, profile_sealed, seal_key_id, locale,
    updated_at) on users to authenticated;
grant update (tier, tier_until, state, updated_at), delete on users to fairfile_job;
grant select, insert on users to fairfile_gate;
grant update (email_verified_at, password_hash, password_changed_at, failed_sign_ins, locked_until,
    session_epoch, totp_last_step, last_seen_at, updated_at) on users to fairfile_gate;
grant select (id, email, email_verified_at, role, tier, tier_until, report_limit, letter_limit,
    state, locked_until, totp_enabled_at, created_at, last_seen_at,
        updated_at) on users to fairfile_operator;
grant update (role, tier, tier_until, report_limit, letter_limit, state, locked_until,
    session_epoch, updated_at) on users to fairfile_operator;

reset role;
