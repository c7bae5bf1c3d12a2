#include "features/mailings/mailing_store.hpp"

#include "features/mailings/mailings.hpp"
#include "features/mailings/order_store.hpp"
#include "features/mailings/paper_store.hpp"

namespace fairfile::mailings {

using postgres::Lane;
using postgres::Statement;

const Statement insert_self_mailing{
    "mailings.insert_self",
    "with waiting as (select l.id from letters l where l.user_id = $1::uuid and l.id = $3::uuid"
    " and l.status = 'approved' for update)"
    " insert into mailing_records (id, user_id, letter_id, provider, status, mailed_on,"
    " tracking_number)"
    " select $2::uuid, $1::uuid, w.id, 'self', 'mailed', $4::date, $5 from waiting w returning id",
    Lane::write};

const Statement select_mailing{
    "mailings.show",
    "select id, letter_id, provider, status, mailed_on, delivered_on, tracking_number, created_at,"
    " mail_class, price_cents"
    " from mailing_records where user_id = $1::uuid and id = $2::uuid"};

const Statement select_of_letter{
    "mailings.of_letter",
    "select m.id, m.letter_id, m.provider, m.status, m.mailed_on, m.delivered_on,"
    " m.tracking_number, m.created_at, m.mail_class, m.price_cents"
    " from letters l left join mailing_records m on m.user_id = l.user_id and m.letter_id = l.id"
    " where l.user_id = $1::uuid and l.id = $2::uuid order by m.created_at desc"};

const Statement update_mailing{
    "mailings.update",
    "update mailing_records set status = $3, delivered_on = $4::date,"
    " tracking_number = coalesce($5, tracking_number), updated_at = now()"
    " where user_id = $1::uuid and id = $2::uuid and status = 'mailed' returning id",
    Lane::write};

const Statement insert_event{
    "mailings.insert_event",
    "insert into mailing_events (user_id, mailing_id, kind, happened_at, source)"
    " select m.user_id, m.id, $3, $4::date, m.provider from mailing_records m"
    " where m.user_id = $1::uuid and m.id = $2::uuid",
    Lane::write};

const Statement require_mailing{
    "mailings.require", "select require_mailing($1::uuid, $2::uuid)", Lane::write};

std::vector<const Statement*> statements() {
    return {&insert_self_mailing, &select_mailing,  &select_of_letter, &update_mailing,
            &insert_event,        &require_mailing, &select_texts,     &select_in_force,
            &count_mailed,        &insert_signed,   &select_signed,    &cancel_contracts,
            &lock_orders,         &insert_order,    &require_order,    &insert_payment,
            &cancel_order,        &cancel_orders,   &select_order,     &move_payment,
            &move_mailing,        &select_accepted};
}

}  // namespace fairfile::mailings
