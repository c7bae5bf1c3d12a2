#include "infra/jobs/outbox.hpp"

namespace fairfile::jobs {

namespace {

const postgres::Statement insert_entry{
    "outbox.insert",
    "insert into outbox (id, user_id, kind, provider, subject_id, payload_sealed, idempotency_key)"
    " values ($2::uuid, $1::uuid, $3, $4, $5::uuid, $6::bytea, $7)",
    postgres::Lane::write};

const postgres::Statement move_entry{
    "outbox.move",
    "update outbox set state = $4, provider_reference = coalesce($5, provider_reference),"
    " last_error = $6, attempt = attempt + 1,"
    " finished_at = case when $4 in ('sent', 'failed', 'cancelled') then now() end"
    " where user_id = $1::uuid and kind = $2 and subject_id = $3::uuid"
    " and state in ('pending', 'unknown')",
    postgres::Lane::write};

}  // namespace

postgres::Call enter_outbox(const OutboxEntry& entry) {
    postgres::Call call{&insert_entry};
    call.parameters.add(entry.user).add(entry.id).add(entry.kind).add(entry.provider);
    call.parameters.add(entry.subject).add_bytes(entry.payload);
    call.parameters.add(std::string_view(entry.key));
    return call;
}

postgres::Call move_outbox(const OutboxMove& move) {
    postgres::Call call{&move_entry};
    call.parameters.add(move.user).add(move.kind).add(move.subject).add(move.state);
    call.parameters.add(move.reference).add(move.error);
    return call;
}

std::vector<const postgres::Statement*> outbox_statements() {
    return {&insert_entry, &move_entry};
}

}  // namespace fairfile::jobs
