-- slice: reports
-- A person's export as a stored object, for the transaction that ends the export. Runs with the
-- caller's rights, so it can only name the caller's own objects.
set local role fairfile_owner;
set local lock_timeout = '1s';

create function record_export_object(person uuid, object uuid, size bigint)
returns void
language sql as $$
    insert into public.blob_objects (id, user_id, kind, content_type, bytes, stored_bytes,
        expires_at)
    values (object, person, 'export', 'application/zip', size, size, now() + interval '1 day')
$$;

grant execute on function record_export_object to fairfile_job;

reset role;
