-- as: authenticated
-- takes: uuid, bytea
-- with: person, (select content_hash from blob_objects where user_id = person limit 1)::text
-- uses: blob_objects_content_idx
select id, bytes from blob_objects where user_id = $1 and content_hash = $2 and deleted_at is null
