-- slice: console
-- What operators may change while the program runs, and the log-book of its indexes' use.
set local role fairfile_owner;
set local lock_timeout = '1s';

create table app_settings (
    name text primary key,
    value jsonb not null,
    updated_at timestamptz not null default now(),
    updated_by uuid,
    constraint app_settings_name_form check (name ~ '^[a-z][a-z0-9_.]{0,63}$')
);

grant select on app_settings to authenticated, fairfile_gate, fairfile_job, fairfile_worker;
grant select, insert, update, delete on app_settings to fairfile_operator;

reset role;
