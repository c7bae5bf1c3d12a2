-- slice: mailings
-- Letters on their way: by the person ('self') or by a provider, where the work itself goes
-- through the outbox. Without a delivery date no legal clock runs.
set local role fairfile_owner;
set local lock_timeout = '1s';

create table mailing_records (
    id uuid not null,
    user_id uuid not null,
    letter_id uuid not null,
    provider text not null,
    mail_class text not null default 'first_class',
    status text not null default 'requested',
    price_cents bigint not null default 0,
    provider_reference text,
    tracking_number text,
    mailed_on date,
    expected_on date,
    delivered_on date,
    proof_object_id uuid,
    failure text,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (user_id, id),
    constraint mailing_records_letter_fkey foreign key (user_id, letter_id)
        references letters (user_id, id) on delete cascade,
    constraint mailing_records_proof_fkey foreign key (user_id, proof_object_id)
        references blob_objects (user_id, id) on delete set null (proof_object_id),
    constraint mailing_records_provider_known check (provider in ('self', 'outbox', 'lob', 'usps')),
    constraint mailing_records_class_known check (mail_class in
        ('first_class', 'certified', 'certified_return_receipt')),
    constraint mailing_records_status_known check (status in ('requested', 'submitted', 'accepted',
        'mailed', 'in_transit', 'delivered', 'returned', 'failed', 'cancelled', 'unknown')),
    constraint mailing_records_price_range check (price_cents >= 0),
    constraint mailing_records_delivered_after_mailed check (delivered_on >= mailed_on),
    constraint mailing_records_delivered_has_date check
        (status <> 'delivered' or delivered_on is not null)
) with (fillfactor = 80);

create index mailing_records_letter_idx on mailing_records (user_id, letter_id);
-- A provider's event names only its own reference; one letter at a provider is one record here.
create unique index mailing_records_reference_key on mailing_records (provider, provider_reference)
    where provider_reference is not null;

create table mailing_events (
    id uuid not null default gen_random_uuid(),
    user_id uuid not null,
    mailing_id uuid not null,
    kind text not null,
    happened_at timestamptz not null,
    recorded_at timestamptz not null default now(),
    source text not null,
    primary key (user_id, id),
    constraint mailing_events_mailing_fkey foreign key (user_id, mailing_id)
        references mailing_records (user_id, id) on delete cascade
);

create index mailing_events_mailing_idx on mailing_events (user_id, mailing_id, happened_at);

call setup.own_rows_only('mailing_records');
call setup.own_rows_only('mailing_events');
call setup.all_rows_for('mailing_records', 'fairfile_worker', 'select');
call setup.all_rows_for('mailing_records', 'fairfile_operator', 'select');
call setup.touches_user('mailing_records');

grant select, insert on mailing_records, mailing_events to authenticated;
grant update (status, tracking_number, mailed_on, expected_on, delivered_on, proof_object_id,
    updated_at) on mailing_records to authenticated;
grant select, insert, update on mailing_records to fairfile_job;
grant select, insert on mailing_events to fairfile_job;
grant select (id, user_id, provider, provider_reference, status, mailed_on, delivered_on)
    on mailing_records to fairfile_worker;
grant select (id, user_id, letter_id, provider, mail_class, status, price_cents, mailed_on,
    delivered_on, failure, created_at) on mailing_records to fairfile_operator;

reset role;
