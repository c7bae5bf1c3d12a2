-- slice: users
-- What every table with people's data needs, said once and called by the later migrations.
set local role fairfile_owner;
set local lock_timeout = '1s';

create schema setup;

-- The sub-select makes PostgreSQL ask for the identity once a statement instead of once a row.
create procedure setup.own_rows_only(target regclass, owner_column name default 'user_id')
language plpgsql as $$
begin
    execute format('alter table %s enable row level security', target);
    execute format('alter table %s force row level security', target);
    execute format(
        'create policy own_rows on %s to authenticated, fairfile_job'
        ' using (%2$I = (select auth.uid())) with check (%2$I = (select auth.uid()))',
        target, owner_column);
end
$$;

-- For the roles that serve everybody. `true` and not a look at the claims: any other condition
-- would keep PostgreSQL from using GIN indexes, whose operators are not leakproof.
create procedure setup.all_rows_for(target regclass, served name, command text default 'all')
language plpgsql as $$
begin
    execute format('alter table %s enable row level security', target);
    execute format('alter table %s force row level security', target);
    execute format('create policy %I on %s for %s to %I%s%s',
        served || '_' || command, target, command, served,
        case when command <> 'insert' then ' using (true)' end,
        case when command not in ('select', 'delete') then ' with check (true)' end);
end
$$;

-- Rows written by a trigger or never: a statement of its own (depth 0) is refused for everybody,
-- the owner included. Erasing a person works, since the cascade is itself a trigger.
create function setup.refuse_direct_change() returns trigger
language plpgsql as $$
begin
    raise exception '% of % is not allowed: its rows are kept by triggers', tg_op, tg_table_name
        using errcode = 'insufficient_privilege';
end
$$;

create procedure setup.append_only(target regclass)
language plpgsql as $$
begin
    execute format(
        'create trigger append_only before update or delete on %s for each row'
        ' when (pg_trigger_depth() = 0) execute function setup.refuse_direct_change()', target);
    execute format(
        'create trigger no_truncate before truncate on %s for each statement'
        ' execute function setup.refuse_direct_change()', target);
end
$$;

-- Dates as documents print them: a day, a month or only a year.
create domain partial_date as text
    constraint partial_date_form check (value ~
        '^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$');

create domain bureau_name as text
    constraint bureau_name_known check (value in ('Experian', 'Equifax', 'TransUnion'));

reset role;
