-- as: authenticated
-- takes: uuid, timestamptz, integer
-- with: person, 'infinity', '20'
-- uses: letters_list_idx
select id, type, bureau, addressee, summary, status, created_at, approved_at
from letters
where user_id = $1 and created_at < $2
order by created_at desc, id desc limit $3
