-- as: authenticated
-- takes: uuid, uuid
-- with: person, (select id from tradelines where user_id = person order by id limit 1)::text
-- uses: tradelines_pkey tradeline_evidence_pkey
select t.id, t.report_id, t.account_group, t.bureau, t.creditor, t.account_number_sealed,
    t.payment_history_text, t.tradeline_details, e.places, e.texts_sealed
from tradelines t
left join tradeline_evidence e on e.user_id = t.user_id and e.tradeline_id = t.id
where t.user_id = $1 and t.id = $2
