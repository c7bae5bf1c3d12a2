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
/// $1 user: the person's data version.
extern const postgres::Statement select_data_version;

}  // namespace fairfile::tradelines
