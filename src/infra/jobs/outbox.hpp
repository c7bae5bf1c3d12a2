// Effects outside the house, in the outbox: written by the transaction that wants them and moved by
// the job that carries them out, under a key that the provider gets too.
#pragma once

#include "infra/postgres/postgres.hpp"

namespace fairfile::jobs {

/// `payload` is sealed by the caller, bound to its place in the table `outbox`.
struct OutboxEntry {
    Uuid id;
    UserId user;
    std::string_view kind;  // mail, email or payment
    std::string_view provider;
    Uuid subject;
    std::string payload;
    std::string key;
};
/// For the caller's transaction, as Identity::user or ::job.
postgres::Call enter_outbox(const OutboxEntry& entry);

struct OutboxMove {
    UserId user;
    std::string_view kind;
    Uuid subject;
    std::string_view state;  // sent, failed, cancelled or unknown
    std::optional<std::string_view> reference = {};
    std::optional<std::string_view> error = {};
};
/// As Identity::job. What has ended stays as it is.
postgres::Call move_outbox(const OutboxMove& move);

std::vector<const postgres::Statement*> outbox_statements();

}  // namespace fairfile::jobs
