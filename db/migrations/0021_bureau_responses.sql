-- slice: disputes
-- What a bureau answered: a file read by the worker, or typed in; and what it says item by item.
set local role fairfile_owner;
set local lock_timeout = '1s';

create table bureau_responses (
    id uuid not null,
    user_id uuid not null references users (id) on delete cascade,
    dispute_tracking_id uuid,
    bureau bureau_name,
    source text not null,
    status text not null default 'queued',
    reason text,
    format text,
    received_on date,
    answer_date partial_date,
    reference_sealed bytea,
    file_object_id uuid,
    job_id uuid,
    created_at timestamptz not null default now(),
    finished_at timestamptz,
    primary key (user_id, id),
    constraint bureau_responses_dispute_fkey foreign key (user_id, dispute_tracking_id, bureau)
        references dispute_tracking (user_id, id, bureau) on delete cascade,
    constraint bureau_responses_file_fkey foreign key (user_id, file_object_id)
        references blob_objects (user_id, id) on delete set null (file_object_id),
    constraint bureau_responses_dispute_has_bureau check
        (dispute_tracking_id is null or bureau is not null),
    constraint bureau_responses_source_known check (source in ('upload', 'typed')),
    constraint bureau_responses_status_known check (status in
        ('queued', 'reading', 'done', 'needs_review', 'failed')),
    constraint bureau_responses_failed_has_reason check ((status = 'failed') = (reason is not null))
);

create index bureau_responses_dispute_idx on bureau_responses (user_id, dispute_tracking_id);

create table bureau_response_items (
    id uuid not null,
    user_id uuid not null,
    response_id uuid not null,
    dispute_tracking_id uuid,
    bureau bureau_name,
    furnisher text,
    account_last4 text,
    account_hash bytea,
    result_text text,
    reasons text[] not null default '{}',
    outcome text not null,
    favourable boolean,
    other_information_changed boolean not null default false,
    contradiction text,
    places jsonb not null default '{}',
    texts_sealed bytea,
    primary key (user_id, id),
    constraint bureau_response_items_response_fkey foreign key (user_id, response_id)
        references bureau_responses (user_id, id) on delete cascade,
    constraint bureau_response_items_dispute_fkey foreign key (user_id, dispute_tracking_id, bureau)
        references dispute_tracking (user_id, id, bureau) on delete set null (dispute_tracking_id),
    constraint bureau_response_items_dispute_has_bureau check
        (dispute_tracking_id is null or bureau is not null),
    constraint bureau_response_items_outcome_known check (outcome in ('deleted', 'updated',
        'verified', 'reinserted', 'identity_not_verified', 'frivolous', 'already_in_progress',
        'received', 'third_party_suspected', 'unknown'))
);

create index bureau_response_items_response_idx on bureau_response_items (user_id, response_id);

call setup.own_rows_only('bureau_responses');
call setup.own_rows_only('bureau_response_items');
call setup.touches_user('bureau_responses');
call setup.touches_users_by_statement('bureau_response_items');

grant select, insert on bureau_responses, bureau_response_items to authenticated;
grant update (dispute_tracking_id, bureau, status, job_id, finished_at) on bureau_responses
    to authenticated;
grant update (dispute_tracking_id, bureau) on bureau_response_items to authenticated;
grant select, insert, update, delete on bureau_responses, bureau_response_items to fairfile_job;

reset role;
