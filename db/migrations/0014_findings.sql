-- slice: tradelines
-- What the rules found in a report's facts, and which tradelines and public records each names.
set local role fairfile_owner;
set local lock_timeout = '1s';

create table findings (
    id uuid not null,
    user_id uuid not null,
    report_id uuid not null,
    rule text not null,
    fact text not null,
    citation text not null,
    as_of partial_date not null,
    strength smallint not null default 50,
    eoscar_code text,
    transunion_code text,
    places jsonb not null default '[]',
    created_at timestamptz not null default now(),
    primary key (user_id, id),
    constraint findings_report_fkey foreign key (user_id, report_id)
        references credit_reports (user_id, id) on delete cascade,
    constraint findings_fact_length check (length(fact) between 1 and 150),
    constraint findings_strength_range check (strength between 0 and 100)
);

create index findings_report_idx on findings (user_id, report_id);

create table finding_tradelines (
    user_id uuid not null,
    finding_id uuid not null,
    tradeline_id uuid not null,
    primary key (user_id, finding_id, tradeline_id),
    constraint finding_tradelines_finding_fkey foreign key (user_id, finding_id)
        references findings (user_id, id) on delete cascade,
    constraint finding_tradelines_tradeline_fkey foreign key (user_id, tradeline_id)
        references tradelines (user_id, id) on delete cascade
);

create table finding_public_records (
    user_id uuid not null,
    finding_id uuid not null,
    public_record_id uuid not null,
    primary key (user_id, finding_id, public_record_id),
    constraint finding_public_records_finding_fkey foreign key (user_id, finding_id)
        references findings (user_id, id) on delete cascade,
    constraint finding_public_records_record_fkey foreign key (user_id, public_record_id)
        references public_records (user_id, id) on delete cascade
);

call setup.own_rows_only('findings');
call setup.own_rows_only('finding_tradelines');
call setup.own_rows_only('finding_public_records');
call setup.touches_users_by_statement('findings');

grant select on findings, finding_tradelines, finding_public_records to authenticated;
grant select, insert, update, delete on findings, finding_tradelines, finding_public_records
    to fairfile_job;

reset role;
