-- slice: tradelines
-- What else a report says: who it is about (sealed), scores, public records,
-- inquiries, each in the order of the report.
set local role fairfile_owner;
set local lock_timeout = '1s';

create table report_consumers (
    user_id uuid not null,
    report_id uuid not null,
    position integer not null,
    bureau bureau_name,
    identity_sealed bytea not null,
    primary key (user_id, report_id, position),
    constraint report_consumers_report_fkey foreign key (user_id, report_id)
        references credit_reports (user_id, id) on delete cascade
);

comment on column report_consumers.identity_sealed is
    'name, birth, addresses, employers and SSN fragment as one sealed JSON object';

create table report_scores (
    user_id uuid not null,
    report_id uuid not null,
    position integer not null,
    bureau bureau_name,
    model text,
    score_value smallint not null,
    scored_on partial_date,
    primary key (user_id, report_id, position),
    constraint report_scores_report_fkey foreign key (user_id, report_id)
        references credit_reports (user_id, id) on delete cascade,
    constraint report_scores_range check (score_value between 1 and 999)
);

create table public_records (
    id uuid not null,
    user_id uuid not null,
    report_id uuid not null,
    position integer not null,
    bureau bureau_name,
    type text not null,
    chapter smallint,
    filed partial_date,
    status text,
    reference_sealed bytea,
    amount_cents bigint,
    is_negative boolean not null default true,
    confidence real not null default 1,
    places jsonb not null default '{}',
    texts_sealed bytea,
    primary key (user_id, id),
    constraint public_records_report_fkey foreign key (user_id, report_id)
        references credit_reports (user_id, id) on delete cascade,
    constraint public_records_type_known check (type in
        ('bankruptcy', 'tax_lien', 'judgment', 'other')),
    constraint public_records_chapter_known check (chapter in (7, 11, 12, 13)),
    constraint public_records_confidence_range check (confidence between 0 and 1)
);

create index public_records_report_idx on public_records (user_id, report_id, position);

create table inquiries (
    id uuid not null,
    user_id uuid not null,
    report_id uuid not null,
    position integer not null,
    bureau bureau_name,
    creditor text,
    inquired_on partial_date,
    kind text,
    confidence real not null default 1,
    primary key (user_id, id),
    constraint inquiries_report_fkey foreign key (user_id, report_id)
        references credit_reports (user_id, id) on delete cascade,
    constraint inquiries_kind_known check (kind in ('hard', 'soft')),
    constraint inquiries_confidence_range check (confidence between 0 and 1)
);

create index inquiries_report_idx on inquiries (user_id, report_id, position);

call setup.own_rows_only('report_consumers');
call setup.own_rows_only('report_scores');
call setup.own_rows_only('public_records');
call setup.own_rows_only('inquiries');
call setup.touches_users_by_statement('public_records');
call setup.touches_users_by_statement('inquiries');

grant select on report_consumers, report_scores, public_records, inquiries to authenticated;
grant select, insert, update, delete on report_consumers, report_scores, public_records, inquiries
    to fairfile_job;

reset role;
