-- slice: maintenance
-- Months that come to be while rows of theirs lie in the default partition already: those move over
-- before the partition is attached. Row security is lifted from the default partition for that
-- moment only, under the lock that lifting takes, and the statement triggers of the parent, which
-- count scores, do not see the move.
set local role fairfile_owner;
set local lock_timeout = '1s';

create or replace function make_month_partitions(parent text, first_month date, months integer)
returns integer
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp set lock_timeout = '1s' as $$
declare
    month date := date_trunc('month', first_month)::date;
    begins timestamptz;
    ends timestamptz;
    part text;
    rest text := parent || '_default';
    column_name text;
    column_list text;
    made integer := 0;
begin
    if parent not in ('credit_score_history', 'job_archive') or months not between 1 and 600 then
        raise exception 'not a partitioned table of ours: %', parent;
    end if;
    column_name := case parent when 'job_archive' then 'finished_at' else 'timestamp' end;
    select string_agg(quote_ident(attname), ', ' order by attnum) into column_list
    from pg_attribute
    where attrelid = to_regclass('public.' || parent) and attnum > 0 and not attisdropped;
    for i in 1..months loop
        part := format('%s_%s', parent, to_char(month, 'YYYYMM'));
        begins := month::timestamp at time zone 'UTC';
        ends := (month + interval '1 month')::timestamp at time zone 'UTC';
        if to_regclass('public.' || part) is null then
            execute format('create table public.%I (like public.%I including defaults including'
                ' constraints)', part, parent);
            execute format('alter table public.%I no force row level security', rest);
            execute format('with gone as (delete from public.%I where %I >= $1 and %I < $2'
                ' returning %s) insert into public.%I (%s) select %s from gone', rest,
                column_name, column_name, column_list, part, column_list, column_list)
                using begins, ends;
            execute format('alter table public.%I force row level security', rest);
            -- Nobody is granted a partition; row security closes it all the same.
            execute format('alter table public.%I enable row level security', part);
            execute format('alter table public.%I force row level security', part);
            execute format('alter table public.%I attach partition public.%I for values from (%L)'
                ' to (%L)', parent, part, begins, ends);
            made := made + 1;
        end if;
        month := (month + interval '1 month')::date;
    end loop;
    return made;
end
$$;

-- Finished jobs older than so many whole months go with their partitions. Scores stay as long as
-- the account does.
create function drop_job_archive_before(first_kept date) returns integer
language plpgsql set search_path = pg_catalog, public, pg_temp set lock_timeout = '1s' as $$
declare
    part record;
    dropped integer := 0;
begin
    for part in
        select c.relname, to_date(right(c.relname, 6), 'YYYYMM') as month
        from pg_inherits i
        join pg_class c on c.oid = i.inhrelid
        where i.inhparent = 'public.job_archive'::regclass and c.relname ~ '^job_archive_\d{6}$'
    loop
        if part.month < date_trunc('month', first_kept)
            and drop_month_partition('job_archive', part.month) then
            dropped := dropped + 1;
        end if;
    end loop;
    return dropped;
end
$$;

-- As the statistics have it: nobody reads the default partitions past their row security.
create function rows_outside_months() returns bigint
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
    scores bigint;
    finished bigint;
begin
    select coalesce(sum(n_live_tup), 0) into scores from pg_stat_all_tables
    where relid = 'public.credit_score_history_default'::regclass;
    select coalesce(sum(n_live_tup), 0) into finished from pg_stat_all_tables
    where relid = 'public.job_archive_default'::regclass;
    return scores + finished;
end
$$;

grant execute on function drop_job_archive_before, rows_outside_months to fairfile_worker;

reset role;
