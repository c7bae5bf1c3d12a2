-- slice: reports
-- Uploaded credit reports. The row outlives its file. `unit_month` says which month's entitlement
-- it used and `unit_returned_at` that it was given back, so that this happens once.
set local role fairfile_owner;
set local lock_timeout = '1s';

create table credit_reports (
    id uuid not null,
    user_id uuid not null references users (id) on delete cascade,
    status text not null default 'queued',
    reason text,
    kind text,
    format text,
    verdict text,
    report_date partial_date,
    reference_sealed bytea,
    pages integer not null default 0,
    pages_ocr integer not null default 0,
    pages_read integer not null default 0,
    account_count integer not null default 0,
    tradeline_count integer not null default 0,
    negative_count integer not null default 0,
    disputable_count integer not null default 0,
    question_count integer not null default 0,
    warnings jsonb not null default '[]',
    reader_version text,
    file_object_id uuid,
    file_deleted_at timestamptz,
    file_name_sealed bytea,
    content_type text,
    bytes bigint not null default 0,
    content_hash bytea,
    bundle_id uuid,
    bundle_part integer,
    job_id uuid,
    unit_month date,
    unit_returned_at timestamptz,
    upload_date timestamptz not null default now(),
    started_at timestamptz,
    finished_at timestamptz,
    primary key (user_id, id),
    constraint credit_reports_file_fkey foreign key (user_id, file_object_id)
        references blob_objects (user_id, id) on delete set null (file_object_id),
    constraint credit_reports_bundle_fkey foreign key (user_id, bundle_id)
        references credit_reports (user_id, id) on delete cascade,
    constraint credit_reports_status_known check (status in
        ('queued', 'reading', 'done', 'needs_review', 'failed')),
    constraint credit_reports_kind_known check (kind in ('credit_report', 'bureau_answer',
        'furnisher_file', 'not_a_credit_report', 'unknown', 'bundle')),
    constraint credit_reports_verdict_known check (verdict in ('accepted', 'needs_review',
        'refused')),
    constraint credit_reports_reason_known check (reason in ('not_a_credit_report',
        'unknown_layout', 'encrypted', 'malformed', 'too_large', 'too_many_pages', 'no_text',
        'timeout', 'memory', 'infected', 'unsupported_type', 'business_report', 'foreign_report',
        'file_missing', 'internal', 'cancelled')),
    constraint credit_reports_failed_has_reason check ((status = 'failed') = (reason is not null)),
    constraint credit_reports_pages_range check
        (pages >= 0 and pages_ocr between 0 and pages and pages_read >= 0),
    constraint credit_reports_counts_range check (least(account_count, tradeline_count,
        negative_count, disputable_count, question_count) >= 0),
    constraint credit_reports_bundle_whole check ((bundle_id is null) = (bundle_part is null))
) with (fillfactor = 80);

-- The list, newest first.
create index credit_reports_list_idx on credit_reports (user_id, upload_date desc, id desc);
-- "Uploaded before?" for the same person.
create index credit_reports_content_idx on credit_reports (user_id, content_hash);

call setup.own_rows_only('credit_reports');
call setup.all_rows_for('credit_reports', 'fairfile_worker', 'select');
call setup.all_rows_for('credit_reports', 'fairfile_operator', 'select');

grant select, insert, delete on credit_reports to authenticated;
grant update (status, verdict, job_id) on credit_reports to authenticated;
grant select, insert, update, delete on credit_reports to fairfile_job;
grant select (id, user_id, status, file_object_id, job_id, upload_date, finished_at)
    on credit_reports to fairfile_worker;
grant select (id, user_id, status, reason, kind, format, verdict, pages, pages_ocr, pages_read,
    account_count, tradeline_count, negative_count, question_count, reader_version, content_type,
        bytes, job_id, upload_date, started_at,
    finished_at) on credit_reports to fairfile_operator;

create function count_report() returns trigger
language plpgsql as $$
begin
    if tg_op = 'UPDATE' then
        update public.user_analytics
        set data_version = data_version + 1,
            accounts_total = accounts_total + new.account_count - old.account_count
        where user_id = new.user_id;
    elsif tg_op = 'INSERT' then
        update public.user_analytics
        set data_version = data_version + 1, reports_total = reports_total + 1,
            accounts_total = accounts_total + new.account_count
        where user_id = new.user_id;
    else
        update public.user_analytics
        set data_version = data_version + 1, reports_total = reports_total - 1,
            accounts_total = accounts_total - old.account_count
        where user_id = old.user_id;
    end if;
    return null;
end
$$;

create trigger count_report after insert or update or delete on credit_reports
    for each row execute function count_report();

reset role;
