#include "features/users/retention.hpp"

#include "base/json_writer.hpp"
#include "features/audit/audit.hpp"
#include "features/users/statements.hpp"
#include "features/users/users.hpp"
#include "infra/crypto/encoding.hpp"
#include "infra/crypto/seal.hpp"

namespace fairfile::users {

using jobs::Outcome;
using postgres::Identity;

namespace {

constexpr std::string_view papers_law = "15 U.S.C. 1679c(c)";
constexpr std::string_view mailings_law = "15 U.S.C. 1681p";
constexpr std::int64_t disposed_at_once = 500;

constexpr postgres::Statement select_version{
    .name = "users_select_data_version",
    .sql = "select data_version from user_analytics where user_id = $1::uuid",
};

constexpr postgres::Statement select_kept{
    .name = "users_select_kept",
    .sql =
        "select p.id, 'signed_paper', p.keep_until, jsonb_build_object('paper', p.kind,"
        " 'version', p.paper_version, 'signed_at', p.signed_at, 'services_from',"
        " p.services_from, 'cancelled_at', p.cancelled_at, 'paper_sha256',"
        " encode(p.paper_digest, 'hex')), p.signature_sealed"
        " from signed_papers p where p.user_id = $1::uuid and p.keep_until >= current_date"
        " union all select m.id, 'mailing',"
        " (coalesce(m.delivered_on, m.mailed_on) + interval '2 years')::date,"
        " jsonb_build_object('letter', l.type, 'bureau', l.bureau, 'addressee', l.addressee,"
        " 'letter_sha256', encode(l.body_digest, 'hex'), 'approved_at', l.approved_at,"
        " 'provider', m.provider, 'class', m.mail_class, 'reference', m.provider_reference,"
        " 'tracking_number', m.tracking_number, 'mailed_on', m.mailed_on, 'delivered_on',"
        " m.delivered_on, 'status', m.status, 'price_cents', m.price_cents, 'payment', p.state,"
        " 'payment_reference', p.provider_reference), null::bytea from mailing_records m"
        " join letters l on l.user_id = m.user_id and l.id = m.letter_id"
        " left join payments p on p.user_id = m.user_id and p.mailing_id = m.id"
        " where m.user_id = $1::uuid and m.mailed_on is not null"
        " and coalesce(m.delivered_on, m.mailed_on) + interval '2 years' >= current_date",
};

// The row lock makes a change that is on its way commit first, and then be seen.
constexpr postgres::Statement close_and_keep{
    .name = "users_close_account",
    .sql =
        "with seen as (select user_id from user_analytics where user_id = $1::uuid"
        " and data_version = $2 for update),"
        " closed as (update users set state = 'erasing', session_epoch = session_epoch + 1,"
        " updated_at = now() from seen where id = seen.user_id and state = 'active'"
        " returning id)"
        " insert into retained_records (id, kind, law, record_sealed, keep_until)"
        " select r.id, r.kind, r.law, decode(r.record, 'hex'), r.keep_until from closed,"
        " jsonb_to_recordset($3::jsonb) as r (id uuid, kind text, law text, record text,"
        " keep_until date)",
    .lane = postgres::Lane::write,
};

constexpr postgres::Statement require_leaving{
    .name = "users_require_leaving",
    .sql = "select require_leaving($1::uuid)",
    .lane = postgres::Lane::write,
};

constexpr postgres::Statement select_records{
    .name = "users_select_retained",
    .sql =
        "select id, kind, law,"
        " to_char(retained_at at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"'),"
        " keep_until, legal_hold from retained_records order by keep_until, id limit $1",
    .lane = postgres::Lane::slow,
};

constexpr postgres::Statement select_record{
    .name = "users_select_retained_record",
    .sql = "select record_sealed from retained_records where id = $1::uuid",
};

constexpr postgres::Statement update_hold{
    .name = "users_hold_retained",
    .sql = "update retained_records set legal_hold = $2 where id = $1::uuid returning id",
    .lane = postgres::Lane::write,
};

constexpr postgres::Statement delete_ended{
    .name = "users_delete_retained",
    .sql =
        "delete from retained_records where id in (select id from retained_records"
        " where keep_until < current_date and legal_hold is null order by keep_until limit $1)"
        " and legal_hold is null returning id",
    .lane = postgres::Lane::write,
};

crypto::Place record_place() {
    return {.table = "retained_records", .column = "record_sealed"};
}

std::string_view law_of(std::string_view kind) {
    return kind == "signed_paper" ? papers_law : mailings_law;
}

std::string record_text(
    const User& user,
    std::string_view kind,
    std::string_view facts,
    const std::optional<std::string>& signature
) {
    std::string out;
    JsonWriter json(out);
    json.begin_object().field("kind", kind).field("law", law_of(kind));
    json.key("person").begin_object().field("id", std::string_view(to_string(user.id)));
    json.field("email", std::string_view(user.email)).field("name", user.name).end_object();
    json.key("facts").raw(facts);
    json.field("signature", signature).end_object();
    return out;
}

}  // namespace

awaitable<Result<crypto::Key>> Retention::key_of(crypto::KeyName name) {
    auto find = [this, name] { return parts_.keys.find_or_create(name); };
    auto found = co_await runtime::offload(parts_.pool, std::move(find));
    co_return found;
}

awaitable<Result<std::vector<postgres::Call>>> Retention::close_account(User user) {
    std::vector<postgres::Call> reading;
    for (const auto* statement : {&select_version, &select_kept}) {
        reading.push_back({statement});
        reading.back().parameters.add(user.id);
    }
    auto rows = co_await parts_.database.run_all(Identity::user(user.id), std::move(reading));
    if (!rows) co_return rows.error();
    auto records = co_await sealed_records(user, (*rows)[1]);
    if (!records) co_return records.error();

    std::vector<postgres::Call> calls;
    calls.push_back({&close_and_keep});
    const auto version = (*rows)[0].empty() ? 0 : (*rows)[0].integer(0, 0);
    calls.back().parameters.add(user.id).add(version).add(std::string_view(*records));
    calls.push_back({&require_leaving});
    calls.back().parameters.add(user.id);
    co_return calls;
}

awaitable<Result<std::string>> Retention::sealed_records(
    const User& user, const postgres::Rows& rows
) {
    std::string out;
    JsonWriter json(out);
    json.begin_array();
    for (std::size_t row = 0; row < rows.size(); ++row) {
        std::optional<std::string> signature;
        if (!rows.is_null(row, 4)) {
            const crypto::KeyName own_name{crypto::KeyKind::user, user.id.value};
            auto own_key = co_await key_of(own_name);
            if (!own_key) co_return own_key.error();
            const crypto::Place place{"signed_papers", "signature_sealed", user.id};
            const auto sealed = rows.bytes(row, 4);
            auto opened = crypto::open_value(*own_key, place, sealed);
            // A signature that is damaged already must not keep anybody from leaving.
            if (opened) signature = std::move(*opened);
            if (!opened) parts_.log.error("users.signature_lost", {{"code", opened.error().code}});
        }
        const auto id = rows.uuid(row, 0);
        const crypto::KeyName name{crypto::KeyKind::retained, id};
        auto key = co_await key_of(name);
        if (!key) co_return key.error();
        const auto kind = rows.text(row, 1);
        const auto text = record_text(user, kind, rows.text(row, 3), signature);
        const auto sealed = crypto::seal_value(*key, record_place(), text);
        json.begin_object().field("id", std::string_view(to_string(id))).field("kind", kind);
        json.field("law", law_of(kind)).field("keep_until", rows.text(row, 2));
        json.field("record", std::string_view(crypto::to_hex(sealed))).end_object();
    }
    json.end_array();
    co_return out;
}

awaitable<Result<std::vector<RetainedRecord>>> Retention::list(std::int64_t limit) {
    postgres::Parameters parameters;
    parameters.add(limit);
    auto rows = co_await parts_.database.run(
        Identity::operator_(UserId{}), select_records, std::move(parameters)
    );
    if (!rows) co_return rows.error();
    std::vector<RetainedRecord> records;
    for (std::size_t row = 0; row < rows->size(); ++row) {
        RetainedRecord record;
        record.id = rows->uuid(row, 0);
        record.kind = rows->text(row, 1);
        record.law = rows->text(row, 2);
        record.retained_at = rows->text(row, 3);
        record.keep_until = rows->text(row, 4);
        if (!rows->is_null(row, 5)) record.legal_hold = std::string(rows->text(row, 5));
        records.push_back(std::move(record));
    }
    co_return records;
}

awaitable<Result<std::optional<std::string>>> Retention::open(Uuid record) {
    std::vector<postgres::Call> calls;
    calls.push_back({&select_record});
    calls.back().parameters.add(record);
    calls.push_back(audit::record(
        {.action = "users.retained_opened", .subject_type = "retained_record", .subject = record}
    ));
    auto rows = co_await parts_.database.run_all(Identity::operator_(UserId{}), std::move(calls));
    if (!rows) co_return rows.error();
    if (rows->front().empty()) co_return std::nullopt;
    const crypto::KeyName name{crypto::KeyKind::retained, record};
    auto find = [this, name] { return parts_.keys.find(name); };
    auto key = co_await runtime::offload(parts_.pool, std::move(find));
    if (!key) co_return key.error();
    const auto sealed = rows->front().bytes(0, 0);
    auto opened = crypto::open_value(*key, record_place(), sealed);
    if (!opened) co_return opened.error();
    co_return std::move(*opened);
}

awaitable<Result<bool>> Retention::hold(Uuid record, std::optional<std::string> reason) {
    std::vector<postgres::Call> calls;
    calls.push_back({&update_hold});
    calls.back().parameters.add(record).add(reason);
    calls.push_back(audit::record(
        {.action = reason ? "users.retained_held" : "users.retained_released",
         .subject_type = "retained_record",
         .subject = record}
    ));
    auto rows = co_await parts_.database.run_all(Identity::operator_(UserId{}), std::move(calls));
    if (!rows) co_return rows.error();
    co_return !rows->front().empty();
}

// The key goes last: a hold that comes in between keeps a record that can still be opened, and a
// key without a record opens nothing.
awaitable<Outcome> Retention::dispose() {
    while (true) {
        postgres::Parameters parameters;
        parameters.add(disposed_at_once);
        auto gone =
            co_await parts_.database.run(Identity::nobody(), delete_ended, std::move(parameters));
        if (!gone) co_return Outcome::retry(std::string(gone.error().code));
        if (gone->empty()) co_return Outcome::done();
        for (std::size_t row = 0; row < gone->size(); ++row) {
            const crypto::KeyName name{crypto::KeyKind::retained, gone->uuid(row, 0)};
            auto destroy = [this, name] { return parts_.keys.destroy(name); };
            auto destroyed = co_await runtime::offload(parts_.pool, std::move(destroy));
            if (!destroyed) co_return Outcome::retry(std::string(destroyed.error().code));
        }
        parts_.log.info(
            "users.records_disposed", {{"count", static_cast<std::int64_t>(gone->size())}}
        );
    }
}

jobs::Kind job_kind(Retention& retention) {
    auto run = [&retention](const jobs::ClaimedJob& /*job*/) { return retention.dispose(); };
    auto abandon = [](const jobs::ClaimedJob& /*job*/) -> awaitable<Outcome> {
        co_return Outcome::give_up("users.disposal_abandoned");
    };
    return {std::string(dispose_records), run, abandon};
}

std::span<const postgres::Statement* const> retention_statements() {
    static constexpr const postgres::Statement* all[] = {
        &select_version,
        &select_kept,
        &close_and_keep,
        &require_leaving,
        &select_records,
        &select_record,
        &update_hold,
        &delete_ended,
    };
    return all;
}

}  // namespace fairfile::users
