-- as: authenticated
-- takes: uuid, uuid
-- with: person, (select id from dispute_tracking where user_id = person limit 1)::text
-- uses: dispute_tracking_pkey
select id, bureau, report_id, tradeline_id, furnisher, account_last4, reason, status, reinserted,
    status_changed_at, due_on, opened_at
from dispute_tracking
where user_id = $1 and id = $2
