-- slice: reports
-- The worker writes an answer as a value with all findings of its report, computed from what was
-- read before: when anything of the person's changed in between, the transaction must undo itself
-- and be computed again.
set local role fairfile_owner;
set local lock_timeout = '1s';

create function require_data_version(person uuid, seen bigint) returns void
language plpgsql as $$
begin
    perform 1 from public.user_analytics
    where user_id = person and data_version = seen for update;
    if not found then
        raise exception 'data changed meanwhile';
    end if;
end
$$;

grant execute on function require_data_version to fairfile_job;

reset role;
