-- slice: disputes
-- One dispute is one item at one bureau in one round. Disputes of one account at several bureaus
-- share a case: together they are the multi-bureau view. What identifies the item is copied, since
-- the report it came from may be deleted while the dispute runs.
-- No index names `status`: a status change then rewrites no index at all (a HOT update).
set local role fairfile_owner;
set local lock_timeout = '1s';

create table dispute_tracking (
    id uuid not null,
    user_id uuid not null references users (id) on delete cascade,
    case_id uuid not null,
    tradeline_id uuid,
    public_record_id uuid,
    inquiry_id uuid,
    bureau bureau_name not null,
    round smallint not null default 1,
    furnisher text,
    account_last4 text,
    account_hash bytea,
    reason_code text not null,
    fact text not null default '',
    explanation_sealed bytea,
    eoscar_code text,
    transunion_code text,
    guard_hash bytea,
    status text not null default 'pending',
    status_changed_at timestamptz not null default now(),
    status_actor text not null default 'user',
    status_reason text,
    reinserted boolean not null default false,
    mailed_on date,
    delivered_on date,
    clock text,
    due_on date,
    opened_at timestamptz not null default now(),
    resolved_at timestamptz,
    version integer not null default 1,
    primary key (user_id, id),
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
    constraint dispute_tracking_reinserted_is_verified check (not reinserted or status = 'verified'),
    constraint dispute_tracking_actor_form check (status_actor ~ '^[a-z][a-z0-9_:.-]{0,63}$'),
    constraint dispute_tracking_reason_length check (length(status_reason) <= 10000),
    constraint dispute_tracking_delivered_after_mailed check (delivered_on >= mailed_on)
) with (fillfactor = 70);

-- A second dispute of the same item at the same bureau is a new round; also the multi-bureau view.
create unique index dispute_tracking_item_key
    on dispute_tracking (user_id, tradeline_id, bureau, round);
-- What a deleted report's facts look for.
create index dispute_tracking_record_idx on dispute_tracking (user_id, public_record_id)
    where public_record_id is not null;
create index dispute_tracking_inquiry_idx on dispute_tracking (user_id, inquiry_id)
    where inquiry_id is not null;
-- The scheduler's question, for everybody: whose deadline is near?
create index dispute_tracking_due_idx on dispute_tracking (due_on) where due_on is not null;

call setup.own_rows_only('dispute_tracking');
call setup.all_rows_for('dispute_tracking', 'fairfile_worker', 'select');
call setup.all_rows_for('dispute_tracking', 'fairfile_operator', 'select');

grant select, insert on dispute_tracking to authenticated, fairfile_job;
grant update (reason_code, fact, explanation_sealed, eoscar_code, transunion_code, guard_hash,
    status, status_changed_at, status_actor, status_reason, reinserted, mailed_on, delivered_on,
    clock, due_on, resolved_at, version) on dispute_tracking to authenticated, fairfile_job;
grant update (tradeline_id, public_record_id, inquiry_id) on dispute_tracking to fairfile_job;
grant select (id, user_id, status, due_on, resolved_at) on dispute_tracking to fairfile_worker;
grant select (id, user_id, case_id, tradeline_id, bureau, round, furnisher, account_last4,
    reason_code, status, status_changed_at, mailed_on, delivered_on, due_on, opened_at, resolved_at)
    on dispute_tracking to fairfile_operator;

reset role;
