-- as: authenticated
-- takes: uuid, text, boolean, boolean, uuid, uuid, integer
-- with: person, null, null, null, null, '00000000-0000-0000-0000-000000000000', '50'
-- uses: tradelines_pkey
-- Filters that are null do not filter. The cursor is the last id; ids ascend in reading order.
select id, report_id, account_group, bureau, creditor, original_creditor, account_last4,
    account_type, account_type_text, responsibility, account_status, account_status_text,
    payment_status, payment_status_text, date_opened, date_closed, date_reported,
    date_last_payment, date_last_active, date_first_delinquency, date_removal, balance_cents,
    credit_limit_cents, high_credit_cents, past_due_cents, monthly_payment_cents,
    charge_off_cents, terms, payment_history_text, remarks, is_negative, negative_reasons,
    is_disputable, confidence
from tradelines
where user_id = $1 and id > $6
    and ($2::text is null or bureau = $2)
    and ($3::boolean is null or is_negative = $3)
    and ($4::boolean is null or is_disputable = $4)
    and ($5::uuid is null or report_id = $5)
order by id limit $7
