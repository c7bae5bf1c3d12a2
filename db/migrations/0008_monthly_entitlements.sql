-- slice: users
-- What a person may still do this month. The truth: raised in the transaction of the report or
-- letter that uses a unit, given back in the one that records its failure. null is unlimited.
set local role fairfile_owner;
set local lock_timeout = '1s';

create table monthly_entitlements (
    user_id uuid not null references users (id) on delete cascade,
    kind text not null,
    month date not null,
    used integer not null default 0,
    monthly_limit integer,
    updated_at timestamptz not null default now(),
    primary key (user_id, kind, month),
    constraint monthly_entitlements_kind_known check (kind in ('reports', 'letters')),
    constraint monthly_entitlements_first_day check (extract(day from month) = 1),
    constraint monthly_entitlements_used_range check (used >= 0)
) with (fillfactor = 80);

call setup.own_rows_only('monthly_entitlements');
call setup.all_rows_for('monthly_entitlements', 'fairfile_operator', 'select');
call setup.touches_user('monthly_entitlements');

grant select, insert, update (used, monthly_limit, updated_at) on monthly_entitlements
    to authenticated, fairfile_job;
grant select on monthly_entitlements to fairfile_operator;

reset role;
