-- slice: tradelines
-- A report's facts stand in the order of their ids, as its tradelines do: no second order to keep.
-- Its scores are those of credit_score_history that name it.
set local role fairfile_owner;
set local lock_timeout = '1s';

drop table report_scores;
alter table public_records drop column position;
alter table inquiries drop column position;
alter table report_consumers
    drop constraint report_consumers_pkey,
    drop column position,
    add column id uuid not null default gen_random_uuid(),
    add primary key (user_id, id);

create index public_records_report_idx on public_records (user_id, report_id, id);
create index inquiries_report_idx on inquiries (user_id, report_id, id);
create index report_consumers_report_idx on report_consumers (user_id, report_id, id);

reset role;
