-- slice: infra/jobs
-- A new job tells the workers that listen, so that an idle one starts it at once. Only a hint: of
-- transactions that enqueue at the same time one tells (NOTIFY takes a lock of the whole database
-- at commit), and polling finds what a hint missed.
set local role fairfile_owner;
set local lock_timeout = '1s';

create function wake_workers() returns trigger
language plpgsql as $$
begin
    if pg_try_advisory_xact_lock(hashtext('fairfile_job')) then
        perform pg_notify('fairfile_job', '');
    end if;
    return null;
end
$$;

create trigger job_wakes_workers after insert on job
    for each statement execute function wake_workers();

reset role;
