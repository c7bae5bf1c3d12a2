#include "features/letters/letter_store.hpp"

#include "features/letters/letters.hpp"

// A claim of an approved letter; drafts and withdrawn letters claim nothing.
#define IS_LOCKED "in ('approved', 'mailed', 'delivered', 'returned')"

namespace fairfile::letters {

using postgres::Lane;
using postgres::Statement;

const Statement select_template{
    "letters.template",
    "select version, title, body, law from letter_templates where type = $1 and retired_at is null"
    " order by version desc limit 1"};

const Statement select_address{
    "letters.address",
    "select array_to_json(lines), source, checked_on from mail_addresses"
    " where addressee = $1 and purpose = $2"};

const Statement select_repeated{
    "letters.repeated",
    "select l.approved_at::date from letter_disputes d join letters l on l.user_id = d.user_id"
    " and l.id = d.letter_id where d.user_id = $1::uuid and d.guard_hash = any($2::bytea[])"
    " and l.status " IS_LOCKED " order by l.approved_at limit 1"};

const Statement insert_letter{
    "letters.insert",
    "insert into letters (id, user_id, type, template_version, bureau, addressee, summary,"
    " body_sealed, enclosures, unit_month)"
    " values ($2::uuid, $1::uuid, $3, $4::integer, $5, $6, $7, $8::bytea, $9::jsonb,"
    " date_trunc('month', now(), 'UTC')::date)",
    Lane::write};

const Statement insert_letter_disputes{
    "letters.insert_disputes",
    "insert into letter_disputes (user_id, letter_id, dispute_tracking_id, bureau, position,"
    " guard_hash)"
    " select $1::uuid, $2::uuid, r.dispute_id, r.bureau, r.position, decode(r.guard_hash, 'hex')"
    " from jsonb_to_recordset($3::jsonb) as r(dispute_id uuid, bureau text, position smallint,"
    " guard_hash text)",
    Lane::write};

const Statement select_letters{
    "letters.list",
    "select id, type, bureau, addressee, summary, status, version, created_at, updated_at,"
    " approved_at from letters where user_id = $1::uuid"
    " and id < coalesce($2::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff')"
    " order by id desc limit $3::bigint"};

const Statement select_letter{
    "letters.show",
    "select l.id, l.type, l.bureau, l.addressee, l.summary, l.status, l.version, l.created_at,"
    " l.updated_at, l.approved_at, l.body_sealed, l.body_digest, l.pdf_object_id, t.law, t.version"
    " from letters l left join letter_templates t on t.type = l.type"
    " and t.version = l.template_version where l.user_id = $1::uuid and l.id = $2::uuid"};

const Statement select_letter_items{
    "letters.items",
    "select dispute_tracking_id, bureau from letter_disputes"
    " where user_id = $1::uuid and letter_id = $2::uuid order by position"};

const Statement update_text{
    "letters.update_text",
    "update letters set body_sealed = $4::bytea, version = version + 1, updated_at = now()"
    " where user_id = $1::uuid and id = $2::uuid and version = $3::integer and status = 'draft'"
    " returning version",
    Lane::write};

const Statement lock_approvals{
    "letters.lock_approvals",
    "select pg_advisory_xact_lock(hashtextextended('letters.approve ' || $1::uuid, 0))",
    Lane::write};

const Statement record_pdf{
    "letters.record_pdf",
    "select record_letter_object($1::uuid, $2::uuid, $3::bigint, $4::bytea)",
    Lane::write};

const Statement approve_letter{
    "letters.approve",
    "update letters set status = 'approved', approved_at = now(), body_digest = $4::bytea,"
    " pdf_object_id = $5::uuid, version = version + 1, updated_at = now()"
    " where user_id = $1::uuid and id = $2::uuid and version = $3::integer and status = 'draft'"
    " and not exists (select 1 from letter_disputes mine join letter_disputes other"
    " on other.user_id = mine.user_id and other.guard_hash = mine.guard_hash"
    " and other.letter_id <> mine.letter_id join letters l on l.user_id = other.user_id"
    " and l.id = other.letter_id and l.status " IS_LOCKED
    " where mine.user_id = $1::uuid and mine.letter_id = $2::uuid) returning version",
    Lane::write};

const Statement withdraw_letter{
    "letters.withdraw",
    "with withdrawn as (update letters set status = 'withdrawn', unit_returned_at = now(),"
    " version = version + 1, updated_at = now() where user_id = $1::uuid and id = $2::uuid"
    " and version = $3::integer and status = 'draft' returning user_id, unit_month)"
    " select return_unit(w.user_id, 'letters', w.unit_month) from withdrawn w",
    Lane::write};

const Statement mark_status{
    "letters.mark",
    "update letters set status = $3, updated_at = now() where user_id = $1::uuid"
    " and id = $2::uuid and status = any($4::text[])",
    Lane::write};

const Statement letter_data_version{
    "letters.data_version",
    "select data_version || '-' || (now() at time zone 'UTC')::date from user_analytics"
    " where user_id = $1::uuid"};

std::vector<const Statement*> statements() {
    return {
        &select_template,
        &select_address,
        &select_repeated,
        &insert_letter,
        &insert_letter_disputes,
        &select_letters,
        &select_letter,
        &select_letter_items,
        &update_text,
        &lock_approvals,
        &record_pdf,
        &approve_letter,
        &withdraw_letter,
        &mark_status,
        &letter_data_version,
    };
}

postgres::Call mark_letter(UserId user, LetterId letter, Mark mark) {
    postgres::Call call{&mark_status};
    call.parameters.add(user).add(letter);
    switch (mark) {
        case Mark::mailed:
            call.parameters.add("mailed").add("{approved}");
            break;
        case Mark::delivered:
            call.parameters.add("delivered").add("{approved,mailed}");
            break;
        case Mark::returned:
            call.parameters.add("returned").add("{approved,mailed}");
            break;
    }
    return call;
}

}  // namespace fairfile::letters
