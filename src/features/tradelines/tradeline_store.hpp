// All SQL of the slice.
#pragma once

#include "infra/postgres/postgres.hpp"

#include <vector>

namespace fairfile::tradelines {

/// $1 user, $2 report.
std::vector<const postgres::Statement*> deletions();

/// $1 user, $2 report, $3 rows as a JSON array.
extern const postgres::Statement insert_tradelines;
extern const postgres::Statement insert_public_records;
extern const postgres::Statement insert_inquiries;
extern const postgres::Statement insert_consumers;
extern const postgres::Statement insert_findings;

/// $1 user, $2 rows as a JSON array.
extern const postgres::Statement insert_evidence;
extern const postgres::Statement insert_finding_tradelines;
extern const postgres::Statement insert_finding_public_records;

/// $1 user, $2 bureau, $3 is_negative, $4 is_disputable, $5 report, $6 after, $7 limit; each filter
/// may be null. Columns as `tradeline_columns` names them.
extern const postgres::Statement select_tradelines;
/// $1 user, $2 report or null for the newest that was read.
extern const postgres::Statement select_report_tradelines;
/// $1 user, $2 tradeline: the list's columns, then account_number_sealed, places, texts_sealed.
extern const postgres::Statement select_tradeline;
/// $1 user, $2 tradeline.
extern const postgres::Statement select_tradeline_findings;
/// $1 user, $2 report.
extern const postgres::Statement select_consumers;
extern const postgres::Statement select_public_records;
extern const postgres::Statement select_inquiries;
extern const postgres::Statement select_findings;
/// $1 user, $2 report: what stored_report.hpp makes a report of again.
extern const postgres::Statement select_stored_report;
extern const postgres::Statement select_stored_tradelines;
extern const postgres::Statement select_stored_records;
/// $1 user, $2 data version: the transaction fails when it is another one by now.
extern const postgres::Statement require_version;
/// $1 user, $2 report.
extern const postgres::Statement delete_findings;
/// $1 user, $2 tradeline, then $3 its row, or $3 the field answered and $4 texts_sealed.
extern const postgres::Statement update_tradeline;
extern const postgres::Statement update_evidence;
/// $1 user, $2 report: is_disputable as the findings say it.
extern const postgres::Statement mark_disputable;
std::vector<const postgres::Statement*> answer_statements();
/// $1 user: the person's data version.
extern const postgres::Statement select_data_version;

}  // namespace fairfile::tradelines
