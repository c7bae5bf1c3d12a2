#include "features/tradelines/tradeline_store.hpp"

#include "features/tradelines/tradelines.hpp"

// The list's columns, in the order of tradeline_json.cpp.
#define TRADELINE_COLUMNS                                                                        \
    "t.id, t.report_id, t.account_group, t.bureau, t.creditor, t.original_creditor,"             \
    " t.account_last4, t.account_type, t.account_type_text, t.responsibility, t.account_status," \
    " t.account_status_text, t.payment_status, t.payment_status_text, t.date_opened,"            \
    " t.date_closed, t.date_reported, t.date_last_payment, t.date_last_active,"                  \
    " t.date_first_delinquency, t.date_removal, t.balance_cents, t.credit_limit_cents,"          \
    " t.high_credit_cents, t.past_due_cents, t.monthly_payment_cents, t.charge_off_cents,"       \
    " t.terms, t.payment_history_text, t.remarks, t.is_negative,"                                \
    " array_to_json(t.negative_reasons), t.is_disputable, t.confidence"

namespace fairfile::tradelines {

using postgres::Lane;
using postgres::Statement;

const Statement delete_findings{
    "tradelines.delete_findings",
    "delete from findings where user_id = $1::uuid and report_id = $2::uuid",
    Lane::write};

namespace {

constexpr Statement delete_tradelines{
    "tradelines.delete_tradelines",
    "delete from tradelines where user_id = $1::uuid and report_id = $2::uuid",
    Lane::write};
constexpr Statement delete_public_records{
    "tradelines.delete_public_records",
    "delete from public_records where user_id = $1::uuid and report_id = $2::uuid",
    Lane::write};
constexpr Statement delete_inquiries{
    "tradelines.delete_inquiries",
    "delete from inquiries where user_id = $1::uuid and report_id = $2::uuid",
    Lane::write};
constexpr Statement delete_consumers{
    "tradelines.delete_consumers",
    "delete from report_consumers where user_id = $1::uuid and report_id = $2::uuid",
    Lane::write};

}  // namespace

std::vector<const Statement*> deletions() {
    return {
        &delete_findings,
        &delete_tradelines,
        &delete_public_records,
        &delete_inquiries,
        &delete_consumers,
    };
}

const Statement insert_tradelines{
    "tradelines.insert",
    "insert into tradelines (id, user_id, report_id, account_group, bureau, creditor,"
    " original_creditor, account_last4, account_hash, account_number_sealed, account_type,"
    " account_type_text, responsibility, account_status, account_status_text, payment_status,"
    " payment_status_text, date_opened, date_closed, date_reported, date_last_payment,"
    " date_last_active, date_first_delinquency, date_removal, balance_cents, credit_limit_cents,"
    " high_credit_cents, past_due_cents, monthly_payment_cents, charge_off_cents, terms, remarks,"
    " is_negative, negative_reasons, is_disputable, confidence, payment_history,"
    " tradeline_details)"
    " select r.id, $1::uuid, $2::uuid, r.account_group, r.bureau, r.creditor, r.original_creditor,"
    " r.account_last4, decode(r.account_hash, 'hex'), decode(r.account_number_sealed, 'hex'),"
    " r.account_type, r.account_type_text, r.responsibility, r.account_status,"
    " r.account_status_text, r.payment_status, r.payment_status_text, r.date_opened,"
    " r.date_closed, r.date_reported, r.date_last_payment, r.date_last_active,"
    " r.date_first_delinquency, r.date_removal, r.balance_cents, r.credit_limit_cents,"
    " r.high_credit_cents, r.past_due_cents, r.monthly_payment_cents, r.charge_off_cents, r.terms,"
    " r.remarks, r.is_negative, r.negative_reasons, r.is_disputable, r.confidence,"
    " r.payment_history, r.tradeline_details"
    " from jsonb_to_recordset($3::jsonb) as r(id uuid, account_group int, bureau text,"
    " creditor text, original_creditor text, account_last4 text, account_hash text,"
    " account_number_sealed text, account_type text, account_type_text text, responsibility text,"
    " account_status text, account_status_text text, payment_status text,"
    " payment_status_text text, date_opened text, date_closed text, date_reported text,"
    " date_last_payment text, date_last_active text, date_first_delinquency text,"
    " date_removal text, balance_cents bigint, credit_limit_cents bigint,"
    " high_credit_cents bigint, past_due_cents bigint, monthly_payment_cents bigint,"
    " charge_off_cents bigint, terms text, remarks jsonb, is_negative boolean,"
    " negative_reasons text[], is_disputable boolean, confidence real, payment_history jsonb,"
    " tradeline_details jsonb)",
    Lane::write,
    std::chrono::seconds(20)};

const Statement insert_evidence{
    "tradelines.insert_evidence",
    "insert into tradeline_evidence (user_id, tradeline_id, places, texts_sealed)"
    " select $1::uuid, r.tradeline_id, r.places, decode(r.texts_sealed, 'hex')"
    " from jsonb_to_recordset($2::jsonb) as r(tradeline_id uuid, places jsonb, texts_sealed text)",
    Lane::write,
    std::chrono::seconds(20)};

const Statement insert_public_records{
    "tradelines.insert_public_records",
    "insert into public_records (id, user_id, report_id, bureau, type, chapter, filed, status,"
    " reference_sealed, amount_cents, places, texts_sealed)"
    " select r.id, $1::uuid, $2::uuid, r.bureau, r.type, r.chapter, r.filed, r.status,"
    " decode(r.reference_sealed, 'hex'), r.amount_cents, r.places, decode(r.texts_sealed, 'hex')"
    " from jsonb_to_recordset($3::jsonb) as r(id uuid, bureau text, type text, chapter smallint,"
    " filed text, status text, reference_sealed text, amount_cents bigint, places jsonb,"
    " texts_sealed text)",
    Lane::write};

const Statement insert_inquiries{
    "tradelines.insert_inquiries",
    "insert into inquiries (id, user_id, report_id, bureau, creditor, inquired_on, kind)"
    " select r.id, $1::uuid, $2::uuid, r.bureau, r.creditor, r.inquired_on, r.kind"
    " from jsonb_to_recordset($3::jsonb) as r(id uuid, bureau text, creditor text,"
    " inquired_on text, kind text)",
    Lane::write};

const Statement insert_consumers{
    "tradelines.insert_consumers",
    "insert into report_consumers (id, user_id, report_id, bureau, identity_sealed)"
    " select r.id, $1::uuid, $2::uuid, r.bureau, decode(r.identity_sealed, 'hex')"
    " from jsonb_to_recordset($3::jsonb) as r(id uuid, bureau text, identity_sealed text)",
    Lane::write};

const Statement insert_findings{
    "tradelines.insert_findings",
    "insert into findings (id, user_id, report_id, rule, fact, citation, as_of, eoscar_code,"
    " transunion_code, places)"
    " select r.id, $1::uuid, $2::uuid, r.rule, r.fact, r.citation,"
    " coalesce(r.as_of, to_char(now() at time zone 'UTC', 'YYYY-MM-DD')),"
    " nullif(r.eoscar_code, ''), nullif(r.transunion_code, ''), r.places"
    " from jsonb_to_recordset($3::jsonb) as r(id uuid, rule text, fact text, citation text,"
    " as_of text, eoscar_code text, transunion_code text, places jsonb)",
    Lane::write};

const Statement insert_finding_tradelines{
    "tradelines.insert_finding_tradelines",
    "insert into finding_tradelines (user_id, finding_id, tradeline_id)"
    " select distinct $1::uuid, r.finding_id, r.tradeline_id"
    " from jsonb_to_recordset($2::jsonb) as r(finding_id uuid, tradeline_id uuid)",
    Lane::write};

const Statement insert_finding_public_records{
    "tradelines.insert_finding_public_records",
    "insert into finding_public_records (user_id, finding_id, public_record_id)"
    " select distinct $1::uuid, r.finding_id, r.public_record_id"
    " from jsonb_to_recordset($2::jsonb) as r(finding_id uuid, public_record_id uuid)",
    Lane::write};

const Statement select_tradelines{
    "tradelines.list",
    "select " TRADELINE_COLUMNS
    " from tradelines t"
    " where t.user_id = $1::uuid"
    " and ($2::text is null or t.bureau = $2) and ($3::boolean is null or t.is_negative = $3)"
    " and ($4::boolean is null or t.is_disputable = $4)"
    " and ($5::uuid is null or t.report_id = $5) and ($6::uuid is null or t.id > $6)"
    " order by t.user_id, t.id limit $7::bigint"};

const Statement select_report_tradelines{
    "tradelines.of_report",
    "select " TRADELINE_COLUMNS
    " from tradelines t"
    " where t.user_id = $1::uuid and t.report_id = coalesce($2::uuid,"
    " (select r.id from credit_reports r where r.user_id = $1::uuid"
    " and r.status in ('done', 'needs_review') order by r.upload_date desc, r.id desc limit 1))"
    " order by t.account_group, t.id"};

const Statement select_tradeline{
    "tradelines.show",
    "select " TRADELINE_COLUMNS
    ", t.account_number_sealed, e.places, e.texts_sealed"
    " from tradelines t left join tradeline_evidence e"
    " on e.user_id = $1::uuid and e.tradeline_id = t.id"
    " where t.user_id = $1::uuid and t.id = $2::uuid"};

const Statement select_tradeline_findings{
    "tradelines.findings_of_tradeline",
    "select f.rule, f.fact, f.citation, f.as_of,"
    " coalesce((select json_agg(l.tradeline_id) from finding_tradelines l"
    " where l.user_id = $1::uuid and l.finding_id = f.id), '[]'), '[]'"
    " from finding_tradelines ft join findings f on f.user_id = $1::uuid and f.id = ft.finding_id"
    " where ft.user_id = $1::uuid and ft.tradeline_id = $2::uuid"
    " order by f.strength desc, f.id"};

const Statement select_consumers{
    "tradelines.consumers",
    "select bureau, identity_sealed from report_consumers"
    " where user_id = $1::uuid and report_id = $2::uuid order by id"};

const Statement select_public_records{
    "tradelines.public_records",
    "select bureau, type, chapter, filed, status, amount_cents, reference_sealed"
    " from public_records where user_id = $1::uuid and report_id = $2::uuid order by id"};

const Statement select_inquiries{
    "tradelines.inquiries",
    "select bureau, creditor, inquired_on, kind from inquiries"
    " where user_id = $1::uuid and report_id = $2::uuid order by id"};

const Statement select_findings{
    "tradelines.findings",
    "select f.rule, f.fact, f.citation, f.as_of,"
    " coalesce((select json_agg(l.tradeline_id) from finding_tradelines l"
    " where l.user_id = $1::uuid and l.finding_id = f.id), '[]'),"
    " coalesce((select json_agg(p.position) from (select r.id,"
    " row_number() over (order by r.id) - 1 as position from public_records r"
    " where r.user_id = $1::uuid and r.report_id = $2::uuid) p"
    " join finding_public_records l on l.user_id = $1::uuid and l.finding_id = f.id"
    " and l.public_record_id = p.id), '[]')"
    " from findings f where f.user_id = $1::uuid and f.report_id = $2::uuid"
    " order by f.strength desc, f.id"};

const Statement select_data_version{
    "tradelines.data_version",
    "select data_version || '-' || (now() at time zone 'UTC')::date from user_analytics"
    " where user_id = $1::uuid"};

std::vector<const Statement*> statements() {
    auto all = deletions();
    for (const auto* statement :
         {&insert_tradelines,
          &insert_public_records,
          &insert_inquiries,
          &insert_consumers,
          &insert_findings,
          &insert_evidence,
          &insert_finding_tradelines,
          &insert_finding_public_records,
          &select_tradelines,
          &select_report_tradelines,
          &select_tradeline,
          &select_tradeline_findings,
          &select_consumers,
          &select_public_records,
          &select_inquiries,
          &select_findings,
          &select_data_version}) {
        all.push_back(statement);
    }
    for (const auto* statement : answer_statements()) all.push_back(statement);
    return all;
}

}  // namespace fairfile::tradelines
