-- slice: infra/jobs
-- The only way out of `job`: whoever still holds the lease moves the row to the archive. A lost
-- lease raises, so that everything else in the transaction is undone with it.
set local role fairfile_owner;
set local lock_timeout = '1s';

create function archive_job(job_id uuid, token uuid, ending text, error text) returns void
language plpgsql as $$
begin
    with ended as (
        delete from public.job
        where id = job_id and lease_token = token and state = 'running'
        returning id, queue, priority, kind, args, user_id, attempt, created_at, started_at
    )
    insert into public.job_archive (id, queue, priority, kind, args, user_id, outcome, attempt,
        created_at, started_at, last_error)
    select id, queue, priority, kind, args, user_id, ending, attempt, created_at, started_at, error
    from ended;
    if not found then
        raise exception 'job lease lost';
    end if;
end
$$;

grant execute on function archive_job to fairfile_worker;

reset role;
