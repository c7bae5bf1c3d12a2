-- as: fairfile_operator
-- takes: jsonb, integer
-- with: '[{"mark": "foreclosure"}]', '50'
-- uses: tradelines_history_idx
select user_id, id, creditor, bureau from tradelines where payment_history @> $1 limit $2
