// The SQL of paid mailings: an order by the person, its steps by the job.
#pragma once

#include "infra/crypto/seal.hpp"
#include "infra/postgres/postgres.hpp"

namespace fairfile::mailings {

/// $1 user: one person's orders one after the other.
extern const postgres::Statement lock_orders;
/// $1 user, $2 mailing, $3 letter, $4 provider, $5 class, $6 contract, $7 day, $8 letters at most,
/// $9 cents, $10 now: nothing unless the letter is approved and the contract in force and open.
extern const postgres::Statement insert_order;
extern const postgres::Statement require_order;
/// $1 user, $2 payment, $3 mailing, $4 provider, $5 cents, $6 key.
extern const postgres::Statement insert_payment;
/// $1 user, $2 mailing: while nothing of it has begun.
extern const postgres::Statement cancel_order;
/// $1 user: all of them.
extern const postgres::Statement cancel_orders;
/// $1 user, $2 mailing: see OrderColumn.
extern const postgres::Statement select_order;
/// $1 user, $2 mailing, $3 state, $4 from states, $5 reference or null, $6 failure or null.
extern const postgres::Statement move_payment;
/// $1 user, $2 mailing, $3 status, $4 from statuses, $5 reference, $6 failure, $7 mailed on.
extern const postgres::Statement move_mailing;
/// Ids and people of mailings that a provider has and the post not yet.
extern const postgres::Statement select_accepted;

enum OrderColumn : std::size_t {
    order_status,
    order_letter,
    order_class,
    order_cents,
    payment_state,
    payment_key,
    payment_reference,
    outbox_payload,
    outbox_key,
};

inline crypto::Place payload_place(UserId user) {
    return {.table = "outbox", .column = "payload_sealed", .user = user};
}

}  // namespace fairfile::mailings
