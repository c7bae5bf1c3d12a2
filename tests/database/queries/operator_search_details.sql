-- as: fairfile_operator
-- takes: jsonb, integer
-- with: '{"kob": "BC"}', '50'
-- uses: tradelines_details_idx
select user_id, id, creditor, bureau from tradelines where tradeline_details @> $1 limit $2
