-- slice: notifications
-- What people are told. `params` hold ids and dates only; the words are made when it is shown.
set local role fairfile_owner;
set local lock_timeout = '1s';

create table notifications (
    id uuid not null,
    user_id uuid not null references users (id) on delete cascade,
    kind text not null,
    params jsonb not null default '{}',
    dedupe_key text,
    created_at timestamptz not null default now(),
    read_at timestamptz,
    emailed_at timestamptz,
    primary key (user_id, id),
    constraint notifications_kind_form check (kind ~ '^[a-z][a-z0-9_]{0,63}$')
);

-- The same deadline is announced once, however often the scheduler runs.
create unique index notifications_dedupe_key on notifications (user_id, dedupe_key)
    where dedupe_key is not null;

create table notification_preferences (
    user_id uuid not null references users (id) on delete cascade,
    kind text not null,
    by_email boolean not null default true,
    primary key (user_id, kind)
);

call setup.own_rows_only('notifications');
call setup.own_rows_only('notification_preferences');
call setup.touches_user('notifications');

grant select, insert, update (read_at) on notifications to authenticated;
grant select, insert, update, delete on notifications to fairfile_job;
grant select, insert, update on notification_preferences to authenticated;
grant select on notification_preferences to fairfile_job;

reset role;
