-- slice: infra/ratelimit
-- What abuse limits remember over a restart when no Redis is configured. Subjects are keyed
-- hashes of a user id or an address; nothing here identifies a person.
set local role fairfile_owner;
set local lock_timeout = '1s';

create table rate_limit_counters (
    subject_hash bytea not null,
    limit_type text not null,
    level double precision not null,
    measured_at timestamptz not null,
    primary key (subject_hash, limit_type)
);

create table rate_limit_blocks (
    subject_hash bytea primary key,
    limit_type text not null,
    offences integer not null default 1,
    blocked_at timestamptz not null default now(),
    blocked_until timestamptz not null,
    lifted_at timestamptz,
    constraint rate_limit_blocks_offences_range check (offences >= 1)
);

grant select, insert, update, delete on rate_limit_counters, rate_limit_blocks to fairfile_gate;
grant select, update (lifted_at, blocked_until) on rate_limit_blocks to fairfile_operator;
grant select, delete on rate_limit_counters, rate_limit_blocks to fairfile_worker;

reset role;
