-- as: authenticated
-- takes: uuid
-- with: person
-- uses: notifications_unread_idx
select count(*) from (select from notifications where user_id = $1 and read_at is null limit 100) u
