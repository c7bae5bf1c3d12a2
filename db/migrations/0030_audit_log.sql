-- slice: audit
-- What operators and the program itself did, in one hash chain. Details may be erased: the chain
-- holds their digest. It can show that its tail was not cut only against a head kept elsewhere.
--
-- hash = sha256( previous_hash (32; zeros before the first) | seq (int8, big-endian)
--              | happened_at (int8, big-endian, microseconds since 2000-01-01 UTC)
--              | actor_id (16; zeros when none) | subject_id (16; zeros when none)
--              | details_digest (32) | UTF-8 of action|subject_type )
set local role fairfile_owner;
set local lock_timeout = '1s';

create table audit_log_head (
    only_row boolean primary key default true check (only_row),
    seq bigint not null,
    hash bytea not null
);

insert into audit_log_head (seq, hash) values (0, decode(repeat('00', 32), 'hex'));

create table audit_log (
    seq bigint primary key,
    happened_at timestamptz not null,
    actor_id uuid,
    action text not null,
    subject_type text not null default '',
    subject_id uuid,
    details jsonb,
    details_digest bytea not null,
    previous_hash bytea not null,
    hash bytea not null,
    constraint audit_log_action_form check (action ~ '^[a-z][a-z0-9_.]{0,63}$'),
    constraint audit_log_subject_form check (subject_type ~ '^[a-z0-9_.]{0,63}$')
);

create index audit_log_subject_idx on audit_log (subject_type, subject_id, seq);

-- Numbers and hashes are the database's to give, whatever an insert says. The head's row lock
-- puts entries in order.
create function chain_audit_log() returns trigger
language plpgsql as $$
begin
    select h.seq + 1, h.hash into strict new.seq, new.previous_hash
    from public.audit_log_head h for update;
    new.happened_at := clock_timestamp();
    new.details_digest := sha256(convert_to(coalesce(new.details::text, ''), 'UTF8'));
    new.hash := sha256(new.previous_hash || int8send(new.seq) || timestamptz_send(new.happened_at)
        || uuid_send(coalesce(new.actor_id, '00000000-0000-0000-0000-000000000000'))
        || uuid_send(coalesce(new.subject_id, '00000000-0000-0000-0000-000000000000'))
        || new.details_digest
        || convert_to(new.action || '|' || new.subject_type, 'UTF8'));
    update public.audit_log_head set seq = new.seq, hash = new.hash;
    return new;
end
$$;

create trigger chain_audit_log before insert on audit_log
    for each row execute function chain_audit_log();
call setup.append_only('audit_log');
call setup.append_only('audit_log_head');

call setup.all_rows_for('audit_log', 'fairfile_operator');
call setup.all_rows_for('audit_log', 'fairfile_gate', 'insert');
call setup.all_rows_for('audit_log', 'fairfile_worker', 'insert');
call setup.all_rows_for('audit_log', 'fairfile_job', 'insert');
call setup.all_rows_for('audit_log', 'fairfile_auditor', 'select');

-- The trigger runs as the role that inserts, so that role reads and moves the head (through the
-- trigger only: append_only).
grant select, update on audit_log_head
    to fairfile_operator, fairfile_gate, fairfile_worker, fairfile_job;
grant select, insert on audit_log to fairfile_operator;
grant insert on audit_log to fairfile_gate, fairfile_worker, fairfile_job;
grant select on audit_log, audit_log_head to fairfile_auditor;

reset role;
