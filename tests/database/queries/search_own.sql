-- as: authenticated
-- takes: uuid, text, integer
-- with: person, 'chase%', '20'
-- uses: tradelines_[a-z]+ dispute_tracking_[a-z]+ letters_[a-z]+ bureau_response_items_[a-z]+
-- $2 is a pattern for ILIKE with its own %, _ and \ escaped. The person's few rows are filtered.
select kind, id, report_id, title, detail from (
    select 'tradeline' as kind, id, report_id, creditor as title,
        coalesce(bureau, '') || ' ' || coalesce(account_last4, '') as detail
    from tradelines
    where user_id = $1
        and (creditor ilike $2 or original_creditor ilike $2 or account_last4 ilike $2)
    union all
    select 'dispute', id, report_id, furnisher, bureau || ' ' || status
    from dispute_tracking
    where user_id = $1 and (furnisher ilike $2 or reason ilike $2 or account_last4 ilike $2)
    union all
    select 'letter', id, null, summary, status
    from letters where user_id = $1 and summary ilike $2
    union all
    select 'response', i.response_id, null, i.furnisher, i.result_text
    from bureau_response_items i
    where i.user_id = $1
        and (i.furnisher ilike $2 or i.result_text ilike $2 or i.account_last4 ilike $2)
) hit
order by kind, id desc limit $3
