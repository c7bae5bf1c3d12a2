#include "features/mailings/paper_store.hpp"

namespace fairfile::mailings {

using postgres::Lane;
using postgres::Statement;

const Statement select_texts{
    "papers.texts",
    "select distinct on (kind) kind, version, title, law, body, attachment from paper_texts"
    " where retired_at is null order by kind desc, made_at desc, version desc"};

const Statement select_in_force{
    "papers.in_force",
    "select id, kind, signed_at, services_from, cancelled_at from signed_papers"
    " where user_id = $1::uuid and cancelled_at is null and (kind = 'croa_disclosure'"
    " or kind = 'croa_contract' and signed_at > $2::timestamptz) order by signed_at desc, id desc"};

const Statement count_mailed{
    "papers.count_mailed",
    "select count(*) from mailing_records where user_id = $1::uuid and provider <> 'self'"
    " and status not in ('failed', 'cancelled') and created_at >= $2::timestamptz"};

const Statement insert_signed{
    "papers.insert",
    "insert into signed_papers (id, user_id, kind, paper_version, signed_at, services_from,"
    " signature_sealed, paper_digest, keep_until)"
    " values ($2::uuid, $1::uuid, $3, $4, $5::timestamptz, $6::date, $7::bytea, $8::bytea,"
    " $9::date)",
    Lane::write};

const Statement select_signed{
    "papers.show",
    "select kind, paper_version, signed_at, services_from, cancelled_at, signature_sealed,"
    " paper_digest from signed_papers where user_id = $1::uuid and id = $2::uuid"};

const Statement cancel_contracts{
    "papers.cancel",
    "update signed_papers set cancelled_at = $2::timestamptz where user_id = $1::uuid"
    " and kind = 'croa_contract' and cancelled_at is null",
    Lane::write};

}  // namespace fairfile::mailings
