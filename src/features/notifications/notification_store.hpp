// All SQL of the slice that is not in its triggers.
#pragma once

#include "infra/postgres/postgres.hpp"

namespace fairfile::notifications {

/// $1 user, $2 before this id or null, $3 limit: id, kind, params, created_at, read_at, email.
extern const postgres::Statement select_page;
/// $1 user, $2 limit: how many are not read, counted up to the limit.
extern const postgres::Statement count_unread;
/// $1 user, $2 id: the id.
extern const postgres::Statement mark_read;
extern const postgres::Statement mark_read_through;
/// $1 user: whether the address is verified; then per kind that has one, kind and by_email.
extern const postgres::Statement select_address;
extern const postgres::Statement select_preferences;
/// $1 user, $2 kind, $3 by_email.
extern const postgres::Statement set_preference;

/// $1 user, $2 id: kind, day, e-mail address, whether it is to be sent, created_at in seconds.
extern const postgres::Statement select_letter;
/// $1 user, $2 id, $3 state or null, $4 failure or null; only what waits moves.
extern const postgres::Statement note_email;
/// $1 today, $2 limit; everybody's, for the worker: user, kind, params, key.
extern const postgres::Statement select_reminders;
/// $1 user, $2 kind, $3 params, $4 key: whether it was told.
extern const postgres::Statement tell;

}  // namespace fairfile::notifications
