// All SQL of the slice.
#pragma once

#include "infra/postgres/postgres.hpp"

namespace fairfile::letters {

/// $1 type: version, title, body, law of the template in use.
extern const postgres::Statement select_template;
/// $1 addressee, $2 purpose: lines as a JSON array, source, checked_on.
extern const postgres::Statement select_address;
/// $1 user, $2 hashes as bytea[] text: when an approved letter first said the same.
extern const postgres::Statement select_repeated;
/// $1 user, $2 letter, $3 type, $4 template version, $5 bureau, $6 addressee, $7 summary, $8 body,
/// $9 enclosures.
extern const postgres::Statement insert_letter;
/// $1 user, $2 letter, $3 rows as a JSON array.
extern const postgres::Statement insert_letter_disputes;
/// $1 user, $2 before this letter or null, $3 limit.
extern const postgres::Statement select_letters;
/// $1 user, $2 letter.
extern const postgres::Statement select_letter;
extern const postgres::Statement select_letter_items;
/// $1 user, $2 letter, $3 version, $4 body.
extern const postgres::Statement update_text;
/// $1 user: one person's approvals one after the other.
extern const postgres::Statement lock_approvals;
/// $1 user, $2 object, $3 bytes, $4 digest.
extern const postgres::Statement record_pdf;
/// $1 user, $2 letter, $3 version, $4 digest, $5 object: affects nothing when the version is
/// another or the same claim was approved before.
extern const postgres::Statement approve_letter;
/// $1 user, $2 letter, $3 version: gives the month's unit back once.
extern const postgres::Statement withdraw_letter;
/// $1 user, $2 letter, $3 status, $4 the statuses it may come from.
extern const postgres::Statement mark_status;
extern const postgres::Statement letter_data_version;

}  // namespace fairfile::letters
