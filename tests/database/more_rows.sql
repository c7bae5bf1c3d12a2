-- After `fairfile synth`: a few rows a person in every table that it leaves empty, so that
-- isolation is tried on all of them and plans are made over filled tables. Superuser.
set session_replication_role = replica;
set timezone = 'UTC';

create temp table p as
select u.id, row_number() over (order by u.id) as n,
    (select r.id from credit_reports r where r.user_id = u.id order by upload_date
        limit 1) as report_id,
    (select t.id from tradelines t where t.user_id = u.id order by id limit 1) as tradeline_id,
    (select l.id from letters l where l.user_id = u.id order by id limit 1) as letter_id,
    (select d.id from dispute_tracking d where d.user_id = u.id order by id limit 1) as dispute_id
from users u;

create temp table k as select p.*, k, gen_random_uuid() as row_id from p, generate_series(1, 8) k;

insert into sessions (id, user_id, expires_at, revoked_at, revoked_because)
select row_id, id, now() + interval '30 days', case when k = 1 then now() end,
    case when k = 1 then 'logout' end from k;
insert into refresh_tokens (token_hash, user_id, session_id, expires_at)
select sha256(uuid_send(row_id)), id, row_id, now() + interval '30 days' from k;
insert into one_time_tokens (token_hash, user_id, purpose)
select sha256(uuid_send(row_id)), id, 'email_verification' from k;
insert into recovery_codes (user_id, code_hash) select id, sha256(uuid_send(row_id)) from k;
insert into blob_objects (id, user_id, kind, content_type, bytes, stored_bytes, content_hash,
    expires_at)
select row_id, id, 'page', 'image/png', 1, 1, sha256(uuid_send(row_id)),
    now() + k * interval '9 days'
from k;
insert into tradeline_evidence (user_id, tradeline_id, places)
select user_id, id, '{"balance_cents": {"page": 1, "box": [1, 2, 3, 4], "method": "text"}}'
from tradelines;
insert into report_consumers (id, user_id, report_id, identity_sealed)
select row_id, id, case when k < 3 then report_id else row_id end, 'x' from k;
insert into public_records (id, user_id, report_id, type)
select row_id, id, case when k < 3 then report_id else row_id end, 'judgment' from k;
insert into inquiries (id, user_id, report_id)
select row_id, id, case when k < 3 then report_id else row_id end from k;
insert into findings (id, user_id, report_id, rule, fact, citation, as_of)
select row_id, id, case when k < 3 then report_id else row_id end, 'obsolete', 'f', 'c',
    '2025' from k;
insert into finding_tradelines (user_id, finding_id, tradeline_id) select id, row_id,
    tradeline_id from k;
insert into finding_public_records (user_id, finding_id, public_record_id)
select id, row_id, row_id from k;
insert into report_questions (user_id, report_id, number, about, ask, readings_sealed)
select id, report_id, k, 'a', 'b', 'c' from k;
insert into mailing_records (id, user_id, letter_id, provider, provider_reference, status)
select row_id, id, case k when 1 then letter_id else row_id end, 'lob', row_id::text,
    case k when 1 then 'cancelled' else 'requested' end from k where k < 4;
insert into mailing_events (id, user_id, mailing_id, kind, happened_at, source)
select gen_random_uuid(), id, row_id, 'delivered', now(), 'user' from k where k < 4;
insert into bureau_responses (id, user_id, dispute_tracking_id, bureau, source)
select row_id, id, case k when 1 then dispute_id else row_id end, 'TransUnion', 'typed' from k;
insert into bureau_response_items (id, user_id, response_id, furnisher, outcome)
select gen_random_uuid(), id, row_id, 'CHASE', 'deleted' from k;
insert into job (id, queue, kind, user_id, unique_key, state, run_at, lease_token, lease_until)
select row_id, 'medium', 'process_credit_report', id, row_id::text,
    (array['waiting', 'scheduled', 'running'])[1 + k % 3],
    now() + case when k % 3 = 1 then interval '1 day' else '-1 day' end,
    case when k % 3 = 2 then row_id end, case when k % 3 = 2
        then now() + k * interval '1 minute' end
from k;
insert into job_archive (id, queue, priority, kind, args, user_id, outcome, attempt, created_at)
select row_id, 'medium', 0, 'k', '{}', id, 'done', 1, now() from k;
insert into outbox (id, user_id, kind, provider, subject_id, payload_sealed, idempotency_key)
select row_id, id, 'mail', 'lob', row_id, 'x', row_id::text from k;
insert into idempotency_keys (user_id, route, key_hash, request_hash, expires_at)
select id, 'r', sha256(uuid_send(row_id)), sha256(uuid_send(row_id)), now() + k * interval '3 hours'
from k;
insert into notifications (id, user_id, kind) select row_id, id, 'report_done' from k;
insert into notification_preferences (user_id, kind) select id, 'letter_mailed' from p;
insert into signed_papers (id, user_id, kind, paper_version, signature_sealed, paper_digest,
    keep_until)
select row_id, id, 'croa_disclosure', '1', 'x', 'y', current_date from k where k = 1;
insert into payments (id, user_id, mailing_id, provider, amount_cents, idempotency_key)
select gen_random_uuid(), id, row_id, 'none', 750, row_id::text from k where k < 4;
insert into exports (id, user_id) select row_id, id from k where k = 1;
insert into webhook_events (provider, event_id, kind, body_sealed, received_at)
select 'lob', row_id::text, 'k', 'x', now() - k * interval '1 hour' from k;
insert into retained_records (id, kind, law, record_sealed, keep_until)
select row_id, 'signed_paper', '15 U.S.C. 1679c(c)', 'x', current_date + (k * 90)::int from k;
insert into audit_log (seq, happened_at, action, subject_type, subject_id, details_digest,
    previous_hash, hash)
select row_number() over (), now(), 'tier_set', 'user', id, '', '', '' from k;
update audit_log_head set seq = (select max(seq) from audit_log);

set session_replication_role = origin;
analyze;
