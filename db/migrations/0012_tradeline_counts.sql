-- slice: dashboard
-- Counts tradelines once a statement: a report brings up to hundreds of rows in one insert.
set local role fairfile_owner;
set local lock_timeout = '1s';

create function count_tradelines() returns trigger
language plpgsql as $$
begin
    if tg_op = 'INSERT' then
        update public.user_analytics a
        set data_version = a.data_version + 1,
            tradelines_total = a.tradelines_total + t.total,
            tradelines_negative = a.tradelines_negative + t.negative,
            tradelines_disputable = a.tradelines_disputable + t.disputable
        from (
            select user_id, count(*) as total, count(*) filter (where is_negative) as negative,
                count(*) filter (where is_disputable) as disputable
            from inserted group by user_id
        ) t
        where a.user_id = t.user_id;
    else
        update public.user_analytics a
        set data_version = a.data_version + 1,
            tradelines_total = a.tradelines_total - t.total,
            tradelines_negative = a.tradelines_negative - t.negative,
            tradelines_disputable = a.tradelines_disputable - t.disputable
        from (
            select user_id, count(*) as total, count(*) filter (where is_negative) as negative,
                count(*) filter (where is_disputable) as disputable
            from deleted group by user_id
        ) t
        where a.user_id = t.user_id;
    end if;
    return null;
end
$$;

create function recount_tradelines() returns trigger
language plpgsql as $$
begin
    update public.user_analytics a
    set data_version = a.data_version + 1,
        tradelines_negative = a.tradelines_negative + t.negative,
        tradelines_disputable = a.tradelines_disputable + t.disputable
    from (
        select n.user_id, sum(n.is_negative::int - o.is_negative::int) as negative,
            sum(n.is_disputable::int - o.is_disputable::int) as disputable
        from updated_new n join updated_old o using (user_id, id) group by n.user_id
    ) t
    where a.user_id = t.user_id;
    return null;
end
$$;

create trigger count_inserted after insert on tradelines referencing new table as inserted
    for each statement execute function count_tradelines();
create trigger count_deleted after delete on tradelines referencing old table as deleted
    for each statement execute function count_tradelines();
create trigger count_updated after update on tradelines
    referencing old table as updated_old new table as updated_new
    for each statement execute function recount_tradelines();

reset role;
