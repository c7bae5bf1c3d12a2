-- slice: mailings
-- Of two requests that record the same letter's mailing, the second finds the letter mailed and
-- must undo all of itself, not only its own row.
set local role fairfile_owner;
set local lock_timeout = '1s';

create function require_mailing(person uuid, mailing uuid) returns void
language plpgsql as $$
begin
    perform 1 from public.mailing_records where user_id = person and id = mailing;
    if not found then
        raise exception 'letter not approved';
    end if;
end
$$;

grant execute on function require_mailing to authenticated;

reset role;
