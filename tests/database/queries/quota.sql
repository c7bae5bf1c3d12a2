-- as: authenticated
-- takes: uuid
-- with: person
-- uses: users_pkey monthly_entitlements_pkey
select u.tier, u.tier_until, u.report_limit, u.letter_limit, e.kind, e.used
from users u
left join monthly_entitlements e on e.user_id = u.id and e.user_id = $1
    and e.month = date_trunc('month', now(), 'UTC')::date
where u.id = $1
