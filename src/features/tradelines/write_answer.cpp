#include "features/tradelines/fact_rows.hpp"
#include "features/tradelines/tradeline_store.hpp"
#include "features/tradelines/tradelines.hpp"

namespace fairfile::tradelines {

using postgres::Lane;
using postgres::Statement;

std::vector<postgres::Call> write_answer(
    const AnsweredValue& answer,
    const StoredReport& stored,
    const FactKeys& keys,
    const Clock& clock
) {
    const ReportFacts facts{answer.user, answer.report, &stored.content, {}};
    const auto& line = stored.content.tradelines.at(answer.tradeline);
    const std::string_view id = stored.tradeline_ids.at(answer.tradeline);
    const auto findings = make_finding_rows(
        facts, keys, clock, RowIds{stored.tradeline_ids, stored.public_record_ids}
    );

    std::vector<postgres::Call> calls(8);
    calls[0].statement = &require_version;
    calls[0].parameters.add(answer.user).add(stored.version);
    calls[1].statement = &update_tradeline;
    calls[1].parameters.add(answer.user).add(id);
    calls[1].parameters.add(std::string_view(tradeline_row(facts, keys, line)));
    calls[2].statement = &update_evidence;
    calls[2].parameters.add(answer.user).add(id).add(answer.field);
    calls[2].parameters.add_bytes(sealed_texts(facts, keys, line));
    calls[3].statement = &delete_findings;
    calls[3].parameters.add(answer.user).add(answer.report);
    calls[4].statement = &insert_findings;
    calls[4].parameters.add(answer.user).add(answer.report);
    calls[4].parameters.add(std::string_view(findings.findings));
    calls[5].statement = &insert_finding_tradelines;
    calls[5].parameters.add(answer.user).add(std::string_view(findings.finding_tradelines));
    calls[6].statement = &insert_finding_public_records;
    calls[6].parameters.add(answer.user).add(std::string_view(findings.finding_public_records));
    calls[7].statement = &mark_disputable;
    calls[7].parameters.add(answer.user).add(answer.report);
    return calls;
}

const Statement select_stored_report{
    "tradelines.stored_report",
    "select a.data_version, r.format, r.report_date from credit_reports r"
    " join user_analytics a on a.user_id = $1::uuid"
    " where r.user_id = $1::uuid and r.id = $2::uuid"};

const Statement select_stored_tradelines{
    "tradelines.stored_tradelines",
    "select t.id, to_json(s), t.account_number_sealed, e.texts_sealed from tradelines t"
    " left join tradeline_evidence e on e.user_id = $1::uuid and e.tradeline_id = t.id"
    " cross join lateral (select t.account_group, t.bureau, t.creditor, t.original_creditor,"
    " t.account_type, t.account_type_text, t.responsibility, t.account_status,"
    " t.account_status_text, t.payment_status, t.payment_status_text, t.date_opened,"
    " t.date_closed, t.date_reported, t.date_last_payment, t.date_last_active,"
    " t.date_first_delinquency, t.date_removal, t.balance_cents, t.credit_limit_cents,"
    " t.high_credit_cents, t.past_due_cents, t.monthly_payment_cents, t.charge_off_cents,"
    " t.terms, t.remarks, t.negative_reasons, t.payment_history, t.tradeline_details, e.places) s"
    " where t.user_id = $1::uuid and t.report_id = $2::uuid order by t.id"};

const Statement select_stored_records{
    "tradelines.stored_records",
    "select p.id, to_json(s) from public_records p cross join lateral (select p.bureau, p.type,"
    " p.chapter, p.filed, p.status, p.amount_cents) s"
    " where p.user_id = $1::uuid and p.report_id = $2::uuid order by p.id"};

const Statement require_version{
    "tradelines.require_version", "select require_data_version($1::uuid, $2::bigint)", Lane::write};

// Only what can be asked about, and what follows from it.
const Statement update_tradeline{
    "tradelines.update_answered",
    "update tradelines t set account_last4 = r.account_last4,"
    " account_hash = decode(r.account_hash, 'hex'),"
    " account_number_sealed = decode(r.account_number_sealed, 'hex'),"
    " account_status = r.account_status, account_status_text = r.account_status_text,"
    " payment_status = r.payment_status, payment_status_text = r.payment_status_text,"
    " date_opened = r.date_opened, date_closed = r.date_closed, date_reported = r.date_reported,"
    " date_last_payment = r.date_last_payment, date_last_active = r.date_last_active,"
    " date_first_delinquency = r.date_first_delinquency, date_removal = r.date_removal,"
    " balance_cents = r.balance_cents, credit_limit_cents = r.credit_limit_cents,"
    " high_credit_cents = r.high_credit_cents, past_due_cents = r.past_due_cents,"
    " monthly_payment_cents = r.monthly_payment_cents, charge_off_cents = r.charge_off_cents,"
    " negative_reasons = r.negative_reasons, is_negative = (r.negative_reasons <> '{}')"
    " from jsonb_to_record($3::jsonb) as r(account_last4 text, account_hash text,"
    " account_number_sealed text, account_status text, account_status_text text,"
    " payment_status text, payment_status_text text, date_opened text, date_closed text,"
    " date_reported text, date_last_payment text, date_last_active text,"
    " date_first_delinquency text, date_removal text, balance_cents bigint,"
    " credit_limit_cents bigint, high_credit_cents bigint, past_due_cents bigint,"
    " monthly_payment_cents bigint, charge_off_cents bigint, negative_reasons text[])"
    " where t.user_id = $1::uuid and t.id = $2::uuid",
    Lane::write};

const Statement update_evidence{
    "tradelines.update_evidence",
    "update tradeline_evidence set texts_sealed = $4::bytea, places = places ||"
    " jsonb_build_object($3::text, coalesce(places -> $3::text, '{}'::jsonb) ||"
    " '{\"method\": \"user\", \"confidence\": 1}'::jsonb)"
    " where user_id = $1::uuid and tradeline_id = $2::uuid",
    Lane::write};

const Statement mark_disputable{
    "tradelines.mark_disputable",
    "update tradelines t set is_disputable = not t.is_disputable"
    " where t.user_id = $1::uuid and t.report_id = $2::uuid and t.is_disputable <>"
    " exists (select from finding_tradelines f"
    " where f.user_id = $1::uuid and f.tradeline_id = t.id)",
    Lane::write};

std::vector<const Statement*> answer_statements() {
    return {
        &select_stored_report,
        &select_stored_tradelines,
        &select_stored_records,
        &require_version,
        &update_tradeline,
        &update_evidence,
        &mark_disputable,
    };
}

}  // namespace fairfile::tradelines
