-- as: authenticated
-- takes: uuid, bytea
-- with: person, (select content_hash from credit_reports where user_id = person limit 1)::text
-- uses: credit_reports_content_idx
select id, status from credit_reports where user_id = $1 and content_hash = $2
