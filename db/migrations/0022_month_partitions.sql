-- slice: maintenance
-- Monthly partitions, made ahead and retired by a job. SECURITY DEFINER because only a table's
-- owner may attach or drop its partitions and the worker owns nothing; the parents are a closed
-- list and the arguments are a date and counts.
set local role fairfile_owner;
set local lock_timeout = '1s';

create function make_month_partitions(parent text, first_month date, months integer)
returns integer
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    month date := date_trunc('month', first_month)::date;
    part text;
    made integer := 0;
begin
    if parent not in ('credit_score_history', 'job_archive') or months not between 1 and 600 then
        raise exception 'not a partitioned table of ours: %', parent;
    end if;
    for i in 1..months loop
        part := format('%s_%s', parent, to_char(month, 'YYYYMM'));
        if to_regclass('public.' || part) is null then
            execute format('create table public.%I (like public.%I including defaults including'
                ' constraints)', part, parent);
            -- Nobody is granted a partition; row security closes it all the same.
            execute format('alter table public.%I enable row level security', part);
            execute format('alter table public.%I force row level security', part);
            execute format('alter table public.%I attach partition public.%I for values from (%L)'
                ' to (%L)', parent, part, month::timestamp at time zone 'UTC',
                (month + interval '1 month') at time zone 'UTC');
            made := made + 1;
        end if;
        month := (month + interval '1 month')::date;
    end loop;
    return made;
end
$$;

create function drop_month_partition(parent text, month date) returns boolean
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    part text := format('%s_%s', parent, to_char(month, 'YYYYMM'));
begin
    if parent not in ('credit_score_history', 'job_archive') then
        raise exception 'not a partitioned table of ours: %', parent;
    end if;
    if month > now() - interval '1 month' or to_regclass('public.' || part) is null then
        return false;
    end if;
    execute format('drop table public.%I', part);
    return true;
end
$$;

grant execute on function make_month_partitions, drop_month_partition to fairfile_worker;

reset role;
