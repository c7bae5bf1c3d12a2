-- slice: mailings
-- What the paid service needs by law and for money: signed disclosure and contract, payments
-- (authorised at approval, captured when the mail is accepted), providers' events, each once.
set local role fairfile_owner;
set local lock_timeout = '1s';

create table signed_papers (
    id uuid not null,
    user_id uuid not null references users (id) on delete cascade,
    kind text not null,
    paper_version text not null,
    signed_at timestamptz not null default now(),
    services_from date,
    cancelled_at timestamptz,
    signature_sealed bytea not null,
    paper_digest bytea not null,
    keep_until date not null,
    primary key (user_id, id),
    constraint signed_papers_kind_known check (kind in
        ('croa_disclosure', 'croa_contract', 'letter_approval', 'identity_statement')),
    constraint signed_papers_contract_waits check (kind <> 'croa_contract'
        or services_from is not null)
);

create table payments (
    id uuid not null,
    user_id uuid not null,
    mailing_id uuid not null,
    provider text not null,
    amount_cents bigint not null,
    state text not null default 'requested',
    provider_reference text,
    idempotency_key text not null,
    failure text,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (user_id, id),
    constraint payments_mailing_fkey foreign key (user_id, mailing_id)
        references mailing_records (user_id, id) on delete cascade,
    constraint payments_provider_known check (provider in ('none', 'stripe')),
    constraint payments_state_known check (state in
        ('requested', 'authorised', 'captured', 'voided', 'failed', 'unknown')),
    constraint payments_amount_range check (amount_cents between 0 and 1000000)
);

-- One letter on its way is paid once.
create unique index payments_mailing_key on payments (user_id, mailing_id);
create unique index payments_idempotency_key on payments (idempotency_key);

create table webhook_events (
    provider text not null,
    event_id text not null,
    kind text not null,
    body_sealed bytea not null,
    received_at timestamptz not null default now(),
    processed_at timestamptz,
    primary key (provider, event_id)
);

create index webhook_events_received_idx on webhook_events (received_at);

call setup.own_rows_only('signed_papers');
call setup.own_rows_only('payments');
call setup.all_rows_for('webhook_events', 'fairfile_gate', 'insert');
call setup.all_rows_for('webhook_events', 'fairfile_worker');
call setup.touches_user('signed_papers');
call setup.touches_user('payments');

grant select, insert, update (cancelled_at) on signed_papers to authenticated;
grant select on signed_papers to fairfile_job;
grant select, insert on payments to authenticated;
grant select, insert, update on payments to fairfile_job;
grant insert on webhook_events to fairfile_gate;
grant select, update (processed_at), delete on webhook_events to fairfile_worker;

reset role;
