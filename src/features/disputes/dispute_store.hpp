// All SQL of the slice.
#pragma once

#include "infra/postgres/postgres.hpp"

namespace fairfile::disputes {

/// $1 user, $2 dispute, $3 tradeline ids as uuid[], $4 reason or null, $5 finding ids as uuid[], $6
/// reason code or null: how many tradelines were found, in how many accounts, how many name a
/// bureau, how many are in an open dispute, how many were inserted, how many findings were found.
extern const postgres::Statement insert_dispute;
/// $1 user, $2 before this dispute or null, $3 status, $4 bureau, $5 limit in rows.
extern const postgres::Statement select_disputes;
/// $1 user, $2 dispute.
extern const postgres::Statement select_dispute;
/// $1 user, $2 dispute, $3 bureau, $4 status, $5 reinserted, $6 changed by, $7 note, $8 the
/// statuses it may come from, $9 the latest due day that has run out.
extern const postgres::Statement update_status;
extern const postgres::Statement note_opened;
/// $1 user, $2 letter, $3 day, $4 kinds of letters that count.
extern const postgres::Statement note_mailed;
/// $1 user, $2 letter, $3 day, $4 to $7 the ends of C1, C3, C7 and C14, $8 kinds that count.
extern const postgres::Statement note_delivered;
/// $1 user, $2 letter, $3 day, $4 days more; to be run before note_delivered.
extern const postgres::Statement note_information;
/// $1 the latest due day that has run out, $2 limit; everybody's, for the worker.
extern const postgres::Statement select_run_out;
/// $1 user, $2 dispute ids as uuid[], $3 bureau or null: what a letter may say of each.
extern const postgres::Statement select_letter_facts;
/// $1 user, $2 dispute, $3 changed before, $4 seq before, $5 limit.
extern const postgres::Statement select_timeline;
extern const postgres::Statement dispute_data_version;

/// $1 user, $2 dispute, $3 bureau: status, reinserted, mailed_on.
extern const postgres::Statement select_standing;
/// $1 user, $2 dispute, $3 response, $4 bureau, $5 received, $6 outcome, $7 result text, $8 reasons
/// as a JSON array, $9 favourable, $10 contradiction.
extern const postgres::Statement insert_typed_answer;
/// For the binder; each $1 user, $2 dispute. Columns in the order of binder.cpp.
extern const postgres::Statement select_binder_history;
extern const postgres::Statement select_binder_letters;
extern const postgres::Statement select_binder_mailings;
extern const postgres::Statement select_binder_answers;
extern const postgres::Statement select_binder_findings;

}  // namespace fairfile::disputes
