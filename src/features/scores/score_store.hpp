// All SQL of the slice.
#pragma once

#include "infra/postgres/postgres.hpp"

namespace fairfile::scores {

/// $1 user, $2 report.
extern const postgres::Statement delete_scores;
/// $1 user, $2 report, $3 JSON array of {bureau, model, value, day}.
extern const postgres::Statement insert_scores;
/// $1 user, $2 report: bureau, model, value, day.
extern const postgres::Statement select_scores_of_report;
/// $1 user, $2 from, $3 to (exclusive), $4 bureau, $5 to $7 time, bureau and model of the last one
/// shown, $8 limit: report, bureau, model, value, day, cursor.
extern const postgres::Statement select_scores;
/// $1 to $4 the same, $5 limit: bureau, model, month, average, minimum, maximum, count.
extern const postgres::Statement select_monthly;
extern const postgres::Statement score_data_version;

}  // namespace fairfile::scores
