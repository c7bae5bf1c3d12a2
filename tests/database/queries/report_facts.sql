-- as: authenticated
-- takes: uuid, uuid
-- with: person, (select id from credit_reports where user_id = person order by upload_date
-- with: limit 1)::text
-- uses: public_records_report_idx inquiries_report_idx findings_report_idx
-- uses: report_consumers_report_idx
select 1 as part, id::text, bureau::text as c1, type as c2, filed::text as c3, status as c4
from public_records where user_id = $1 and report_id = $2
union all
select 2, id::text, bureau, creditor, inquired_on, kind
from inquiries where user_id = $1 and report_id = $2
union all
select 3, id::text, rule, fact, citation, as_of
from findings where user_id = $1 and report_id = $2
union all
select 4, id::text, bureau, encode(identity_sealed, 'base64'), null, null
from report_consumers where user_id = $1 and report_id = $2
