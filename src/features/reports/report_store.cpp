#include "features/reports/report_store.hpp"

#include "features/reports/reports.hpp"

// In the order of report_json.cpp.
#define REPORT_COLUMNS                                                                     \
    "id, status, reason, format, report_date, pages, pages_ocr, upload_date, finished_at," \
    " file_deleted_at, file_name_sealed, bytes, account_count, tradeline_count,"           \
    " negative_count, disputable_count, question_count"

namespace fairfile::reports {

using postgres::Lane;
using postgres::Statement;

const Statement insert_object{
    "reports.insert_object",
    "insert into blob_objects (id, user_id, kind, content_type, bytes, stored_bytes, content_hash,"
    " expires_at)"
    " values ($2::uuid, $1::uuid, 'report', $3, $4::bigint, $4::bigint, $5::bytea,"
    " now() + interval '30 days')",
    Lane::write};

const Statement delete_object{
    "reports.delete_object",
    "update blob_objects set deleted_at = now() where user_id = $1::uuid and deleted_at is null"
    " and id = (select file_object_id from credit_reports"
    " where user_id = $1::uuid and id = $2::uuid)",
    Lane::write};

const Statement insert_report{
    "reports.insert",
    "insert into credit_reports (id, user_id, file_object_id, file_name_sealed, content_type,"
    " bytes, content_hash, job_id, unit_month)"
    " values ($2::uuid, $1::uuid, $3::uuid, $4::bytea, $5, $6::bigint, $7::bytea, $8::uuid,"
    " date_trunc('month', now(), 'UTC')::date)",
    Lane::write};

const Statement select_reports{
    "reports.list",
    "select " REPORT_COLUMNS
    " from credit_reports where user_id = $1::uuid"
    " and (upload_date, id) < (coalesce($2::timestamptz, 'infinity'),"
    " coalesce($3::uuid, '00000000-0000-0000-0000-000000000000'))"
    " order by upload_date desc, id desc limit $4::bigint"};

const Statement select_report{
    "reports.show",
    "select " REPORT_COLUMNS
    ", reference_sealed, warnings, pages_read, job_id"
    " from credit_reports where user_id = $1::uuid and id = $2::uuid"};

const Statement select_progress{
    "reports.progress",
    "select status, reason, pages_read, pages from credit_reports"
    " where user_id = $1::uuid and id = $2::uuid"};

const Statement select_file{
    "reports.file",
    "select file_object_id, content_type, file_name_sealed, status from credit_reports"
    " where user_id = $1::uuid and id = $2::uuid"};

const Statement delete_report{
    "reports.delete",
    "delete from credit_reports where user_id = $1::uuid and id = $2::uuid returning "
    "file_object_id",
    Lane::write};

const Statement select_questions{
    "reports.questions",
    "select number, about, ask, page, array_to_json(box), readings_sealed, answer_sealed,"
    " answered_at, page_width, page_height from report_questions where user_id = $1::uuid and "
    "report_id = $2::uuid order by "
    "number"};

const Statement select_question{
    "reports.question",
    "select about, answer_sealed, answered_at from report_questions"
    " where user_id = $1::uuid and report_id = $2::uuid and number = $3::integer"};

const Statement answer_question{
    "reports.answer_question",
    "update report_questions set answer_sealed = $4::bytea, answered_at = now()"
    " where user_id = $1::uuid and report_id = $2::uuid and number = $3::integer",
    Lane::write};

const Statement recount_report{
    "reports.recount",
    "update credit_reports r set negative_count = t.negative, disputable_count = t.disputable,"
    " question_count = q.open, status = case when r.status = 'needs_review' and q.open = 0"
    " then 'done' else r.status end"
    " from (select count(*) filter (where is_negative) as negative,"
    " count(*) filter (where is_disputable) as disputable from tradelines"
    " where user_id = $1::uuid and report_id = $2::uuid) t,"
    " (select count(*) as open from report_questions"
    " where user_id = $1::uuid and report_id = $2::uuid and answered_at is null) q"
    " where r.user_id = $1::uuid and r.id = $2::uuid",
    Lane::write};

const Statement delete_questions{
    "reports.delete_questions",
    "delete from report_questions where user_id = $1::uuid and report_id = $2::uuid"
    " and answered_at is null",
    Lane::write};

const Statement begin_reading{
    "reports.begin_reading",
    "update credit_reports set status = 'reading', started_at = coalesce(started_at, now())"
    " where user_id = $1::uuid and id = $2::uuid and status in ('queued', 'reading')"
    " returning file_object_id, unit_month",
    Lane::write};

const Statement note_progress{
    "reports.note_progress",
    "update credit_reports set pages_read = $3::integer, pages = greatest(pages, $4::integer)"
    " where user_id = $1::uuid and id = $2::uuid and status = 'reading'",
    Lane::write};

const Statement finish_report{
    "reports.finish",
    "update credit_reports set status = r.status, reason = null, kind = r.kind, format = r.format,"
    " verdict = r.verdict, report_date = r.report_date,"
    " reference_sealed = decode(r.reference_sealed, 'hex'), pages = r.pages,"
    " pages_ocr = r.pages_ocr, pages_read = r.pages, account_count = r.account_count,"
    " tradeline_count = r.tradeline_count, negative_count = r.negative_count,"
    " disputable_count = r.disputable_count, question_count = r.question_count,"
    " warnings = r.warnings, reader_version = r.reader_version, finished_at = now()"
    " from jsonb_to_record($3::jsonb) as r(status text, kind text, format text, verdict text,"
    " report_date text, reference_sealed text, pages int, pages_ocr int, account_count int,"
    " tradeline_count int, negative_count int, disputable_count int, question_count int,"
    " warnings jsonb, reader_version text)"
    " where user_id = $1::uuid and id = $2::uuid and credit_reports.status = 'reading'"
    " returning id",
    Lane::write};

// The unit goes back with the change of status, so it goes back once.
const Statement fail_report{
    "reports.fail",
    "with failed as (update credit_reports set status = 'failed', reason = $3,"
    " verdict = 'refused', finished_at = now(), unit_returned_at = now()"
    " where user_id = $1::uuid and id = $2::uuid and status in ('queued', 'reading')"
    " returning user_id, unit_month)"
    " select return_unit(f.user_id, 'reports', f.unit_month) from failed f",
    Lane::write};

const Statement insert_questions{
    "reports.insert_questions",
    "insert into report_questions (user_id, report_id, number, about, ask, page, box,"
    " page_width, page_height, readings_sealed)"
    " select $1::uuid, $2::uuid, r.number, r.about, r.ask, r.page, r.box,"
    " r.page_width, r.page_height, decode(r.readings_sealed, 'hex')"
    " from jsonb_to_recordset($3::jsonb) as r(number int, about text, ask text, page int,"
    " box real[], page_width real, page_height real, readings_sealed text)"
    " on conflict (user_id, report_id, number) do nothing",
    Lane::write};

const Statement report_data_version{
    "reports.data_version",
    "select data_version || '-' || (now() at time zone 'UTC')::date from user_analytics"
    " where user_id = $1::uuid"};

std::vector<const Statement*> statements() {
    std::vector<const Statement*> all{
        &insert_object,    &delete_object,    &insert_report,       &select_reports,
        &select_report,    &select_progress,  &select_file,         &delete_report,
        &select_questions, &select_question,  &answer_question,     &recount_report,
        &delete_questions, &begin_reading,    &note_progress,       &finish_report,
        &fail_report,      &insert_questions, &report_data_version,
    };
    const auto of_files = lifecycle_statements();
    all.insert(all.end(), of_files.begin(), of_files.end());
    return all;
}

}  // namespace fairfile::reports
