-- slice: audit
-- Every change of a dispute's status, in one hash chain a person. Written by a trigger on
-- dispute_tracking and by nothing else; never changed; gone only with the person.
--
-- hash = sha256( previous_hash (32 bytes; zeros before the first)
--              | user_id (16) | seq (int8, big-endian) | dispute_tracking_id (16)
--              | changed_at (int8, big-endian, microseconds since 2000-01-01 UTC)
--              | note_digest (32) | UTF-8 of bureau|old_status|new_status|changed_by|reinserted )
-- with old_status empty for the first entry of a dispute at a bureau, reinserted `true` or `false`.
-- note_digest = sha256(note, or empty), so that a note can be erased and the chain still verifies.
set local role fairfile_owner;
set local lock_timeout = '1s';

create table dispute_status_history (
    id uuid not null default gen_random_uuid(),
    user_id uuid not null,
    seq bigint not null,
    dispute_tracking_id uuid not null,
    changed_at timestamptz not null,
    bureau bureau_name not null,
    old_status text,
    new_status text not null,
    reinserted boolean not null,
    changed_by text not null,
    note text,
    note_digest bytea not null,
    previous_hash bytea not null,
    hash bytea not null,
    primary key (user_id, seq),
    constraint dispute_status_history_dispute_fkey
        foreign key (user_id, dispute_tracking_id, bureau)
        references dispute_tracking (user_id, id, bureau) on delete cascade
);

create index dispute_status_history_timeline_idx
    on dispute_status_history (user_id, dispute_tracking_id, changed_at, seq);

call setup.own_rows_only('dispute_status_history');
call setup.all_rows_for('dispute_status_history', 'fairfile_auditor', 'select');
call setup.append_only('dispute_status_history');

create trigger written_by_trigger before insert on dispute_status_history for each row
    when (pg_trigger_depth() = 0) execute function setup.refuse_direct_change();

grant select, insert on dispute_status_history to authenticated, fairfile_job;
grant select on dispute_status_history to fairfile_auditor;

create function status_history_hash(
    previous_hash bytea, user_id uuid, seq bigint, dispute_tracking_id uuid,
    changed_at timestamptz, note_digest bytea, words text
) returns bytea
    language sql immutable parallel safe
    return sha256(previous_hash || uuid_send(user_id) || int8send(seq)
        || uuid_send(dispute_tracking_id) || timestamptz_send(changed_at) || note_digest
        || convert_to(words, 'UTF8'));

grant execute on function status_history_hash to authenticated, fairfile_job, fairfile_auditor;

reset role;
