#include "features/disputes/dispute_store.hpp"

#include "features/disputes/disputes.hpp"

#define DISPUTE_COLUMNS                                                                    \
    "d.id, d.bureau, d.report_id, d.tradeline_id, d.furnisher, d.account_last4, d.reason," \
    " d.status, d.reinserted, d.status_changed_at, d.due_on, d.opened_at"

namespace fairfile::disputes {

using postgres::Lane;
using postgres::Statement;

const Statement insert_dispute{
    "disputes.insert",
    "with items as (select t.id, t.report_id, t.account_group, t.bureau, t.creditor,"
    " t.account_last4, t.account_hash from tradelines t"
    " where t.user_id = $1::uuid and t.id = any($3::uuid[])),"
    " found as (select count(*) as items, count(distinct (report_id, account_group)) as accounts,"
    " count(bureau) as bureaus, (select count(*) from dispute_tracking d join items i"
    " on d.tradeline_id = i.id where d.user_id = $1::uuid"
    " and d.status in ('pending', 'investigating', 'escalated', 'expired')) as open from items),"
    " opened as (insert into dispute_tracking (id, user_id, report_id, tradeline_id, bureau, round,"
    " furnisher, account_last4, account_hash, reason)"
    " select $2::uuid, $1::uuid, i.report_id, i.id, i.bureau,"
    " 1 + coalesce((select max(d.round) from dispute_tracking d where d.user_id = $1::uuid"
    " and d.tradeline_id = i.id and d.bureau = i.bureau), 0),"
    " i.creditor, i.account_last4, i.account_hash, $4 from items i, found f"
    " where f.items = cardinality($3::uuid[]) and f.accounts = 1 and f.bureaus = f.items"
    " and f.open = 0 returning id)"
    " select f.items, f.accounts, f.bureaus, f.open, (select count(*) from opened) from found f",
    Lane::write};

const Statement select_disputes{
    "disputes.list",
    "select " DISPUTE_COLUMNS
    " from dispute_tracking d where d.user_id = $1::uuid"
    " and d.id < coalesce($2::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff')"
    " and ($3::text is null and $4::text is null or d.id in (select f.id from dispute_tracking f"
    " where f.user_id = $1::uuid and ($3::text is null or f.status = $3)"
    " and ($4::text is null or f.bureau = $4)))"
    " order by d.id desc, d.bureau desc limit $5::bigint"};

const Statement select_dispute{
    "disputes.show",
    "select " DISPUTE_COLUMNS
    " from dispute_tracking d where d.user_id = $1::uuid and d.id = $2::uuid order by d.bureau "
    "desc"};

const Statement update_status{
    "disputes.update_status",
    "update dispute_tracking set status = $4, status_changed_at = clock_timestamp(),"
    " status_changed_by = $6, status_note = $7, reinserted = $5::boolean,"
    " resolved_at = case when $4 in ('verified', 'deleted', 'updated') then now() end,"
    " version = version + 1"
    " where user_id = $1::uuid and id = $2::uuid and bureau = $3 and status = any($8::text[])"
    " returning version",
    Lane::write};

const Statement select_timeline{
    "disputes.timeline",
    "select seq, id, bureau, old_status, new_status, reinserted, changed_by, note, changed_at"
    " from dispute_status_history where user_id = $1::uuid and dispute_tracking_id = $2::uuid"
    " and (changed_at, seq) < (coalesce($3::timestamptz, 'infinity'), coalesce($4::bigint, 0))"
    " order by changed_at desc, seq desc limit $5::bigint"};

const Statement dispute_data_version{
    "disputes.data_version",
    "select data_version || '-' || (now() at time zone 'UTC')::date from user_analytics"
    " where user_id = $1::uuid"};

std::vector<const Statement*> statements() {
    return {
        &insert_dispute,
        &select_disputes,
        &select_dispute,
        &update_status,
        &select_timeline,
        &dispute_data_version,
    };
}

}  // namespace fairfile::disputes
