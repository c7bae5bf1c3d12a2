-- as: fairfile_gate
-- takes: uuid, uuid
-- with: person, (select id from sessions where user_id = person limit 1)::text
-- uses: refresh_tokens_session_idx
-- What ending a family looks for.
select token_hash, used_at from refresh_tokens where user_id = $1 and session_id = $2
