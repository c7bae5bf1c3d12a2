-- as: fairfile_operator
-- takes: text, integer
-- with: 'nonesuch', '50'
-- uses: tradelines_search_idx
select user_id, id, creditor, bureau, account_last4 from tradelines
where tradeline_search_vector(creditor, original_creditor, account_last4)
    @@ plainto_tsquery('pg_catalog.simple', $1)
limit $2
