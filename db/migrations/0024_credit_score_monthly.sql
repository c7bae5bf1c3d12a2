-- slice: scores
-- The monthly view, kept current by the writing statement. Models are never averaged together.
-- The average is sum over count: sums can be kept incrementally.
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

-- The newest score of each bureau and model: what the dashboard shows.
create table credit_score_latest (
    user_id uuid not null references users (id) on delete cascade,
    bureau_source bureau_name not null,
    model text not null,
    score_value smallint not null,
    "timestamp" timestamptz not null,
    primary key (user_id, bureau_source, model)
) with (fillfactor = 80);

call setup.own_rows_only('credit_score_monthly');
call setup.own_rows_only('credit_score_latest');

-- Written by the trigger below, refused as statements of their own.
call setup.append_only('credit_score_monthly');
call setup.append_only('credit_score_latest');
create trigger written_by_trigger before insert on credit_score_monthly for each row
    when (pg_trigger_depth() = 0) execute function setup.refuse_direct_change();
create trigger written_by_trigger before insert on credit_score_latest for each row
    when (pg_trigger_depth() = 0) execute function setup.refuse_direct_change();

grant select, insert, update on credit_score_monthly, credit_score_latest
    to authenticated, fairfile_job;
grant delete on credit_score_monthly, credit_score_latest to fairfile_job;

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

    insert into public.credit_score_latest as l (user_id, bureau_source, model, score_value,
        "timestamp")
    select distinct on (user_id, bureau_source, model) user_id, bureau_source, model, score_value,
        "timestamp"
    from inserted
    order by user_id, bureau_source, model, "timestamp" desc
    on conflict (user_id, bureau_source, model) do update
    set score_value = excluded.score_value, "timestamp" = excluded."timestamp"
    where excluded."timestamp" >= l."timestamp";

    update public.user_analytics a set data_version = data_version + 1
    from (select distinct i.user_id from inserted i) t
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
    delete from public.credit_score_latest l using deleted d
    where l.user_id = d.user_id and l.bureau_source = d.bureau_source and l.model = d.model;

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

    insert into public.credit_score_latest (user_id, bureau_source, model, score_value, "timestamp")
    select distinct on (h.user_id, h.bureau_source, h.model) h.user_id, h.bureau_source, h.model,
        h.score_value, h."timestamp"
    from public.credit_score_history h
    join (select distinct user_id, bureau_source, model from deleted) t
        using (user_id, bureau_source, model)
    where exists (select from public.users u where u.id = h.user_id)
    order by h.user_id, h.bureau_source, h.model, h."timestamp" desc;

    update public.user_analytics a set data_version = data_version + 1
    from (select distinct d.user_id from deleted d) t
    where a.user_id = t.user_id;
    return null;
end
$$;

create trigger add_scores after insert on credit_score_history referencing new table as inserted
    for each statement execute function add_scores();
create trigger remove_scores after delete on credit_score_history referencing old table as deleted
    for each statement execute function remove_scores();

reset role;
