-- slice: mailings
-- A letter is on one way at a time: by the person's hand or by a provider; what failed or was
-- cancelled does not count. Events of a mailing come from the job too.
set local role fairfile_owner;
set local lock_timeout = '1s';

create unique index mailing_records_one_a_letter_key on mailing_records (user_id, letter_id)
    where status not in ('failed', 'cancelled');

-- Undoes the whole order when its row was not made.
create function require_order(person uuid, mailing uuid) returns void
language plpgsql as $$
begin
    perform 1 from public.mailing_records where user_id = person and id = mailing;
    if not found then
        raise exception 'not to be mailed';
    end if;
end
$$;

grant execute on function require_order to authenticated;

reset role;
