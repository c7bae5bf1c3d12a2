-- slice: scores
-- The monthly view, kept current by the writing statement. Models are never averaged together.
-- The average is sum over count: sums can be kept incrementally. The newest of each bureau and
-- model also stands in user_analytics, keyed `bureau|model`.
set local role fairfile_owner;
set local lock_timeout = '1s';

create table credit_score_monthly (
    user_id uuid not null references users (id) on delete cascade,
    bureau_source bureau_name not null,
    model text not null,
    month date not null,
    scores integer not null,
    total bigint not null,
    min_score smallint not null,
    max_score smallint not null,
    last_score smallint not null,
    last_at timestamptz not null,
    avg_score numeric(6, 2) not null generated always as (total::numeric / scores) stored,
    primary key (user_id, bureau_source, model, month)
) with (fillfactor = 80);

call setup.own_rows_only('credit_score_monthly');

-- Written by the trigger below, refused as statements of their own.
call setup.append_only('credit_score_monthly');
create trigger written_by_trigger before insert on credit_score_monthly for each row
    when (pg_trigger_depth() = 0) execute function setup.refuse_direct_change();

grant select, insert, update on credit_score_monthly to authenticated, fairfile_job;
grant delete on credit_score_monthly to fairfile_job;

create function add_scores() returns trigger
language plpgsql as $$
begin
    insert into public.credit_score_monthly as m (user_id, bureau_source, model, month, scores,
        total, min_score, max_score, last_score, last_at)
    select user_id, bureau_source, model, date_trunc('month', "timestamp", 'UTC')::date, count(*),
        sum(score_value), min(score_value), max(score_value),
        (array_agg(score_value order by "timestamp" desc))[1], max("timestamp")
    from inserted
    group by user_id, bureau_source, model, date_trunc('month', "timestamp", 'UTC')::date
    on conflict (user_id, bureau_source, model, month) do update
    set scores = m.scores + excluded.scores,
        total = m.total + excluded.total,
        min_score = least(m.min_score, excluded.min_score),
        max_score = greatest(m.max_score, excluded.max_score),
        last_score = case when excluded.last_at >= m.last_at
            then excluded.last_score else m.last_score end,
        last_at = greatest(m.last_at, excluded.last_at);

    update public.user_analytics a
    set data_version = a.data_version + 1,
        latest_scores = a.latest_scores || coalesce(n.newer, '{}')
    from (select distinct i.user_id from inserted i) t
    left join (
        select l.user_id, jsonb_object_agg(l.bureau_source || '|' || l.model, jsonb_build_object(
            'id', l.id, 'report_id', l.report_id, 'value', l.score_value,
            'at', l."timestamp")) as newer
        from (
            select distinct on (i.user_id, i.bureau_source, i.model) i.*
            from inserted i
            order by i.user_id, i.bureau_source, i.model, i."timestamp" desc
        ) l
        join public.user_analytics e on e.user_id = l.user_id
        where l."timestamp" >= coalesce((e.latest_scores
            -> (l.bureau_source || '|' || l.model) ->> 'at')::timestamptz, '-infinity')
        group by l.user_id
    ) n on n.user_id = t.user_id
    where a.user_id = t.user_id;
    return null;
end
$$;

create function remove_scores() returns trigger
language plpgsql as $$
begin
    delete from public.credit_score_monthly m using deleted d
    where m.user_id = d.user_id and m.bureau_source = d.bureau_source and m.model = d.model
        and m.month = date_trunc('month', d."timestamp", 'UTC')::date;

    insert into public.credit_score_monthly (user_id, bureau_source, model, month, scores, total,
        min_score, max_score, last_score, last_at)
    select h.user_id, h.bureau_source, h.model, t.month, count(*), sum(h.score_value),
        min(h.score_value), max(h.score_value),
        (array_agg(h.score_value order by h."timestamp" desc))[1], max(h."timestamp")
    from public.credit_score_history h
    join (
        select distinct user_id, bureau_source, model,
            date_trunc('month', "timestamp", 'UTC')::date as month
        from deleted
    ) t on h.user_id = t.user_id and h.bureau_source = t.bureau_source and h.model = t.model
        and h."timestamp" >= t.month::timestamp at time zone 'UTC'
        and h."timestamp" < (t.month + interval '1 month') at time zone 'UTC'
    where exists (select from public.users u where u.id = h.user_id)
    group by h.user_id, h.bureau_source, h.model, t.month;

    update public.user_analytics a
    set data_version = a.data_version + 1, latest_scores = coalesce(n.newest, '{}')
    from (select distinct d.user_id from deleted d) t
    left join (
        select l.user_id, jsonb_object_agg(l.bureau_source || '|' || l.model, jsonb_build_object(
            'id', l.id, 'report_id', l.report_id, 'value', l.score_value,
            'at', l."timestamp")) as newest
        from (
            select distinct on (h.user_id, h.bureau_source, h.model) h.*
            from public.credit_score_history h
            where h.user_id in (select d.user_id from deleted d)
            order by h.user_id, h.bureau_source, h.model, h."timestamp" desc
        ) l
        group by l.user_id
    ) n on n.user_id = t.user_id
    where a.user_id = t.user_id;
    return null;
end
$$;

create trigger add_scores after insert on credit_score_history referencing new table as inserted
    for each statement execute function add_scores();
create trigger remove_scores after delete on credit_score_history referencing old table as deleted
    for each statement execute function remove_scores();

reset role;
