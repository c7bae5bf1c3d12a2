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

grant select, insert, update (used, monthly_limit, updated_at) on monthly_entitlements
    to authenticated, fairfile_job;
grant select on monthly_entitlements to fairfile_operator;

-- user_analytics shows the newest month; a unit given back to an earlier one only counts as change.
create function show_quota() returns trigger
language plpgsql as $$
begin
    update public.user_analytics
    set data_version = data_version + 1,
        reports_used = case when new.month < quota_month then reports_used
            when new.kind = 'reports' then new.used
            when new.month > quota_month then 0 else reports_used end,
        letters_used = case when new.month < quota_month then letters_used
            when new.kind = 'letters' then new.used
            when new.month > quota_month then 0 else letters_used end,
        quota_month = greatest(quota_month, new.month)
    where user_id = new.user_id;
    return null;
end
$$;

create trigger show_quota after insert or update on monthly_entitlements
    for each row execute function show_quota();

reset role;
