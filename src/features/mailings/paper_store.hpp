// The SQL of papers, and where their sealed values stand.
#pragma once

#include "infra/crypto/seal.hpp"
#include "infra/postgres/postgres.hpp"

namespace fairfile::mailings {

/// kind, version, title, law, body, attachment of the texts in use, statement of rights first.
extern const postgres::Statement select_texts;
/// $1 user, $2 contracts signed after: id, kind, signed_at, services_from, cancelled_at of what is
/// in force, newest first.
extern const postgres::Statement select_in_force;
/// $1 user, $2 since: how many letters were given to us to mail and not cancelled or failed.
extern const postgres::Statement count_mailed;
/// $1 user, $2 id, $3 kind, $4 version, $5 signed at, $6 services from or null, $7 sealed,
/// $8 digest, $9 keep until.
extern const postgres::Statement insert_signed;
/// $1 user, $2 id: kind, paper_version, signed_at, services_from, cancelled_at, signature_sealed,
/// paper_digest.
extern const postgres::Statement select_signed;
/// $1 user, $2 at: every contract that is not cancelled.
extern const postgres::Statement cancel_contracts;

inline crypto::Place signature_place(UserId user) {
    return {.table = "signed_papers", .column = "signature_sealed", .user = user};
}

}  // namespace fairfile::mailings
