#include "features/scores/score_store.hpp"

#include "features/scores/scores.hpp"

namespace fairfile::scores {

using postgres::Lane;
using postgres::Statement;

const Statement delete_scores{
    "scores.delete",
    "delete from credit_score_history where user_id = $1::uuid and report_id = $2::uuid",
    Lane::write};

// The same score of the same day may come with two reports: the first stays.
const Statement insert_scores{
    "scores.insert",
    "insert into credit_score_history (user_id, bureau_source, model, score_value, \"timestamp\","
    " report_id)"
    " select $1::uuid, r.bureau, r.model, r.value, r.day::timestamp at time zone 'UTC', $2::uuid"
    " from jsonb_to_recordset($3::jsonb) as r(bureau text, model text, value smallint, day date)"
    " on conflict (user_id, \"timestamp\", bureau_source, model) do nothing",
    Lane::write};

const Statement select_scores_of_report{
    "scores.of_report",
    "select bureau_source, nullif(model, ''), score_value,"
    " to_char(\"timestamp\" at time zone 'UTC', 'YYYY-MM-DD')"
    " from credit_score_history where user_id = $1::uuid and report_id = $2::uuid"
    " order by \"timestamp\", bureau_source, model"};

const Statement select_scores{
    "scores.list",
    "select report_id, bureau_source, nullif(model, ''), score_value,"
    " to_char(\"timestamp\" at time zone 'UTC', 'YYYY-MM-DD'),"
    " \"timestamp\" || '_' || bureau_source || '_' || model"
    " from credit_score_history where user_id = $1::uuid"
    " and \"timestamp\" >= coalesce($2::timestamptz, '-infinity')"
    " and \"timestamp\" < coalesce($3::timestamptz, 'infinity')"
    " and ($4::text is null or bureau_source = $4)"
    " and (\"timestamp\", bureau_source, model) > (coalesce($5::timestamptz, '-infinity'),"
    " coalesce($6, ''), coalesce($7, ''))"
    " order by \"timestamp\", bureau_source, model limit $8::bigint"};

const Statement select_monthly{
    "scores.monthly",
    "select bureau_source, nullif(model, ''), to_char(month, 'YYYY-MM'), avg_score, min_score,"
    " max_score, scores from credit_score_monthly where user_id = $1::uuid"
    " and month >= coalesce($2::date, '-infinity') and month < coalesce($3::date, 'infinity')"
    " and ($4::text is null or bureau_source = $4)"
    " order by bureau_source, model, month limit $5::bigint"};

const Statement score_data_version{
    "scores.data_version",
    "select data_version || '-' || (now() at time zone 'UTC')::date from user_analytics"
    " where user_id = $1::uuid"};

std::vector<const Statement*> statements() {
    return {
        &delete_scores,
        &insert_scores,
        &select_scores_of_report,
        &select_scores,
        &select_monthly,
        &score_data_version,
    };
}

}  // namespace fairfile::scores
