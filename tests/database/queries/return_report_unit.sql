-- as: fairfile_job
-- takes: uuid, uuid
-- with: person, (select id from credit_reports where user_id = person limit 1)::text
-- uses: credit_reports_pkey monthly_entitlements_pkey
-- Exactly once, in the transaction that records the failure.
with returned as (
    update credit_reports set unit_returned_at = now()
    where user_id = $1 and id = $2 and unit_month is not null and unit_returned_at is null
    returning unit_month
)
update monthly_entitlements e set used = e.used - 1, updated_at = now()
from returned r
where e.user_id = $1 and e.kind = 'reports' and e.month = r.unit_month and e.used > 0
returning e.used
