-- People :first to :last of :users: two reports, thirty tradelines, five disputed items with
-- three history entries each, three letters and two years of scores a person, as of the day :until.
-- Hashes and counts are the same as the triggers would make.
drop table if exists pg_temp.person, pg_temp.report, pg_temp.history, pg_temp.account,
    pg_temp.item, pg_temp.step, pg_temp.letter, pg_temp.score;

create temp table person on commit drop as
select n, pg_temp.made_id('user', n) as id,
    timestamp ':until' at time zone 'UTC' - interval '24 months'
        + n * interval '23 months' / :users as joined
from generate_series(:first, :last) n;

insert into everybody select id from person;

-- Nobody signs in with such a password; a server that trusts the issuer takes its tokens.
insert into users (id, email, email_verified_at, password_hash, tier, external_issuer,
    external_subject, created_at, updated_at)
select id, 'person' || n || '.:seed@example.org', joined, '$argon2id$synthetic',
    case when n % 7 = 0 then 'paid' else 'free' end, 'https://synthetic.example',
    (lpad(to_hex(:seed::bigint), 16, '0') || lpad(to_hex(n), 16, '0'))::uuid::text, joined, joined
from person;

create temp table report on commit drop as
select p.id as user_id, p.n * 2 + k as n, k, pg_temp.made_id('report', p.n * 2 + k) as id,
    p.joined + k * interval '14 days' as uploaded
from person p, generate_series(0, 1) k;

insert into credit_reports (id, user_id, status, kind, format, verdict, report_date, pages,
    pages_read, account_count, tradeline_count, negative_count, disputable_count, reader_version,
    content_type, bytes, content_hash, file_deleted_at, unit_month, upload_date, started_at,
    finished_at)
select id, user_id, 'done', 'credit_report', 'iiq_trimerge', 'accepted', to_char(uploaded,
    'YYYY-MM-DD'),
    12, 12, 5, 15, 6, 3, '1', 'application/pdf', 400000 + pg_temp.dice(2000000, 'bytes', n),
    sha256(uuid_send(id)), uploaded + interval '30 days', date_trunc('month', uploaded)::date,
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
select pg_temp.made_id('tradeline', n * 15 + a * 3 + b.k - 3), user_id, report_id, a,
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
    pg_temp.made_id('dispute', p.n * 2 + (i > 3)::int) as id,
    (array['TransUnion', 'Experian', 'Equifax', 'TransUnion', 'Experian'])[i] as bureau,
    pg_temp.made_id('report', p.n * 2 + 1) as report_id,
    -- The first three items are account 1 at each bureau, the others account 2 at two of them.
    pg_temp.made_id('tradeline', (p.n * 2 + 1) * 15 + (array[1, 2, 3, 4,
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

create temp table letter on commit drop as
select p.id as user_id, p.n * 3 + k as n, pg_temp.made_id('letter', p.n * 3 + k) as id, p.joined,
    (array['TransUnion', 'Experian', 'Equifax'])[k + 1] as bureau, (p.n * 3 + k) % 20 < 3 as mailed,
    (select string_agg(sha512(convert_to('body' || p.n * 3 + k || '/' || x, 'UTF8')), '')
        from generate_series(1, 16) x) as body
from person p, generate_series(0, 2) k;

insert into letters (id, user_id, type, bureau, addressee, summary, status, body_sealed,
    body_digest,
    unit_month, created_at, updated_at, approved_at)
select id, user_id, '611_dispute', bureau, bureau, '611 dispute to ' || bureau,
    case when mailed then 'mailed' else 'draft' end, body, case when mailed then sha256(body) end,
    date_trunc('month', joined)::date, joined + interval '31 days', joined + interval '31 days',
    case when mailed then joined + interval '32 days' end
from letter;

insert into letter_disputes (user_id, letter_id, dispute_tracking_id, bureau, position)
select i.user_id, pg_temp.made_id('letter', i.n * 3 + (i.i - 1) % 3), i.id, i.bureau,
    1 + (i.i > 3)::int
from item i;

insert into mailing_records (id, user_id, letter_id, provider, status, tracking_number, mailed_on,
    delivered_on, created_at, updated_at)
select pg_temp.made_id('mailing', n), user_id, id, 'self', 'delivered',
    '9400' || lpad(n::text, 16, '0'), (joined + interval '32 days')::date,
    (joined + interval '32 days')::date + 4, joined + interval '32 days',
    joined + interval '32 days'
from letter where mailed;

create temp table score on commit drop as
select md5('score:seed/' || p.n || b.name || m)::uuid as id, p.id as user_id, b.name as bureau,
    'VantageScore 3.0' as model, 560 + pg_temp.dice(120, 'base', p.n)
        + pg_temp.dice(25, b.name, p.n * 24 + m) + (24 - m) * 2 as value,
    (date ':until' - m * interval '1 month') + interval '9 days'
        + pg_temp.dice(86400, 'time', p.n) * interval '1 second' as at
from generate_series(23, 0, -1) m
cross join person p
cross join (values ('TransUnion'), ('Experian'), ('Equifax')) b (name);

insert into credit_score_history (id, user_id, bureau_source, model, score_value, "timestamp")
select id, user_id, bureau, model, value, at from score;

-- One score a bureau and month: it is its month's sum, least, greatest and last.
insert into credit_score_monthly (user_id, bureau_source, model, month, scores, total, min_score,
    max_score, last_score, last_at)
select user_id, bureau, model, date_trunc('month', at, 'UTC')::date, 1, value, value, value, value,
    at
from score
order by user_id, bureau, model, 4;

insert into monthly_entitlements (user_id, kind, month, used, monthly_limit, updated_at)
select p.id, k.kind, date_trunc('month', date ':until')::date, 1, k.monthly_limit,
    timestamp ':until' at time zone 'UTC'
from person p cross join (values ('reports', 2), ('letters', 3)) k (kind, monthly_limit);
