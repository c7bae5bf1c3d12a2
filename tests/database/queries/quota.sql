-- as: authenticated
-- takes: uuid
-- with: person
-- uses: user_analytics_pkey
-- Of quota_month: in a later month nothing is used yet.
select tier, tier_until, report_limit, letter_limit, quota_month, reports_used, letters_used,
    date_trunc('month', now(), 'UTC')::date as month
from user_analytics
where user_id = $1
