-- The history: only triggers write it, nobody changes it, and the chain shows whoever does anyway.
\set ON_ERROR_STOP 1
create temp table said (line text);
grant all on said to public;
create function pg_temp.say(ok boolean, claim text) returns void language sql
    as $$ insert into said values (case when ok then 'PASS ' else 'FAIL ' end || claim) $$;

-- What `fairfile audit verify` computes: entries that do not follow from the one before.
create view pg_temp.broken as
select h.user_id, h.seq from (
    select h.*, lag(hash) over w as before, lag(seq) over w as seq_before
    from dispute_status_history h window w as (partition by user_id order by seq)
) h
where previous_hash <> coalesce(before, decode(repeat('00', 32), 'hex'))
    or seq <> coalesce(seq_before, 0) + 1
    or hash <> status_history_hash(previous_hash, user_id, seq, dispute_tracking_id, changed_at,
        note_digest, bureau || '|' || coalesce(old_status, '') || '|' || new_status || '|'
        || changed_by || '|' || reinserted)
    or note is not null and note_digest <> sha256(convert_to(note, 'UTF8'))
union all
select a.user_id, a.history_seq from user_analytics a
left join dispute_status_history h on h.user_id = a.user_id and h.seq = a.history_seq
where a.history_seq > 0 and h.hash is distinct from a.history_head;

select pg_temp.say(count(*) = 0, 'the synthetic chains verify') from pg_temp.broken \g /dev/null
select pg_temp.say(count(*) > 0, 'there are entries to verify')
    from dispute_status_history \g /dev/null

create function pg_temp.refused(who text, statement text, claim text) returns void
language plpgsql as $$
begin
    perform set_config('request.jwt.claims',
        (select jsonb_build_object('sub', min(user_id::text))::text from dispute_status_history),
            true);
    perform set_config('role', who, true);
    begin
        execute statement;
        perform set_config('role', 'none', true);
        perform pg_temp.say(false, claim || ' by ' || who);
    exception when insufficient_privilege then
        perform set_config('role', 'none', true);
        perform pg_temp.say(true, claim || ' by ' || who);
    end;
end
$$;

-- The owner sees no row under forced row security; the superuser sees them all and is refused too.
select pg_temp.refused(who, statement, claim)
from unnest(array['authenticated', 'fairfile_job', 'fairfile_worker', 'fairfile_operator',
    'fairfile_auditor', 'postgres']) who,
(values ('update dispute_status_history set note = ''changed''', 'an entry is not changed'),
    ('delete from dispute_status_history', 'an entry is not deleted'),
    ('truncate dispute_status_history', 'the history is not emptied'),
    ('update user_analytics set disputes_total = 0', 'counts are not set'),
    ('insert into dispute_status_history (user_id, seq, dispute_tracking_id, changed_at, bureau,
        new_status, reinserted, changed_by, note_digest, previous_hash, hash)
      select user_id, 99, dispute_tracking_id, changed_at, bureau, new_status, false, ''user'',
          '''',
        '''', '''' from dispute_status_history
            limit 1', 'an entry is not forged')) t (statement, claim)
\g /dev/null

-- Past the guards, as somebody with the disk might: each kind of damage is found.
create function pg_temp.found_after(damage text, claim text) returns void language plpgsql as $$
declare n bigint;
begin
    begin
        perform set_config('session_replication_role', 'replica', true);
        execute damage;
        select count(*) into n from pg_temp.broken;
        raise exception 'undo';
    exception when raise_exception then
        perform set_config('session_replication_role', 'origin', true);
        perform pg_temp.say(n > 0, claim);
    end;
end
$$;

select pg_temp.found_after(damage, claim) from (values
    ('update dispute_status_history set new_status = ''deleted'' where seq = 3',
        'a changed entry breaks the chain'),
    ('update dispute_status_history set note = ''other'' where seq = 11', 'a changed note is seen'),
    ('update dispute_status_history set changed_at = changed_at + interval ''1 microsecond''
        where seq = 5', 'a changed time breaks the chain'),
    ('delete from dispute_status_history where seq = 7', 'a removed entry breaks the chain'),
    ('delete from dispute_status_history where seq = 15', 'a removed last entry misses its head'),
    ('update dispute_status_history set seq = -seq where seq in (4, 5);
      update dispute_status_history set seq = 9 + seq where seq < 0',
        'reordered entries break the chain')) t (damage, claim)
\g /dev/null

-- Erasing a note as the law may ask leaves the chain whole.
begin;
set local session_replication_role = replica;
update dispute_status_history set note = null;
select pg_temp.say(count(*) = 0, 'the chain verifies after notes are erased') from pg_temp.broken
\g /dev/null
commit;

-- The operators' chain.
begin;
select set_config('role', 'fairfile_operator', true) \g /dev/null
insert into audit_log (action, details) values ('tier_set', '{"tier": "paid"}'), ('tier_set', null);
commit;
select pg_temp.say(count(*) = 2 and bool_and(hash = sha256(previous_hash || int8send(seq)
        || timestamptz_send(happened_at) || decode(repeat('00', 32), 'hex') || details_digest
        || convert_to(action || '|' || subject_type, 'UTF8')))
    and (array_agg(hash order by seq))[2] = (select hash from audit_log_head)
    and (array_agg(previous_hash order by seq))[2] = (array_agg(hash order by seq))[1],
    'the operators'' chain follows from entry to entry')
from audit_log \g /dev/null
select pg_temp.refused(who, statement, claim)
from unnest(array['fairfile_operator', 'fairfile_gate', 'postgres']) who,
(values ('update audit_log set action = ''x''', 'the operators'' log is not changed'),
    ('delete from audit_log', 'the operators'' log is not shortened'),
    ('update audit_log_head set seq = 0', 'the head of the operators'' log is not set')
) t (statement, claim)
\g /dev/null

select line from said;
