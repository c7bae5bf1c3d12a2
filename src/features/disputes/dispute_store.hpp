// All SQL of the slice.
#pragma once

#include "infra/postgres/postgres.hpp"

namespace fairfile::disputes {

/// $1 user, $2 dispute, $3 tradeline ids as uuid[], $4 reason: how many were found, in how many
/// accounts, how many name a bureau, how many are in an open dispute, how many were inserted.
extern const postgres::Statement insert_dispute;
/// $1 user, $2 before this dispute or null, $3 status, $4 bureau, $5 limit in rows.
extern const postgres::Statement select_disputes;
/// $1 user, $2 dispute.
extern const postgres::Statement select_dispute;
/// $1 user, $2 dispute, $3 bureau, $4 status, $5 reinserted, $6 changed by, $7 note, $8 the
/// statuses it may come from.
extern const postgres::Statement update_status;
/// $1 user, $2 dispute, $3 changed before, $4 seq before, $5 limit.
extern const postgres::Statement select_timeline;
extern const postgres::Statement dispute_data_version;

}  // namespace fairfile::disputes
