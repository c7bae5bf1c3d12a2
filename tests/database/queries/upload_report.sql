-- as: authenticated
-- takes: uuid, uuid, uuid, text, bigint, bigint, bytea, bytea, integer, uuid, text
-- with: person, (gen_random_uuid())::text, (gen_random_uuid())::text, 'application/pdf', '1000',
-- with: '900', '\xaa', null, '1000', (gen_random_uuid())::text, 'medium'
-- uses: none
-- Quota unit, object, report and job: all or nothing in one statement. No row: nothing is left.
with unit as (
    insert into monthly_entitlements as e (user_id, kind, month, used, monthly_limit)
    select $1, 'reports', date_trunc('month', now(), 'UTC')::date, 1, $9::integer
    where $9::integer is null or $9::integer > 0
    on conflict (user_id, kind, month) do update
    set used = e.used + 1, monthly_limit = excluded.monthly_limit, updated_at = now()
    where excluded.monthly_limit is null or e.used < excluded.monthly_limit
    returning month
), object as (
    insert into blob_objects (id, user_id, kind, content_type, bytes, stored_bytes, content_hash,
        expires_at)
    select $3, $1, 'report', $4, $5, $6, $7, now() + interval '30 days' from unit
), report as (
    insert into credit_reports (id, user_id, file_object_id, file_name_sealed, content_type, bytes,
        content_hash, job_id, unit_month)
    select $2, $1, $3, $8, $4, $5, $7, $10, unit.month from unit
    returning id, upload_date
), queued as (
    insert into job (id, queue, kind, args, user_id, unique_key)
    select $10, $11, 'process_credit_report', jsonb_build_object('report_id', $2::text), $1,
        'process_credit_report:' || $2::text
    from unit
)
select id, upload_date from report
