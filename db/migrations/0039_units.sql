-- slice: users
-- A unit of a month's entitlement, as a call among others in the transaction that uses or returns
-- it. The month is the database's, in UTC. null limits are unlimited.
set local role fairfile_owner;
set local lock_timeout = '1s';

create function take_unit(person uuid, unit_kind text, free_limit integer, paid_limit integer)
returns date
language plpgsql as $$
declare
    this_month date := date_trunc('month', now(), 'UTC')::date;
    allowed integer;
begin
    select coalesce(
            case unit_kind when 'reports' then u.report_limit else u.letter_limit end,
            case when u.tier = 'paid' and coalesce(u.tier_until > now(), true)
                then paid_limit else free_limit end)
        into strict allowed
    from public.users u where u.id = person;

    if allowed is null or allowed > 0 then
        insert into public.monthly_entitlements as e (user_id, kind, month, used, monthly_limit)
        values (person, unit_kind, this_month, 1, allowed)
        on conflict (user_id, kind, month) do update
        set used = e.used + 1, monthly_limit = excluded.monthly_limit, updated_at = now()
        where excluded.monthly_limit is null or e.used < excluded.monthly_limit;
        if found then
            return this_month;
        end if;
    end if;
    raise exception 'unit used up';
end
$$;

create function return_unit(person uuid, unit_kind text, taken_in date) returns void
language sql as $$
    update public.monthly_entitlements set used = used - 1, updated_at = now()
    where user_id = person and kind = unit_kind and month = taken_in and used > 0
$$;

grant execute on function take_unit to authenticated, fairfile_job;
grant execute on function return_unit to authenticated, fairfile_job;

reset role;
