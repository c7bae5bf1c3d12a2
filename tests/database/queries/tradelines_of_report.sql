-- as: authenticated
-- takes: uuid, uuid
-- with: person, (select id from credit_reports where user_id = person order by upload_date
-- with: limit 1)::text
-- uses: tradelines_report_idx
-- The account view: one account after the other, its bureaus together.
select id, account_group, bureau, creditor, original_creditor, account_last4, account_type,
    account_status, payment_status, date_opened, date_reported, balance_cents, credit_limit_cents,
    past_due_cents, monthly_payment_cents, payment_history_text, is_negative, is_disputable,
    confidence
from tradelines
where user_id = $1 and report_id = $2
order by account_group, id
