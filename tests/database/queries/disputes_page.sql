-- as: authenticated
-- takes: uuid, uuid, text, text, integer
-- with: person, 'ffffffff-ffff-ffff-ffff-ffffffffffff', null, null, '150'
-- uses: dispute_tracking_pkey
-- A row for each bureau asked, disputes newest first. A filter keeps whole disputes.
select d.id, d.bureau, d.report_id, d.tradeline_id, d.furnisher, d.account_last4, d.reason,
    d.status, d.reinserted, d.status_changed_at, d.due_on, d.opened_at
from dispute_tracking d
where d.user_id = $1 and d.id < $2
    and ($3::text is null and $4::text is null or d.id in (
        select f.id from dispute_tracking f
        where f.user_id = $1 and ($3::text is null or f.status = $3)
            and ($4::text is null or f.bureau = $4)))
order by d.id desc, d.bureau desc limit $5
