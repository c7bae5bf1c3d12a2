-- as: authenticated
-- takes: uuid, boolean, boolean, uuid, integer
-- with: person, 'true', 'true', '00000000-0000-0000-0000-000000000000', '50'
-- uses: tradelines_flags_idx
-- What to dispute next: the same columns as tradelines_page for one combination of the two marks.
select id, report_id, account_group, bureau, creditor, account_last4, payment_status,
    balance_cents, past_due_cents, negative_reasons, confidence
from tradelines
where user_id = $1 and is_negative = $2 and is_disputable = $3 and id > $4
order by id limit $5
