-- Random operations of several people, each in the role that does it; after every few of them
-- user_analytics equals a recomputation, and each raised the data version.
\set ON_ERROR_STOP 1
create temp table said (line text);
create function pg_temp.say(ok boolean, claim text) returns void language sql
    as $$ insert into said values (case when ok then 'PASS ' else 'FAIL ' end || claim) $$;

create view pg_temp.differing as
select user_id from (
    select user_id, tier, tier_until, report_limit, letter_limit, quota_month, reports_used,
        letters_used, latest_scores, reports_total, accounts_total, tradelines_total,
        tradelines_negative, tradelines_disputable, disputes_total, disputes_pending,
        disputes_investigating, disputes_verified, disputes_deleted, disputes_updated,
        disputes_escalated, disputes_expired, disputes_blank, resolution_seconds, letters_total,
        letters_mailed, history_seq, history_head
    from user_analytics
    except
    select user_id, tier, tier_until, report_limit, letter_limit, quota_month, reports_used,
        letters_used, latest_scores, reports_total, accounts_total, tradelines_total,
        tradelines_negative, tradelines_disputable, disputes_total, disputes_pending,
        disputes_investigating, disputes_verified, disputes_deleted, disputes_updated,
        disputes_escalated, disputes_expired, disputes_blank, resolution_seconds, letters_total,
        letters_mailed, history_seq, history_head
    from user_analytics_recomputed
) d;

create view pg_temp.differing_scores as
(select user_id, bureau_source, model, month, scores, total, min_score, max_score, last_score,
    last_at
from credit_score_monthly
except
select user_id, bureau_source, model, date_trunc('month', "timestamp", 'UTC')::date, count(*),
    sum(score_value), min(score_value), max(score_value),
    (array_agg(score_value order by "timestamp" desc))[1], max("timestamp")
from credit_score_history group by 1, 2, 3, 4);

select pg_temp.say(count(*) = 0, 'the synthetic world''s counts equal a recomputation')
from pg_temp.differing \g /dev/null
select pg_temp.say(count(*) = 0, 'the synthetic world''s monthly scores equal a recomputation')
from pg_temp.differing_scores \g /dev/null

create table pg_temp.operation (name text, role text, statement text);
insert into pg_temp.operation values
('report', 'authenticated', 'insert into credit_reports (id, user_id, account_count)
    values (gen_random_uuid(), $1, (random() * 9)::int)'),
('read', 'fairfile_job',
    'update credit_reports set status = ''done'', account_count = (random() * 9)::int
    where user_id = $1 and random() < 0.5'),
('drop report', 'authenticated', 'delete from credit_reports where user_id = $1 and id = (
    select id from credit_reports where user_id = $1 order by random() limit 1)'),
('tradelines', 'fairfile_job',
    'insert into tradelines (id, user_id, report_id, account_group, bureau,
    is_negative, negative_reasons, is_disputable)
    select gen_random_uuid(), $1, r.id, k, ''Experian'', k % 2 = 0,
        case when k % 2 = 0 then array[''settled''] else ''{}'' end, random() < 0.3
    from generate_series(1, 1 + (random() * 6)::int) k,
        (select id from credit_reports where user_id = $1 order by random() limit 1) r'),
('mark', 'fairfile_job', 'update tradelines set is_disputable = not is_disputable
    where user_id = $1 and random() < 0.2'),
('drop tradelines', 'fairfile_job', 'delete from tradelines where user_id = $1 and random() < 0.1'),
('dispute', 'authenticated', 'insert into dispute_tracking (id, user_id, bureau, reason, status)
    select gen_random_uuid(), $1, b, ''wrong'',
        case when random() < 0.2 then ''blank'' else ''pending'' end
    from unnest(array[''Experian'', ''Equifax'']) b where random() < 0.8'),
('status', 'authenticated', 'update dispute_tracking d set status = n.status, version = version + 1,
        status_changed_at = clock_timestamp(), status_note = n.status || '' now'',
        reinserted = n.status = ''verified'' and random() < 0.3,
        resolved_at = case when n.status in (''verified'', ''deleted'', ''updated'')
            then now() + random() * interval ''40 days'' end
    from (select (array[''pending'', ''investigating'', ''verified'', ''deleted'', ''updated'',
        ''escalated'',
        ''expired'', ''blank''])[1 + floor(random() * 8)::int] as status) n
    where user_id = $1 and random() < 0.4'),
('mailed on', 'authenticated',
    'update dispute_tracking set due_on = current_date where user_id = $1'),
('letter', 'authenticated',
    'insert into letters (id, user_id, type, addressee, summary, body_sealed)
    values (gen_random_uuid(), $1, ''611_dispute'', ''Experian'', ''s'', ''x'')'),
('letter status', 'authenticated',
    'update letters set approved_at = coalesce(approved_at, now()), body_digest = ''d'',
    status = (array[''mailed'', ''delivered'', ''approved'', ''withdrawn''])
        [1 + floor(random() * case status when ''draft'' then 4 else 2 end)::int]
    where user_id = $1 and status <> ''withdrawn'' and random() < 0.5'),
('drop letter', 'authenticated', 'delete from letters where user_id = $1 and random() < 0.1'),
('score', 'fairfile_job',
    'insert into credit_score_history (user_id, bureau_source, model, score_value,
        "timestamp")
    select $1, (array[''Experian'', ''Equifax''])[1 + (random())::int], ''FICO 8'',
        500 + (random() * 300)::int, now() - random() * interval ''400 days''
    from generate_series(1, 1 + (random() * 4)::int)'),
('drop score', 'fairfile_job',
    'delete from credit_score_history where user_id = $1 and random() < 0.2'),
('unit', 'authenticated', 'insert into monthly_entitlements as e (user_id, kind, month, used)
    select $1, (array[''reports'', ''letters''])[1 + (random())::int],
        (date_trunc(''month'', now()) - (random() * 2)::int * interval ''1 month'')::date, 1
    on conflict (user_id, kind, month) do update set used = e.used + 1'),
('return unit', 'fairfile_job', 'update monthly_entitlements set used = used - 1
    where user_id = $1 and used > 0 and random() < 0.5'),
('tier', 'fairfile_operator',
    'update users set tier = case tier when ''free'' then ''paid'' else ''free'' end,
    report_limit = (random() * 9)::int where id = $1');

do $$
declare
    op record;
    person uuid;
    before bigint;
    after bigint;
    n bigint;
    unraised text[] := '{}';
    wrong integer := 0;
begin
    perform setseed(0.42);
    for i in 1..600 loop
        select * into op from pg_temp.operation order by random() limit 1;
        select id into person from users order by random() limit 1;
        select data_version into before from user_analytics where user_id = person;
        perform set_config('request.jwt.claims', jsonb_build_object('sub', person)::text, true);
        perform set_config('role', op.role, true);
        execute op.statement using person;
        get diagnostics n = row_count;
        perform set_config('role', 'none', true);
        select data_version into after from user_analytics where user_id = person;
        if n > 0 and after <= before then unraised := unraised || op.name; end if;
        if i % 20 = 0 then
            wrong := wrong + (select count(*) from pg_temp.differing)
                + (select count(*) from pg_temp.differing_scores);
        end if;
    end loop;
    perform pg_temp.say(wrong = 0, 'after 600 random operations counts equal a recomputation');
    perform pg_temp.say(unraised = '{}', 'every change raises the data version'
        || coalesce(': ' || array_to_string(unraised, ', '), ''));
end
$$;

-- Erasing a person takes everything along and nothing of anybody else.
do $$
declare person uuid := (select max(id::text) from users); t record; n bigint; others bigint;
begin
    select count(*) into others from tradelines where user_id <> person;
    perform set_config('request.jwt.claims', jsonb_build_object('sub', person)::text, true);
    perform set_config('role', 'fairfile_job', true);
    delete from users where id = person;
    perform set_config('role', 'none', true);
    for t in select c.oid::regclass as name from pg_class c join pg_attribute a
        on a.attrelid = c.oid
            and a.attname = 'user_id'
        where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
            and not c.relispartition and c.relname not in ('job', 'job_archive')
    loop
        execute format('select count(*) from %s where user_id = %L', t.name, person) into n;
        perform pg_temp.say(n = 0, 'nothing of an erased person is left in ' || t.name);
    end loop;
    perform pg_temp.say(others = (select count(*) from tradelines), 'others keep their tradelines');
end
$$;

select line from said;
