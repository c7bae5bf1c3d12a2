-- Fills a freshly migrated database with invented people as of month 24: two reports, thirty
-- tradelines, five disputed items with three history entries each, three letters and two years of
-- scores a person. Same :users, :seed and :until, same rows.
--
--   psql -v ON_ERROR_STOP=1 -v users=10000 -f db/synthetic/month_24.sql fairfile
--
-- Needs a superuser: triggers are off while it loads (session_replication_role), so that counts and
-- hash chains are computed for all people at once. They are the same as the triggers would make;
-- tests/database proves it, and that every foreign key holds.
\if :{?users}
\else
\set users 10000
\endif
\if :{?seed}
\else
\set seed 1
\endif
\if :{?until}
\else
select date_trunc('month', now(), 'UTC')::date as until \gset
\endif

-- Far quicker to build at the end than to feed row by row.
drop index tradelines_search_idx, tradelines_creditor_trgm_idx, tradelines_history_idx,
    tradelines_details_idx;

begin;
set local session_replication_role = replica;
set local timezone = 'UTC';
set local work_mem = '128MB';

-- Version-7 shaped, ascending with `number`: a row's place in the world decides its id.
create function pg_temp.made_id(noun text, number bigint) returns uuid
    language sql immutable parallel safe
    return overlay(overlay(overlay(md5(noun || number)
        placing lpad(to_hex(1700000000000 + number), 12, '0') from 1 for 12)
        placing '7' from 13 for 1) placing '8' from 17 for 1)::uuid;

-- A whole number in 0..below-1 that depends on the seed and on what it is for.
create function pg_temp.dice(below integer, purpose text, number bigint) returns integer
    language sql immutable parallel safe
    return (hashtextextended(purpose, number) & 2147483647) % below;

create temp table person on commit drop as
select n, pg_temp.made_id('user' || :seed, n) as id,
    :'until'::timestamp at time zone 'UTC' - interval '24 months'
        + n * interval '23 months' / :users as joined
from generate_series(1, :users) n;

insert into users (id, email, email_verified_at, password_hash, tier, created_at, updated_at)
select id, 'person' || n || '@example.org', joined, '$argon2id$synthetic',
    case when n % 7 = 0 then 'paid' else 'free' end, joined, joined
from person;

create temp table report on commit drop as
select p.id as user_id, p.n * 2 + k as n, k, pg_temp.made_id('report' || :seed, p.n * 2 + k) as id,
    p.joined + k * interval '14 days' as uploaded
from person p, generate_series(0, 1) k;

insert into credit_reports (id, user_id, status, kind, format, verdict, report_date, pages,
    pages_read, account_count, tradeline_count, negative_count, disputable_count, reader_version,
    content_type, bytes, content_hash, file_deleted_at, unit_month, upload_date, started_at,
    finished_at)
select id, user_id, 'done', 'credit_report', 'iiq_trimerge', 'accepted', to_char(uploaded,
    'YYYY-MM-DD'),
    12, 12, 5, 15, 6, 3, '1', 'application/pdf', 400000 + pg_temp.dice(2000000, 'bytes', n),
    sha256(int8send(n)), uploaded + interval '30 days', date_trunc('month', uploaded)::date,
    uploaded, uploaded + interval '1 second', uploaded + interval '2 seconds'
from report;

-- A year of marks: few differ, so they are made once.
create temp table history on commit drop as
select u.month, k.kind, (
    select jsonb_agg(jsonb_build_object('month', to_char(u.month - m * interval '1 month',
        'YYYY-MM'),
        'mark', case when k.kind = 1 then 'collection' when k.kind = 2 and m < 3
            then '60' else 'ok' end)
        order by m)
    from generate_series(1, 12) m) as history
from (select distinct date_trunc('month', uploaded) as month from report) u
cross join generate_series(1, 3) k (kind);

-- Accounts 1 and 2 of a report are negative at all three bureaus, the first can be disputed.
create temp table account on commit drop as
select r.user_id, r.id as report_id, r.n, r.uploaded, a,
    (array['CHASE BANK USA', 'CAPITAL ONE', 'MIDLAND CREDIT', 'WELLS FARGO AUTO', 'DISCOVER BANK',
        'SYNCHRONY BANK', 'PORTFOLIO RECOVERY', 'NAVIENT', 'ALLY FINANCIAL', 'CITIBANK'])
        [1 + pg_temp.dice(10, 'creditor', r.n / 2 * 5 + a)] as creditor,
    lpad((pg_temp.dice(10000, 'last4', r.n / 2 * 5 + a))::text, 4, '0') as last4,
    sha256(int8send(r.n / 2 * 5 + a)) as hash,
    pg_temp.dice(900000, 'balance', r.n * 5 + a) as balance,
    h.history
from report r
cross join generate_series(1, 5) a
join history h on h.month = date_trunc('month', r.uploaded) and h.kind = least(a, 3);

insert into tradelines (id, user_id, report_id, account_group, bureau, creditor, account_last4,
    account_hash, account_number_sealed, account_type, account_type_text, responsibility,
    account_status, account_status_text, payment_status, payment_status_text, date_opened,
    date_reported, balance_cents, credit_limit_cents, past_due_cents, monthly_payment_cents, terms,
    remarks, is_negative, negative_reasons, is_disputable, confidence, payment_history, created_at)
select pg_temp.made_id('tradeline' || :seed, n * 15 + a * 3 + b.k - 3), user_id, report_id, a,
    b.name,
    creditor, last4, hash, hash || sha256(hash),
    (array['collection', 'revolving', 'revolving', 'installment', 'mortgage'])[a],
    (array['Collection', 'Credit Card', 'Credit Card', 'Auto Loan', 'Mortgage'])[a], 'individual',
    case when a = 1 then 'derogatory' else 'open' end,
    case when a = 1 then 'Derogatory' else 'Open' end,
    (array['collection', 'late_60', 'current', 'current', 'current'])[a],
    (array['Collection/Chargeoff', 'Late 60 Days', 'Current', 'Current', 'Current'])[a],
    to_char(uploaded - interval '40 months' - a * interval '3 months', 'YYYY-MM-DD'),
    to_char(uploaded - interval '9 days', 'YYYY-MM-DD'), balance,
    case when a in (2, 3) then 1000000 end, case when a <= 2 then 12500 else 0 end,
    case when a > 1 then 5000 + a * 1000 end, case when a in (2, 3) then 'Revolving' end,
    case when a = 1 then '["Placed for collection"]'::jsonb else '[]' end, a <= 2,
    case a when 1 then array['collection',
        'past_due'] when 2 then array['late_payment'] else '{}' end,
    a = 1, 0.99, history, uploaded + interval '2 seconds'
from account
cross join (values (1, 'TransUnion'), (2, 'Experian'), (3, 'Equifax')) b (k, name);

create temp table item on commit drop as
select p.id as user_id, p.n, i, p.joined,
    pg_temp.made_id('dispute' || :seed, p.n * 2 + (i > 3)::int) as id,
    (array['TransUnion', 'Experian', 'Equifax', 'TransUnion', 'Experian'])[i] as bureau,
    pg_temp.made_id('report' || :seed, p.n * 2 + 1) as report_id,
    -- The first three items are account 1 at each bureau, the others account 2 at two of them.
    pg_temp.made_id('tradeline' || :seed, (p.n * 2 + 1) * 15 + (array[1, 2, 3, 4,
        5])[i]) as tradeline_id,
    (array['verified', 'deleted', 'updated', 'expired', 'escalated', 'open', 'open', 'deleted'])
        [1 + pg_temp.dice(8, 'fate', p.n * 5 + i)] as fate
from person p, generate_series(1, 5) i;

create temp table step on commit drop as
select i.user_id, i.id, i.bureau, s, (s - 1) * 5 + i.i as seq,
    (case when i.fate = 'open' then array['blank', 'pending', 'investigating']
        else array['pending', 'investigating', i.fate] end)[s] as status,
    case when s = 1 then 'user' when s = 3 and i.fate in ('verified', 'deleted', 'updated')
        then 'bureau' else 'system' end as changed_by,
    i.joined + interval '20 days' + s * interval '12 days' + i.i * interval '1 minute' as
        changed_at,
    case when s = 3 then 'Answer of the bureau' end as note
from item i, generate_series(1, 3) s;

create index on step (seq);
analyze step;

with recursive chain as (
    select s.user_id, 0::bigint as seq, null::uuid as id, null::text as bureau,
        null::timestamptz as changed_at,
        decode(repeat('00', 32), 'hex') as previous_hash, decode(repeat('00', 32), 'hex') as hash
    from (select distinct user_id from step) s
    union all
    select s.user_id, s.seq, s.id, s.bureau, s.changed_at, c.hash,
        status_history_hash(c.hash, s.user_id, s.seq, s.id, s.changed_at,
            sha256(convert_to(coalesce(s.note, ''), 'UTF8')),
            s.bureau || '|' || coalesce(e.status, '') || '|' || s.status || '|' || s.changed_by
                || '|false')
    from chain c
    join step s on s.user_id = c.user_id and s.seq = c.seq + 1
    left join step e on e.user_id = s.user_id and e.seq = s.seq - 5 and s.seq > 5
)
insert into dispute_status_history (id, user_id, seq, dispute_tracking_id, changed_at, bureau,
    old_status, new_status, reinserted, changed_by, note, note_digest, previous_hash, hash)
select md5(s.id::text || s.bureau || s.seq)::uuid, s.user_id, s.seq, s.id, s.changed_at, s.bureau,
    e.status, s.status, false, s.changed_by, s.note,
    sha256(convert_to(coalesce(s.note, ''), 'UTF8')), c.previous_hash, c.hash
from chain c
join step s on s.user_id = c.user_id and s.seq = c.seq
left join step e on e.user_id = s.user_id and e.seq = s.seq - 5;

insert into dispute_tracking (id, user_id, report_id, tradeline_id, bureau, furnisher,
    account_last4,
    reason, reason_code, fact, status, status_changed_at, status_changed_by, status_note, mailed_on,
    delivered_on, clock, due_on, opened_at, resolved_at)
select i.id, i.user_id, i.report_id, i.tradeline_id, i.bureau, t.creditor, t.account_last4,
    'The balance is wrong.', 'F1', 'The balance was paid before the account was sold.', s.status,
    s.changed_at, s.changed_by, s.note, f.changed_at::date, f.changed_at::date + 4, 'C1',
    f.changed_at::date + 34, f.changed_at,
    case when s.status in ('verified', 'deleted', 'updated') then s.changed_at end
from item i
join step s on s.user_id = i.user_id and s.id = i.id and s.bureau = i.bureau and s.s = 3
join step f on f.user_id = i.user_id and f.id = i.id and f.bureau = i.bureau and f.s = 1
join tradelines t on t.user_id = i.user_id and t.id = i.tradeline_id;

insert into letters (id, user_id, type, bureau, addressee, summary, status, body_sealed,
    body_digest,
    unit_month, created_at, updated_at, approved_at)
select pg_temp.made_id('letter' || :seed, p.n * 3 + k), p.id, '611_dispute', b.name, b.name,
    '611 dispute to ' || b.name, case when l.mailed then 'mailed' else 'draft' end, l.body,
    case when l.mailed then sha256(l.body) end,
    date_trunc('month', p.joined)::date, p.joined + interval '31 days',
        p.joined + interval '31 days',
    case when l.mailed then p.joined + interval '32 days' end
from person p
cross join generate_series(0, 2) k
cross join lateral (values ((array['TransUnion', 'Experian', 'Equifax'])[k + 1])) b (name)
cross join lateral (
    select (p.n * 3 + k) % 20 < 3 as mailed,
        (select decode(string_agg(md5('body' || p.n * 3 + k || '/' || x), ''), 'hex')
            from generate_series(1, 64) x) as body
) l;

insert into letter_disputes (user_id, letter_id, dispute_tracking_id, bureau, position)
select i.user_id, pg_temp.made_id('letter' || :seed, i.n * 3 + (i.i - 1) % 3), i.id, i.bureau,
    1 + (i.i > 3)::int
from item i;

insert into mailing_records (id, user_id, letter_id, provider, status, tracking_number, mailed_on,
    delivered_on, created_at, updated_at)
select pg_temp.made_id('mailing' || :seed, row_number() over (order by id)), user_id, id, 'self',
    'delivered', '9400' || lpad((row_number() over (order by id))::text, 16, '0'),
    approved_at::date, approved_at::date + 4, approved_at, approved_at
from letters where status = 'mailed';

insert into credit_score_history (id, user_id, bureau_source, model, score_value, "timestamp")
select md5('score' || :seed || '/' || p.n || b.name || m)::uuid, p.id, b.name, 'VantageScore 3.0',
    560 + pg_temp.dice(120, 'base', p.n) + pg_temp.dice(25, b.name, p.n * 24 + m) + (24 - m) * 2,
    (:'until'::date - m * interval '1 month') + interval '9 days'
        + pg_temp.dice(86400, 'time', p.n) * interval '1 second'
from generate_series(23, 0, -1) m
cross join person p
cross join (values ('TransUnion'), ('Experian'), ('Equifax')) b (name);

insert into credit_score_monthly (user_id, bureau_source, model, month, scores, total, min_score,
    max_score, last_score, last_at)
select user_id, bureau_source, model, date_trunc('month', "timestamp", 'UTC')::date, count(*),
    sum(score_value), min(score_value), max(score_value),
    (array_agg(score_value order by "timestamp" desc))[1], max("timestamp")
from credit_score_history
group by user_id, bureau_source, model, date_trunc('month', "timestamp", 'UTC')::date
order by user_id, bureau_source, model, 4;

insert into monthly_entitlements (user_id, kind, month, used, monthly_limit)
select p.id, k.kind, date_trunc('month', now(), 'UTC')::date, 1, k.monthly_limit
from person p cross join (values ('reports', 2), ('letters', 3)) k (kind, monthly_limit);

insert into user_analytics (user_id, tier, tier_until, report_limit, letter_limit, quota_month,
    reports_used, letters_used, latest_scores, reports_total, accounts_total, tradelines_total,
    tradelines_negative, tradelines_disputable, disputes_total, disputes_pending,
    disputes_investigating, disputes_verified, disputes_deleted, disputes_updated,
    disputes_escalated, disputes_expired, disputes_blank, resolution_seconds, letters_total,
    letters_mailed, history_seq, history_previous, history_head)
select r.user_id, tier, tier_until, report_limit, letter_limit, quota_month, reports_used,
    letters_used, latest_scores, reports_total, accounts_total, tradelines_total,
        tradelines_negative,
    tradelines_disputable, disputes_total, disputes_pending, disputes_investigating,
    disputes_verified, disputes_deleted, disputes_updated, disputes_escalated, disputes_expired,
    disputes_blank, resolution_seconds, letters_total, letters_mailed, history_seq,
    h.previous_hash, history_head
from user_analytics_recomputed r
join dispute_status_history h on h.user_id = r.user_id and h.seq = r.history_seq
where r.user_id in (select id from person);

commit;

\ir ../migrations/0037_operator_search_indexes.sql

vacuum (analyze) users, user_analytics, credit_reports, tradelines, dispute_tracking,
    dispute_status_history, letters, letter_disputes, mailing_records, credit_score_history,
    credit_score_monthly, monthly_entitlements;
