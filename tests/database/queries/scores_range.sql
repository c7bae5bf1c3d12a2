-- as: authenticated
-- takes: uuid, timestamptz, timestamptz, text, integer
-- with: person, (now() - interval '1 year')::text, (now())::text, null, '200'
-- uses: credit_score_history_20[0-9]+_user_id
select id, report_id, bureau_source, model, score_value, "timestamp"
from credit_score_history
where user_id = $1 and "timestamp" >= $2 and "timestamp" < $3
    and ($4::text is null or bureau_source = $4)
order by "timestamp" desc limit $5
