-- as: fairfile_job
-- takes: uuid, bytea
-- with: person, (select account_hash from tradelines where user_id = person limit 1)::text
-- uses: tradelines_account_idx
select id, report_id, bureau, date_first_delinquency, date_removal, balance_cents, payment_status
from tradelines
where user_id = $1 and account_hash = $2
order by id
