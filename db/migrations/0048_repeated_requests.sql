-- slice: users
-- What a request under an Idempotency-Key has done is noted in its own transaction: whoever comes
-- after a crash finds the effect and makes no second one.
set local role fairfile_owner;
set local lock_timeout = '1s';

alter table idempotency_keys
    add column claim uuid not null default gen_random_uuid(),
    add column done_location text;

create function finish_repeat(person uuid, claimed uuid, made_at text) returns void
language plpgsql as $$
begin
    update public.idempotency_keys set done_location = made_at
    where user_id = person and claim = claimed and status is null and done_location is null;
    if not found then
        raise exception 'repeat taken over';
    end if;
end
$$;

grant execute on function finish_repeat to authenticated;

reset role;
