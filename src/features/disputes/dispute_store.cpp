#include "features/disputes/dispute_store.hpp"

#include "features/disputes/disputes.hpp"

#define DISPUTE_COLUMNS                                                                    \
    "d.id, d.bureau, d.report_id, d.tradeline_id, d.furnisher, d.account_last4, d.reason," \
    " d.status, d.reinserted, d.status_changed_at, d.due_on, d.opened_at, d.mailed_on,"    \
    " d.delivered_on, d.clock, d.fact"

namespace fairfile::disputes {

using postgres::Lane;
using postgres::Statement;

// A finding speaks for the tradelines it names. Without tradelines given, those are the dispute's;
// the strongest finding about an entry gives its fact and codes.
const Statement insert_dispute{
    "disputes.insert",
    "with chosen as (select f.id, f.rule, f.fact, f.eoscar_code, f.transunion_code, f.strength"
    " from findings f where f.user_id = $1::uuid and f.id = any($5::uuid[])),"
    " named as (select n.finding_id, n.tradeline_id from finding_tradelines n"
    " join chosen c on c.id = n.finding_id where n.user_id = $1::uuid),"
    " items as (select t.id, t.report_id, t.account_group, t.bureau, t.creditor,"
    " t.account_last4, t.account_hash from tradelines t"
    " where t.user_id = $1::uuid and (t.id = any($3::uuid[]) or (cardinality($3::uuid[]) = 0"
    " and t.id in (select tradeline_id from named)))),"
    " found as (select count(*) as items, count(distinct (report_id, account_group)) as accounts,"
    " count(bureau) as bureaus, (select count(*) from dispute_tracking d join items i"
    " on d.tradeline_id = i.id where d.user_id = $1::uuid"
    " and d.status in ('pending', 'investigating', 'escalated', 'expired')) as open,"
    " (select count(*) from chosen) as findings from items),"
    " opened as (insert into dispute_tracking (id, user_id, report_id, tradeline_id, bureau, round,"
    " furnisher, account_last4, account_hash, reason, reason_code, fact, eoscar_code,"
    " transunion_code)"
    " select $2::uuid, $1::uuid, i.report_id, i.id, i.bureau,"
    " 1 + coalesce((select max(d.round) from dispute_tracking d where d.user_id = $1::uuid"
    " and d.tradeline_id = i.id and d.bureau = i.bureau), 0),"
    " i.creditor, i.account_last4, i.account_hash,"
    " coalesce($4, b.fact, (select string_agg(fact, ' ') from chosen)),"
    " coalesce($6, b.rule), coalesce(b.fact, ''), b.eoscar_code, b.transunion_code"
    " from items i cross join found f left join lateral (select c.rule, c.fact, c.eoscar_code,"
    " c.transunion_code from chosen c join named n on n.finding_id = c.id"
    " where n.tradeline_id = i.id order by c.strength desc, c.id limit 1) b on true"
    " where f.items = case cardinality($3::uuid[]) when 0 then f.items else"
    " cardinality($3::uuid[]) end and f.accounts = 1 and f.bureaus = f.items"
    " and f.findings = cardinality($5::uuid[]) and f.open = 0 returning id)"
    " select f.items, f.accounts, f.bureaus, f.open, (select count(*) from opened), f.findings"
    " from found f",
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

const Statement note_opened{
    "disputes.note_opened",
    "select finish_repeat($1::uuid, $2::uuid, $3) from dispute_tracking"
    " where user_id = $1::uuid and id = $4::uuid limit 1",
    Lane::write};

const Statement update_status{
    "disputes.update_status",
    "update dispute_tracking set status = $4, status_changed_at = clock_timestamp(),"
    " status_changed_by = $6, status_note = $7, reinserted = $5::boolean,"
    " resolved_at = case when $4 in ('verified', 'deleted', 'updated') then now() end,"
    " version = version + 1"
    " where user_id = $1::uuid and id = $2::uuid and bureau = $3 and status = any($8::text[])"
    " and ($4 <> 'expired' or due_on <= $9::date) returning version",
    Lane::write};

// What was answered or ran out is escalated by another letter. While a clock runs, a letter more is
// only information to what is being investigated.
#define IS_RUNNING "(d.status = 'investigating' and d.due_on is not null)"
#define LETTERS_DISPUTES                                                                     \
    " from letter_disputes l join letters t on t.user_id = l.user_id and t.id = l.letter_id" \
    " where d.user_id = $1::uuid and l.user_id = $1::uuid and l.letter_id = $2::uuid"        \
    " and l.dispute_tracking_id = d.id and l.bureau = d.bureau"

const Statement note_mailed{
    "disputes.note_mailed",
    "update dispute_tracking d set mailed_on = $3::date, delivered_on = null, due_on = null,"
    " status = case when d.status in ('verified', 'deleted', 'updated', 'expired')"
    " then 'escalated' else d.status end, resolved_at = null, reinserted = false,"
    " status_changed_by = 'system', status_note = 'A letter was mailed.',"
    " status_changed_at = clock_timestamp(), version = d.version + 1" LETTERS_DISPUTES
    " and t.type = any($4::text[]) and d.status <> 'blank' and not " IS_RUNNING,
    Lane::write};

const Statement note_delivered{
    "disputes.note_delivered",
    "update dispute_tracking d set delivered_on = $3::date,"
    " mailed_on = least(d.mailed_on, $3::date),"
    " clock = case t.type when 'method_of_verification' then 'C7' when 'block_605b' then 'C14'"
    " when 'direct_623' then 'C11' else case d.clock when 'C3' then 'C3' else 'C1' end end,"
    " due_on = case t.type when 'method_of_verification' then $6::date"
    " when 'block_605b' then $7::date when 'direct_623' then $4::date"
    " else case d.clock when 'C3' then $5::date else $4::date end end,"
    " status = case when t.type = 'method_of_verification' then d.status"
    " else 'investigating' end, resolved_at = null, reinserted = false,"
    " status_changed_by = 'system', status_note = 'A letter was delivered.',"
    " status_changed_at = clock_timestamp(), version = d.version + 1" LETTERS_DISPUTES
    " and t.type = any($8::text[]) and not " IS_RUNNING
    " and d.status in ('pending', 'investigating', 'escalated', 'expired')",
    Lane::write};

// 15 USC 1681i(a)(1)(B): relevant information inside the thirty days gives fifteen more, once.
const Statement note_information{
    "disputes.note_information",
    "update dispute_tracking d set clock = 'C2', due_on = d.due_on + $4::integer,"
    " version = d.version + 1" LETTERS_DISPUTES " and " IS_RUNNING
    " and d.clock = 'C1' and $3::date between d.delivered_on and d.due_on"
    " and l.letter_id <> coalesce((select o.letter_id from letter_disputes o join letters x"
    " on x.user_id = o.user_id and x.id = o.letter_id where o.user_id = $1::uuid"
    " and o.dispute_tracking_id = d.id and o.bureau = d.bureau"
    " and x.status in ('mailed', 'delivered') order by x.approved_at limit 1), l.letter_id)",
    Lane::write};

const Statement select_run_out{
    "disputes.run_out",
    "select user_id, id, bureau from dispute_tracking where due_on is not null"
    " and due_on <= $1::date and status = 'investigating' order by due_on limit $2::bigint"};

const Statement select_letter_facts{
    "disputes.letter_facts",
    "select d.id, d.bureau, d.furnisher, d.account_last4, encode(d.account_hash, 'hex'), d.reason,"
    " coalesce(d.reason_code, ''), d.fact, d.status, d.reinserted, t.account_number_sealed,"
    " coalesce(t.is_negative, true) or t.is_disputable, r.report_date, r.reference_sealed,"
    " (select c.identity_sealed from report_consumers c where c.user_id = $1::uuid"
    " and c.report_id = d.report_id order by c.bureau = d.bureau desc nulls last, c.id limit 1),"
    " (select min((p.value ->> 'page')::int) from tradeline_evidence e,"
    " jsonb_each(e.places) p where e.user_id = $1::uuid and e.tradeline_id = d.tradeline_id)"
    " from dispute_tracking d left join tradelines t on t.user_id = d.user_id"
    " and t.id = d.tradeline_id left join credit_reports r on r.user_id = d.user_id"
    " and r.id = d.report_id where d.user_id = $1::uuid and d.id = any($2::uuid[])"
    " and ($3::text is null or d.bureau = $3) order by array_position($2::uuid[], d.id), d.bureau"};

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

const Statement select_standing{
    "disputes.standing",
    "select status, reinserted, mailed_on from dispute_tracking"
    " where user_id = $1::uuid and id = $2::uuid and bureau = $3"};

const Statement insert_typed_answer{
    "disputes.insert_typed_answer",
    "with answer as (insert into bureau_responses (id, user_id, dispute_tracking_id, bureau,"
    " source, status, received_on, finished_at)"
    " values ($3::uuid, $1::uuid, $2::uuid, $4, 'typed', 'done', $5::date, now()) returning id)"
    " insert into bureau_response_items (id, user_id, response_id, dispute_tracking_id, bureau,"
    " furnisher, account_last4, account_hash, result_text, reasons, outcome, favourable,"
    " contradiction)"
    " select gen_random_uuid(), $1::uuid, $3::uuid, d.id, d.bureau, d.furnisher, d.account_last4,"
    " d.account_hash, $7, array(select jsonb_array_elements_text($8::jsonb)), $6, $9::boolean, $10"
    " from dispute_tracking d, answer where d.user_id = $1::uuid and d.id = $2::uuid"
    " and d.bureau = $4",
    Lane::write};

// A binder is bounded: a dispute has few letters and moves.
#define BINDER_ROWS_MAX " limit 500"

const Statement select_binder_history{
    "disputes.binder_history",
    "select seq, bureau, old_status, new_status, reinserted, changed_by, note, changed_at,"
    " encode(previous_hash, 'hex'), encode(hash, 'hex') from dispute_status_history"
    " where user_id = $1::uuid and dispute_tracking_id = $2::uuid order by seq" BINDER_ROWS_MAX,
    Lane::slow};

const Statement select_binder_letters{
    "disputes.binder_letters",
    "select distinct letter_id from letter_disputes where user_id = $1::uuid"
    " and dispute_tracking_id = $2::uuid order by letter_id limit 40",
    Lane::slow};

const Statement select_binder_mailings{
    "disputes.binder_mailings",
    "select m.id, m.letter_id, m.provider, m.status, m.tracking_number, m.mailed_on,"
    " m.delivered_on, m.created_at from mailing_records m where m.user_id = $1::uuid"
    " and m.letter_id in (select letter_id from letter_disputes where user_id = $1::uuid"
    " and dispute_tracking_id = $2::uuid) order by m.created_at" BINDER_ROWS_MAX,
    Lane::slow};

const Statement select_binder_answers{
    "disputes.binder_answers",
    "select r.id, coalesce(i.bureau, r.bureau), r.source, r.status, r.received_on, i.furnisher,"
    " i.outcome, i.result_text, to_json(i.reasons), i.contradiction, r.created_at"
    " from bureau_responses r left join bureau_response_items i on i.user_id = r.user_id"
    " and i.response_id = r.id and (i.dispute_tracking_id is null"
    " or i.dispute_tracking_id = $2::uuid) where r.user_id = $1::uuid"
    " and (r.dispute_tracking_id = $2::uuid or i.dispute_tracking_id = $2::uuid)"
    " order by r.created_at, i.id" BINDER_ROWS_MAX,
    Lane::slow};

const Statement select_binder_findings{
    "disputes.binder_findings",
    "select distinct f.rule, f.fact, f.citation, f.as_of from findings f"
    " join finding_tradelines n on n.user_id = f.user_id and n.finding_id = f.id"
    " join dispute_tracking d on d.user_id = n.user_id and d.tradeline_id = n.tradeline_id"
    " where f.user_id = $1::uuid and d.user_id = $1::uuid and d.id = $2::uuid"
    " order by f.rule" BINDER_ROWS_MAX,
    Lane::slow};

std::vector<const Statement*> statements() {
    return {
        &insert_dispute,
        &select_disputes,
        &select_dispute,
        &update_status,
        &note_opened,
        &note_mailed,
        &note_delivered,
        &note_information,
        &select_run_out,
        &select_letter_facts,
        &select_standing,
        &insert_typed_answer,
        &select_binder_history,
        &select_binder_letters,
        &select_binder_mailings,
        &select_binder_answers,
        &select_binder_findings,
        &select_timeline,
        &dispute_data_version,
    };
}

}  // namespace fairfile::disputes
