-- as: authenticated
-- takes: uuid, uuid
-- with: person, (select dispute_tracking_id from bureau_responses where user_id = person
-- with: limit 1)::text
-- uses: bureau_responses_dispute_idx bureau_response_items_response_idx
select r.id, r.bureau, r.status, i.outcome, i.result_text, i.contradiction
from bureau_responses r
left join bureau_response_items i on i.user_id = $1 and i.response_id = r.id
where r.user_id = $1 and r.dispute_tracking_id = $2
