-- as: authenticated
-- takes: uuid
-- with: person
-- uses: user_analytics_pkey users_pkey monthly_entitlements_pkey credit_reports_list_idx dispute_tracking_pkey credit_score_latest_pkey
-- One statement, one row shape: part 1 person and counts, 2 this month's quota, 3 newest report,
-- 4 disputes (a row a bureau, newest first; deadlines are among them), 5 latest scores.
select 1 as part, u.tier as c1, u.tier_until::text as c2, u.report_limit::text as c3,
    u.letter_limit::text as c4, a.data_version::text as c5, a.reports_total::text as c6,
    a.accounts_total::text as c7, a.tradelines_total::text as c8, a.tradelines_negative::text as c9,
    a.tradelines_disputable::text as c10, a.disputes_total::text as c11,
    a.disputes_pending::text as c12, a.disputes_investigating::text as c13,
    a.disputes_verified::text as c14, a.disputes_deleted::text as c15,
    a.disputes_updated::text as c16, a.disputes_escalated::text as c17,
    a.disputes_expired::text as c18, a.disputes_blank::text as c19
from user_analytics a join users u on u.id = a.user_id
where a.user_id = $1 and u.id = $1
union all
select 2, kind, month::text, used::text, monthly_limit::text, null, null, null, null, null, null,
    null, null, null, null, null, null, null, null, null
from monthly_entitlements
where user_id = $1 and month = date_trunc('month', now(), 'UTC')::date
union all
(select 3, id::text, status, reason, format, report_date, pages::text, pages_ocr::text,
    upload_date::text, finished_at::text, file_deleted_at::text, account_count::text,
    tradeline_count::text, negative_count::text, disputable_count::text, question_count::text,
    bytes::text, encode(file_name_sealed, 'base64'), null, null
from credit_reports
where user_id = $1
order by upload_date desc, id desc limit 1)
union all
(select 4, id::text, bureau, report_id::text, tradeline_id::text, furnisher, account_last4, reason,
    status, reinserted::text, status_changed_at::text, due_on::text, opened_at::text, null, null,
    null, null, null, null, null
from dispute_tracking
where user_id = $1
order by id desc limit 300)
union all
select 5, bureau_source, model, score_value::text, "timestamp"::text, null, null, null, null, null,
    null, null, null, null, null, null, null, null, null, null
from credit_score_latest
where user_id = $1
