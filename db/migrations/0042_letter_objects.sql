-- slice: reports
-- An approved letter's PDF as a stored object, for the transaction that approves the letter. Runs
-- with the caller's rights, so it can only name the caller's own objects.
set local role fairfile_owner;
set local lock_timeout = '1s';

create function record_letter_object(person uuid, object uuid, size bigint, hash bytea)
returns void
language sql as $$
    insert into public.blob_objects (id, user_id, kind, content_type, bytes, stored_bytes,
        content_hash)
    values (object, person, 'letter', 'application/pdf', size, size, hash)
$$;

grant execute on function record_letter_object to authenticated, fairfile_job;

reset role;
