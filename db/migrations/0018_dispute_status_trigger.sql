-- slice: disputes
-- A change of status, its history entry and the counts are one thing: whoever writes the status
-- gets the rest, in the same transaction. The update of user_analytics comes first: its row lock
-- puts one person's entries in order, and in it the right-hand sides still see the old head.
-- disputes_total counts what was asked: one a bureau.
set local role fairfile_owner;
set local lock_timeout = '1s';

create function resolution_seconds_of(opened_at timestamptz, resolved_at timestamptz) returns bigint
    language sql immutable parallel safe
    return coalesce(extract(epoch from resolved_at - opened_at)::bigint, 0);

grant execute on function resolution_seconds_of
    to authenticated, fairfile_job, fairfile_operator, fairfile_auditor;

create function record_dispute_status() returns trigger
language plpgsql as $$
declare
    earlier text := case tg_op when 'UPDATE' then old.status else '' end;
    words text := new.bureau || '|' || earlier || '|' || new.status || '|'
        || new.status_changed_by || '|' || new.reinserted;
    digest bytea := sha256(convert_to(coalesce(new.status_note, ''), 'UTF8'));
    chain record;
begin
    update public.user_analytics
    set data_version = data_version + 1,
        disputes_total = disputes_total + (earlier = '')::int,
        disputes_pending = disputes_pending
            + (new.status = 'pending')::int - (earlier = 'pending')::int,
        disputes_investigating = disputes_investigating
            + (new.status = 'investigating')::int - (earlier = 'investigating')::int,
        disputes_verified = disputes_verified
            + (new.status = 'verified')::int - (earlier = 'verified')::int,
        disputes_deleted = disputes_deleted
            + (new.status = 'deleted')::int - (earlier = 'deleted')::int,
        disputes_updated = disputes_updated
            + (new.status = 'updated')::int - (earlier = 'updated')::int,
        disputes_escalated = disputes_escalated
            + (new.status = 'escalated')::int - (earlier = 'escalated')::int,
        disputes_expired = disputes_expired
            + (new.status = 'expired')::int - (earlier = 'expired')::int,
        disputes_blank = disputes_blank
            + (new.status = 'blank')::int - (earlier = 'blank')::int,
        resolution_seconds = resolution_seconds
            + public.resolution_seconds_of(new.opened_at, new.resolved_at)
            - case tg_op when 'UPDATE'
                then public.resolution_seconds_of(old.opened_at, old.resolved_at) else 0 end,
        history_seq = history_seq + 1,
        history_previous = history_head,
        history_head = public.status_history_hash(history_head, user_id, history_seq + 1, new.id,
            new.status_changed_at, digest, words),
        updated_at = now()
    where user_id = new.user_id
    returning history_seq, history_previous, history_head into strict chain;

    insert into public.dispute_status_history (user_id, seq, dispute_tracking_id, changed_at,
        bureau, old_status, new_status, reinserted, changed_by, note, note_digest, previous_hash,
        hash)
    values (new.user_id, chain.history_seq, new.id, new.status_changed_at, new.bureau,
        nullif(earlier, ''), new.status, new.reinserted, new.status_changed_by, new.status_note,
        digest, chain.history_previous, chain.history_head);
    return null;
end
$$;

create function touch_dispute() returns trigger
language plpgsql as $$
begin
    update public.user_analytics
    set data_version = data_version + 1,
        resolution_seconds = resolution_seconds
            + public.resolution_seconds_of(new.opened_at, new.resolved_at)
            - public.resolution_seconds_of(old.opened_at, old.resolved_at)
    where user_id = new.user_id;
    return null;
end
$$;

create trigger record_status_of_new after insert on dispute_tracking
    for each row execute function record_dispute_status();
create trigger record_status_change after update of status on dispute_tracking
    for each row when (old.status is distinct from new.status)
    execute function record_dispute_status();
create trigger touch_user after update on dispute_tracking
    for each row when (old.status = new.status) execute function touch_dispute();

reset role;
