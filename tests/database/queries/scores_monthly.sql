-- as: authenticated
-- takes: uuid, date, date, text
-- with: person, ((now() - interval '1 year')::date)::text, (now()::date)::text, null
-- uses: credit_score_monthly_pkey
select bureau_source, model, month, avg_score, min_score, max_score, scores, last_score
from credit_score_monthly
where user_id = $1 and month >= $2 and month <= $3 and ($4::text is null or bureau_source = $4)
order by bureau_source, model, month
