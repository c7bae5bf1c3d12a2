-- as: authenticated
-- takes: uuid
-- with: person
-- uses: user_analytics_pkey credit_reports_list_idx dispute_tracking_(pkey|item_key)
-- One statement, one row shape: part 1 the person's counts, tier, quota and latest scores (quota is
-- of quota_month: in a later month nothing is used yet); part 2 the newest report; part 3 disputes,
-- a row a bureau, newest first (the deadlines are among them).
select 1 as part, data_version::text as c1, tier as c2, tier_until::text as c3,
    report_limit::text as c4, letter_limit::text as c5, quota_month::text as c6,
    reports_used::text as c7, letters_used::text as c8, latest_scores::text as c9,
    reports_total::text as c10, accounts_total::text as c11, tradelines_total::text as c12,
    tradelines_negative::text as c13, tradelines_disputable::text as c14,
    disputes_total::text as c15, disputes_pending::text as c16,
    disputes_investigating::text as c17, disputes_verified::text as c18,
    disputes_deleted::text as c19, disputes_updated::text as c20, disputes_escalated::text as c21,
    disputes_expired::text as c22, disputes_blank::text as c23
from user_analytics
where user_id = $1
union all
(select 2, id::text, status, reason, format, report_date, pages::text, pages_ocr::text,
    upload_date::text, finished_at::text, file_deleted_at::text, account_count::text,
    tradeline_count::text, negative_count::text, disputable_count::text, question_count::text,
    bytes::text, encode(file_name_sealed, 'base64'), null, null, null, null, null, null
from credit_reports r
where user_id = $1
order by r.upload_date desc, r.id desc limit 1)
union all
(select 3, id::text, bureau, report_id::text, tradeline_id::text, furnisher, account_last4, reason,
    status, reinserted::text, status_changed_at::text, due_on::text, opened_at::text, null, null,
    null, null, null, null, null, null, null, null, null
from dispute_tracking d
where user_id = $1
order by d.id desc, d.bureau desc limit 300)
