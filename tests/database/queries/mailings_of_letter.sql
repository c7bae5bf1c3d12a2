-- as: authenticated
-- takes: uuid, uuid
-- with: person, (select id from letters where user_id = person limit 1)::text
-- uses: mailing_records_letter_idx
select id, provider, status, tracking_number, mailed_on, delivered_on
from mailing_records
where user_id = $1 and letter_id = $2
