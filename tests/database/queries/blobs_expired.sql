-- as: fairfile_worker
-- takes: timestamptz, integer
-- with: (now() - interval '30 days')::text, '500'
-- uses: blob_objects_expiry_idx
-- For everybody: each becomes a job of its person.
select user_id, id from blob_objects
where deleted_at is null and expires_at is not null and expires_at < $1
order by expires_at limit $2
