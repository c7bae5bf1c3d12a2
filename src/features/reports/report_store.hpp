// All SQL of the slice.
#pragma once

#include "infra/postgres/postgres.hpp"

namespace fairfile::reports {

/// $1 user, $2 object, $3 content type, $4 bytes, $5 content hash: kept for 30 days.
extern const postgres::Statement insert_object;
/// $1 user, $2 report: its file is marked as deleted.
extern const postgres::Statement delete_object;
/// $1 user, $2 report, $3 object, $4 file_name_sealed, $5 content type, $6 bytes, $7 content hash,
/// $8 job, $9 unit month.
extern const postgres::Statement insert_report;
/// $1 user, $2 newest upload_date shown or null, $3 its id, $4 limit. Columns: report_json.hpp.
extern const postgres::Statement select_reports;
/// $1 user, $2 report: the list's columns, then reference_sealed, warnings, pages_read.
extern const postgres::Statement select_report;
/// $1 user, $2 report: status, reason, pages_read, pages.
extern const postgres::Statement select_progress;
/// $1 user, $2 report: file_object_id, content_type, file_name_sealed, status, unit month.
extern const postgres::Statement select_file;
/// $1 user, $2 report.
extern const postgres::Statement delete_report;
extern const postgres::Statement select_questions;
/// $1 user, $2 report, $3 number: about, answer_sealed, answered_at.
extern const postgres::Statement select_question;
/// $1 user, $2 report, $3 number, $4 answer_sealed.
extern const postgres::Statement answer_question;
/// $1 user, $2 report: its counts and status as tradelines and open questions say them.
extern const postgres::Statement recount_report;
extern const postgres::Statement delete_questions;
/// $1 user, $2 report: returns the row when it is still to be read.
extern const postgres::Statement begin_reading;
/// $1 user, $2 report, $3 pages_read, $4 pages.
extern const postgres::Statement note_progress;
/// $1 user, $2 report, $3 JSON with everything else.
extern const postgres::Statement finish_report;
/// $1 user, $2 report, $3 reason. Gives the unit back with it.
extern const postgres::Statement fail_report;
/// $1 user, $2 report, $3 JSON array.
extern const postgres::Statement insert_questions;
/// $1 user: data version.
extern const postgres::Statement report_data_version;

}  // namespace fairfile::reports
