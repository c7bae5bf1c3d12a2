#include "features/mailings/order_store.hpp"

namespace fairfile::mailings {

using postgres::Lane;
using postgres::Statement;

const Statement lock_orders{
    "orders.lock",
    "select pg_advisory_xact_lock(hashtextextended('mailings.order ' || $1::uuid, 0))",
    Lane::write};

const Statement insert_order{
    "orders.insert",
    "with waiting as (select l.id from letters l where l.user_id = $1::uuid and l.id = $3::uuid"
    " and l.status = 'approved' for update), agreed as (select p.signed_at from signed_papers p"
    " where p.user_id = $1::uuid and p.id = $6::uuid and p.kind = 'croa_contract'"
    " and p.cancelled_at is null and p.services_from <= $7::date for update)"
    " insert into mailing_records (id, user_id, letter_id, provider, mail_class, price_cents,"
    " created_at) select $2::uuid, $1::uuid, w.id, $4, $5, $9::bigint, $10::timestamptz"
    " from waiting w, agreed a where (select count(*) from mailing_records m"
    " where m.user_id = $1::uuid and m.provider <> 'self'"
    " and m.status not in ('failed', 'cancelled') and m.created_at >= a.signed_at) < $8::bigint"
    " returning id",
    Lane::write};

const Statement require_order{
    "orders.require", "select require_order($1::uuid, $2::uuid)", Lane::write};

const Statement insert_payment{
    "orders.insert_payment",
    "insert into payments (id, user_id, mailing_id, provider, amount_cents, idempotency_key)"
    " values ($2::uuid, $1::uuid, $3::uuid, $4, $5::bigint, $6)",
    Lane::write};

const Statement cancel_order{
    "orders.cancel",
    "update mailing_records set status = 'cancelled', updated_at = now()"
    " where user_id = $1::uuid and id = $2::uuid and provider <> 'self' and status = 'requested'"
    " returning id",
    Lane::write};

const Statement cancel_orders{
    "orders.cancel_all",
    "update mailing_records set status = 'cancelled', updated_at = now()"
    " where user_id = $1::uuid and provider <> 'self' and status = 'requested'",
    Lane::write};

const Statement select_order{
    "orders.show",
    "select m.status, m.letter_id, m.mail_class, m.price_cents, p.state, p.idempotency_key,"
    " p.provider_reference, o.payload_sealed, o.idempotency_key from mailing_records m"
    " join payments p on p.user_id = m.user_id and p.mailing_id = m.id"
    " join outbox o on o.user_id = m.user_id and o.subject_id = m.id and o.kind = 'mail'"
    " where m.user_id = $1::uuid and m.id = $2::uuid",
    Lane::write};

const Statement move_payment{
    "orders.move_payment",
    "update payments set state = $3, provider_reference = coalesce($5, provider_reference),"
    " failure = $6, updated_at = now() where user_id = $1::uuid and mailing_id = $2::uuid"
    " and state = any($4::text[]) returning id",
    Lane::write};

const Statement move_mailing{
    "orders.move_mailing",
    "update mailing_records set status = $3, provider_reference = coalesce($5,"
    " provider_reference), failure = $6, mailed_on = coalesce($7::date, mailed_on),"
    " updated_at = now() where user_id = $1::uuid and id = $2::uuid"
    " and status = any($4::text[]) returning id",
    Lane::write};

const Statement select_accepted{
    "orders.accepted",
    "select id, user_id from mailing_records where provider <> 'self' and status = 'accepted'"
    " and id > $1::uuid order by id limit 500",
    Lane::slow};

}  // namespace fairfile::mailings
