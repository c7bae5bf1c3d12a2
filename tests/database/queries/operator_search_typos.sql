-- as: fairfile_operator
-- takes: text, integer
-- with: 'nonesuch', '50'
-- uses: tradelines_creditor_trgm_idx
select user_id, id, creditor, bureau, account_last4 from tradelines
where creditor % $1 limit $2
