-- slice: disputes
-- A dispute is about one account or record; it has one row for each bureau asked, all with its id:
-- together they are the multi-bureau view, and a bureau without a row is blank. What identifies the
-- item is copied, since the report it came from may be deleted while the dispute runs.
-- No index names `status`: a status change then rewrites no index at all (a HOT update).
set local role fairfile_owner;
set local lock_timeout = '1s';

create table dispute_tracking (
    id uuid not null,
    user_id uuid not null references users (id) on delete cascade,
    report_id uuid,
    tradeline_id uuid,
    public_record_id uuid,
    inquiry_id uuid,
    bureau bureau_name not null,
    round smallint not null default 1,
    furnisher text,
    account_last4 text,
    account_hash bytea,
    reason text not null,
    reason_code text,
    fact text not null default '',
    explanation_sealed bytea,
    eoscar_code text,
    transunion_code text,
    guard_hash bytea,
    status text not null default 'pending',
    status_changed_at timestamptz not null default now(),
    status_changed_by text not null default 'user',
    status_note text,
    reinserted boolean not null default false,
    mailed_on date,
    delivered_on date,
    clock text,
    due_on date,
    opened_at timestamptz not null default now(),
    resolved_at timestamptz,
    version integer not null default 1,
    primary key (user_id, id, bureau),
    constraint dispute_tracking_report_fkey foreign key (user_id, report_id)
        references credit_reports (user_id, id) on delete set null (report_id),
    constraint dispute_tracking_tradeline_fkey foreign key (user_id, tradeline_id)
        references tradelines (user_id, id) on delete set null (tradeline_id),
    constraint dispute_tracking_record_fkey foreign key (user_id, public_record_id)
        references public_records (user_id, id) on delete set null (public_record_id),
    constraint dispute_tracking_inquiry_fkey foreign key (user_id, inquiry_id)
        references inquiries (user_id, id) on delete set null (inquiry_id),
    constraint dispute_tracking_one_item check
        (num_nonnulls(tradeline_id, public_record_id, inquiry_id) <= 1),
    constraint dispute_tracking_round_range check (round >= 1),
    constraint dispute_tracking_fact_length check (length(fact) <= 150),
    constraint dispute_tracking_last4_form check (account_last4 ~ '^[0-9A-Za-z]{1,4}$'),
    constraint dispute_tracking_status_known check (status in ('pending', 'investigating',
        'verified', 'deleted', 'updated', 'escalated', 'expired', 'blank')),
    constraint dispute_tracking_resolved_whole check
        ((status in ('verified', 'deleted', 'updated')) = (resolved_at is not null)),
    constraint dispute_tracking_reinserted_is_verified check (not reinserted
        or status = 'verified'),
    constraint dispute_tracking_changed_by_known check
        (status_changed_by in ('user', 'system', 'operator', 'bureau')),
    constraint dispute_tracking_note_length check (length(status_note) <= 10000),
    constraint dispute_tracking_delivered_after_mailed check (delivered_on >= mailed_on)
) with (fillfactor = 70);

-- A second dispute of the same item at the same bureau is a new round; also the multi-bureau view.
create unique index dispute_tracking_item_key
    on dispute_tracking (user_id, tradeline_id, bureau, round);
-- The scheduler's question, for everybody: whose deadline is near?
create index dispute_tracking_due_idx on dispute_tracking (due_on) where due_on is not null;

call setup.own_rows_only('dispute_tracking');
call setup.all_rows_for('dispute_tracking', 'fairfile_worker', 'select');
call setup.all_rows_for('dispute_tracking', 'fairfile_operator', 'select');

grant select, insert on dispute_tracking to authenticated, fairfile_job;
grant update (reason, reason_code, fact, explanation_sealed, eoscar_code, transunion_code,
    guard_hash,
    status, status_changed_at, status_changed_by, status_note, reinserted, mailed_on, delivered_on,
    clock, due_on, resolved_at, version) on dispute_tracking to authenticated, fairfile_job;
grant update (tradeline_id, public_record_id, inquiry_id) on dispute_tracking to fairfile_job;
grant select (id, user_id, bureau, status, due_on,
    resolved_at) on dispute_tracking to fairfile_worker;
grant select (id, user_id, report_id, tradeline_id, bureau, round, furnisher, account_last4,
    reason, status, status_changed_at, mailed_on, delivered_on, due_on, opened_at, resolved_at)
    on dispute_tracking to fairfile_operator;

reset role;
