-- as: authenticated
-- takes: uuid, uuid, bigint, integer
-- with: person, (select id from dispute_tracking where user_id = person limit 1), 9223372036854775807, 50
-- uses: dispute_status_history_timeline_idx
-- Newest first; the cursor is the last seq.
select seq, id, bureau, old_status, new_status, reinserted, changed_by, note, changed_at
from dispute_status_history
where user_id = $1 and dispute_tracking_id = $2 and seq < $3
order by seq desc limit $4
