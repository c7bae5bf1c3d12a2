// All SQL of the slice.
#pragma once

#include "infra/postgres/postgres.hpp"

namespace fairfile::mailings {

/// $1 user, $2 mailing, $3 letter, $4 mailed on, $5 tracking: nothing when the letter is not
/// waiting to be mailed; of two at once the second waits and finds that.
extern const postgres::Statement insert_self_mailing;
/// $1 user, $2 mailing.
extern const postgres::Statement select_mailing;
/// $1 user, $2 letter: select_mailing's columns for each mailing of the letter, newest first; one
/// row of nulls when the letter has none, no row when there is no such letter.
extern const postgres::Statement select_of_letter;
/// $1 user, $2 mailing, $3 status, $4 delivered on or null, $5 tracking or null: nothing once it is
/// delivered or returned.
extern const postgres::Statement update_mailing;
/// $1 user, $2 mailing, $3 kind, $4 day.
extern const postgres::Statement insert_event;
extern const postgres::Statement require_mailing;

}  // namespace fairfile::mailings
