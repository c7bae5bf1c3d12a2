-- What each role must be able to do, done in that role: sign-in before a person is known, a job for
-- a person, the worker's sweeps. A missing grant shows here and not in production.
\set ON_ERROR_STOP 1
create temp table said (line text);
grant all on said to public;
create temp table tenant as select min(id::text) as mine from users;
grant select on tenant to public;

create function pg_temp.can(who text, statement text) returns void language plpgsql as $$
declare
    claim text := who || ' can ' || left(regexp_replace(statement, '\s+', ' ', 'g'), 80);
begin
    perform set_config('request.jwt.claims', case when who in ('authenticated', 'fairfile_job')
        then (select jsonb_build_object('sub', mine)::text from tenant) else '' end, true);
    perform set_config('role', who, true);
    execute replace(statement, 'MINE', quote_literal((select mine from tenant)));
    perform set_config('role', 'none', true);
    insert into said values ('PASS ' || claim);
exception when others then
    perform set_config('role', 'none', true);
    insert into said values ('FAIL ' || claim || ': ' || sqlerrm);
end
$$;

select pg_temp.can(who, statement) from (values
('fairfile_gate', 'insert into users (id, email, password_hash)
    values (''0190aaaa-0000-7000-8000-000000000001'', ''New@example.org'', ''$argon2id$'')'),
('fairfile_gate', 'select id, password_hash from users where lower(email) = ''new@example.org'''),
('fairfile_gate', 'update users set failed_sign_ins = failed_sign_ins + 1, last_seen_at = now()
    where id = ''0190aaaa-0000-7000-8000-000000000001'''),
('fairfile_gate', 'update users set email_verified_at = now(), password_hash = ''x'',
    session_epoch = session_epoch + 1 where id = ''0190aaaa-0000-7000-8000-000000000001'''),
('fairfile_gate', 'insert into sessions (id, user_id, expires_at)
    values (''0190aaaa-0000-7000-8000-000000000002'', MINE, now() + interval ''1 day'')'),
('fairfile_gate', 'insert into refresh_tokens (token_hash, user_id, session_id, expires_at)
    values (sha256(''a''), MINE, ''0190aaaa-0000-7000-8000-000000000002'',
        now() + interval ''1 day'')'),
('fairfile_gate', 'update refresh_tokens set used_at = now()
    where token_hash = sha256(''a'') and used_at is null returning user_id, session_id'),
('fairfile_gate', 'update sessions set revoked_at = now(), revoked_because = ''reuse''
    where user_id = MINE and id = ''0190aaaa-0000-7000-8000-000000000002'''),
('fairfile_gate', 'insert into one_time_tokens (token_hash, user_id, purpose)
    values (sha256(''b''), MINE, ''password_reset'')'),
('fairfile_gate', 'update one_time_tokens set used_at = now() where token_hash = sha256(''b'')
    and used_at is null and expires_at > now() returning user_id'),
('fairfile_gate', 'update recovery_codes set used_at = now() where user_id = MINE'),
('fairfile_gate',
    'insert into job (id, kind, user_id) values (gen_random_uuid(), ''send_email'', MINE)'),
('fairfile_gate', 'insert into outbox (id, user_id, kind, provider, payload_sealed, idempotency_key)
    values (gen_random_uuid(), MINE, ''email'', ''smtp'', ''x'', ''k1'')'),
('fairfile_gate', 'insert into audit_log (action, subject_type, subject_id)
    values (''sign_in'', ''user'', MINE)'),
('fairfile_gate', 'insert into webhook_events (provider, event_id, kind, body_sealed)
    values (''lob'', ''e1'', ''letter.delivered'', ''x'') on conflict do nothing'),
('fairfile_gate', 'insert into rate_limit_counters values (''x'', ''user'', 1, now())
    on conflict (subject_hash, limit_type) do update set level = excluded.level'),
('authenticated', 'select email, tier from users where id = MINE'),
('authenticated', 'update users set password_hash = ''y'', session_epoch = session_epoch + 1
    where id = MINE returning session_epoch'),
('authenticated', 'update sessions set revoked_at = now(), revoked_because = ''user''
    where user_id = MINE and revoked_at is null'),
('authenticated', 'insert into idempotency_keys (user_id, route, key_hash, request_hash)
    values (MINE, ''POST /x'', sha256(''k''), sha256(''r'')) on conflict do nothing'),
('authenticated',
    'update idempotency_keys set status = 201, answer_sealed = ''x'' where user_id = MINE'),
('authenticated', 'update report_questions set answer_sealed = ''x'', answered_at = now()
    where user_id = MINE'),
('authenticated', 'update job set cancel_requested = true where user_id = MINE'),
('authenticated', 'update notifications set read_at = now() where user_id = MINE'),
('authenticated', 'delete from credit_reports where user_id = MINE and id = (
    select id from credit_reports where user_id = MINE order by upload_date desc limit 1)'),
('fairfile_job', 'update credit_reports set status = ''reading'', started_at = now(), pages_read = 1
    where user_id = MINE'),
('fairfile_job', 'update credit_reports set status = ''failed'', reason = ''malformed''
    where user_id = MINE'),
('fairfile_job', 'insert into job (id, kind, user_id) values (gen_random_uuid(), ''next'', MINE)'),
('fairfile_job', 'insert into notifications (id, user_id, kind, dedupe_key)
    values (gen_random_uuid(), MINE, ''report_done'', ''r1'') on conflict do nothing'),
('authenticated', 'insert into retained_records (id, kind, law, record_sealed, keep_until)
    values (gen_random_uuid(), ''mailing'', ''15 U.S.C. 1681p'', ''x'', current_date)'),
('fairfile_job', 'delete from users where id = MINE'),
('fairfile_worker', 'insert into job (id, kind) values (gen_random_uuid(), ''sweep'')'),
('fairfile_worker', 'select user_id, id from blob_objects where expires_at < now()'),
('fairfile_worker', 'delete from sessions where expires_at < now() - interval ''30 days'''),
('fairfile_worker', 'select make_month_partitions(''job_archive'', current_date, 8)'),
('fairfile_worker', 'insert into job_schedule (name, kind, every, next_run_at)
    values (''retention'', ''sweep'', ''1 day'', now())'),
('fairfile_operator',
    'update users set tier = ''paid'', tier_until = now() + interval ''1 month'''),
('fairfile_operator', 'insert into audit_log (action, details) values (''tier_set'', ''{}'')'),
('fairfile_operator',
    'update job set state = ''waiting'', lease_token = null where state = ''parked'''),
('fairfile_auditor', 'select seq, hash from dispute_status_history order by user_id, seq'),
('fairfile_auditor', 'select history_head from user_analytics')
) t (who, statement) \g /dev/null

select line from said;
