-- as: authenticated
-- takes: uuid, uuid, timestamptz, bigint, integer
-- with: person, (select id from dispute_tracking where user_id = person limit 1)::text,
-- with: 'infinity', '0', '50'
-- uses: dispute_status_history_timeline_idx
-- Newest first; the cursor is the last entry's time and seq.
select seq, id, bureau, old_status, new_status, reinserted, changed_by, note, changed_at
from dispute_status_history
where user_id = $1 and dispute_tracking_id = $2 and (changed_at, seq) < ($3, $4)
order by changed_at desc, seq desc limit $5
