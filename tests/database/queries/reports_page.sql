-- as: authenticated
-- takes: uuid, timestamptz, uuid, integer
-- with: person, 'infinity', '00000000-0000-0000-0000-000000000000', '20'
-- uses: credit_reports_list_idx
select id, status, reason, format, report_date, pages, pages_ocr, upload_date, finished_at,
    file_deleted_at, file_name_sealed, bytes, account_count, tradeline_count, negative_count,
    disputable_count, question_count
from credit_reports
where user_id = $1 and (upload_date, id) < ($2, $3)
order by upload_date desc, id desc limit $4
