-- as: authenticated
-- takes: uuid, uuid, integer
-- with: person, 'ffffffff-ffff-ffff-ffff-ffffffffffff', '20'
-- uses: notifications_pkey
select id, kind, params, created_at, read_at from notifications
where user_id = $1 and id < $2 order by id desc limit $3
