-- slice: users
-- What must be kept of a person who leaves is sealed and stored by the transaction that closes the
-- account: not later, when the key that opens the signatures is gone. An operator may open a
-- record; that is written into the audit log.
set local role fairfile_owner;
set local lock_timeout = '1s';

call setup.all_rows_for('retained_records', 'authenticated', 'insert');
grant insert on retained_records to authenticated;
revoke insert on retained_records from fairfile_job;
drop policy fairfile_job_insert on retained_records;
grant select (record_sealed) on retained_records to fairfile_operator;

alter table retained_records
    add constraint retained_records_kind_known check (kind in ('signed_paper', 'mailing')),
    add constraint retained_records_size check (length(record_sealed) <= 1048576);

create function require_leaving(person uuid) returns void
language plpgsql as $$
begin
    perform 1 from public.users where id = person and state = 'erasing';
    if not found then
        raise exception 'account changed meanwhile';
    end if;
end
$$;

grant execute on function require_leaving to authenticated;

reset role;
