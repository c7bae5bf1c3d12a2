-- as: authenticated
-- takes: uuid, uuid, text
-- with: person, (select tradeline_id from dispute_tracking where user_id = person limit 1)::text,
-- with: 'TransUnion'
-- uses: dispute_tracking_item_key
select id, round, status, guard_hash from dispute_tracking
where user_id = $1 and tradeline_id = $2 and bureau = $3
order by round desc
