-- slice: tradelines
-- One row an account and bureau, as the report said it. `account_group` ties the bureaus' rows of
-- one account together. Rows of a report get ascending ids, so id order is reading order.
set local role fairfile_owner;
set local lock_timeout = '1s';

create table tradelines (
    id uuid not null,
    user_id uuid not null,
    report_id uuid not null,
    account_group integer not null,
    bureau bureau_name,
    creditor text,
    original_creditor text,
    account_last4 text,
    account_hash bytea,
    account_number_sealed bytea,
    account_type text,
    account_type_text text,
    responsibility text,
    account_status text,
    account_status_text text,
    payment_status text,
    payment_status_text text,
    date_opened partial_date,
    date_closed partial_date,
    date_reported partial_date,
    date_last_payment partial_date,
    date_last_active partial_date,
    date_first_delinquency partial_date,
    date_removal partial_date,
    balance_cents bigint,
    credit_limit_cents bigint,
    high_credit_cents bigint,
    past_due_cents bigint,
    monthly_payment_cents bigint,
    charge_off_cents bigint,
    terms text,
    remarks jsonb not null default '[]',
    is_negative boolean not null default false,
    negative_reasons text[] not null default '{}',
    is_disputable boolean not null default false,
    confidence real not null default 1,
    payment_history jsonb not null default '[]',
    -- Serialised once, when it is written: lists send it as it is.
    payment_history_text text not null generated always as (payment_history::text) stored,
    tradeline_details jsonb not null default '{}',
    created_at timestamptz not null default now(),
    primary key (user_id, id),
    constraint tradelines_report_fkey foreign key (user_id, report_id)
        references credit_reports (user_id, id) on delete cascade,
    constraint tradelines_account_group_range check (account_group >= 1),
    constraint tradelines_last4_form check (account_last4 ~ '^[0-9A-Za-z]{1,4}$'),
    constraint tradelines_account_type_known check (account_type in ('revolving', 'installment',
        'mortgage', 'open', 'line_of_credit', 'collection', 'other')),
    constraint tradelines_responsibility_known check (responsibility in ('individual', 'joint',
        'authorized_user', 'co_signer', 'maker', 'terminated', 'deceased')),
    constraint tradelines_account_status_known check (account_status in ('open', 'closed', 'paid',
        'transferred', 'refinanced', 'derogatory')),
    constraint tradelines_payment_status_known check (payment_status in ('current', 'late_30',
        'late_60', 'late_90', 'late_120', 'late_150', 'late_180', 'charge_off', 'collection',
        'repossession', 'voluntary_surrender', 'foreclosure', 'bankruptcy', 'settled', 'paid')),
    constraint tradelines_negative_reasons_known check (negative_reasons <@ array['late_payment',
        'past_due', 'charge_off', 'collection', 'repossession', 'foreclosure', 'bankruptcy',
        'tax_lien', 'judgment', 'settled', 'public_record']),
    constraint tradelines_negative_has_reason check (is_negative = (negative_reasons <> '{}')),
    constraint tradelines_confidence_range check (confidence between 0 and 1),
    constraint tradelines_history_is_array check (jsonb_typeof(payment_history) = 'array'),
    constraint tradelines_remarks_is_array check (jsonb_typeof(remarks) = 'array')
);

-- The history's text is what lists read: keep it in the row as long as it fits.
alter table tradelines alter column payment_history_text set storage main;

create index tradelines_report_idx on tradelines (user_id, report_id, account_group, id);
create index tradelines_flags_idx on tradelines (user_id, is_negative, is_disputable, id);
-- The same account in earlier reports.
create index tradelines_account_idx on tradelines (user_id, account_hash)
    where account_hash is not null;

call setup.own_rows_only('tradelines');
call setup.all_rows_for('tradelines', 'fairfile_operator', 'select');

grant select on tradelines to authenticated;
grant select, insert, update, delete on tradelines to fairfile_job;
grant select (id, user_id, report_id, account_group, bureau, creditor, original_creditor,
    account_last4, account_type, account_status, payment_status, date_opened, date_reported,
    balance_cents, past_due_cents, is_negative, negative_reasons, is_disputable, confidence,
    payment_history, tradeline_details, created_at) on tradelines to fairfile_operator;

create table tradeline_evidence (
    user_id uuid not null,
    tradeline_id uuid not null,
    places jsonb not null,
    texts_sealed bytea,
    primary key (user_id, tradeline_id),
    constraint tradeline_evidence_tradeline_fkey foreign key (user_id, tradeline_id)
        references tradelines (user_id, id) on delete cascade
);

comment on column tradeline_evidence.places is
    'field to {page, box, method, confidence}; the words read there are in texts_sealed';

call setup.own_rows_only('tradeline_evidence');
grant select on tradeline_evidence to authenticated;
grant select, insert, update, delete on tradeline_evidence to fairfile_job;

reset role;
