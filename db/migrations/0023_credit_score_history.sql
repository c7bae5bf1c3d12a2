-- slice: scores
-- Scores as reports and imports brought them, in monthly partitions. Whatever lies before the
-- first month or is not provided for yet goes to the default partition.
set local role fairfile_owner;
set local lock_timeout = '1s';

create table credit_score_history (
    id uuid not null default gen_random_uuid(),
    user_id uuid not null references users (id) on delete cascade,
    bureau_source bureau_name not null,
    model text not null default '',
    score_value smallint not null,
    "timestamp" timestamptz not null,
    report_id uuid,
    constraint credit_score_history_report_fkey foreign key (user_id, report_id)
        references credit_reports (user_id, id) on delete set null (report_id),
    constraint credit_score_history_range check (score_value between 1 and 999),
    constraint credit_score_history_model_length check (length(model) <= 60)
) partition by range ("timestamp");

-- The list of a time span; and one score a bureau, model and moment, so an import may run twice.
create unique index credit_score_history_key
    on credit_score_history (user_id, "timestamp", bureau_source, model);

create table credit_score_history_default partition of credit_score_history default;
alter table credit_score_history_default enable row level security;
alter table credit_score_history_default force row level security;

select make_month_partitions('credit_score_history', '2024-01-01', 42);

call setup.own_rows_only('credit_score_history');

grant select, insert on credit_score_history to authenticated;
grant select, insert, delete on credit_score_history to fairfile_job;

reset role;
