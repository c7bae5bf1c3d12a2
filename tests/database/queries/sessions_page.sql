-- as: authenticated
-- takes: uuid
-- with: person
-- uses: sessions_pkey
select id, client, user_agent, address, created_at, last_used_at from sessions
where user_id = $1 and revoked_at is null and expires_at > now()
order by id
