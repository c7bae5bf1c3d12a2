#include "features/audit/audit.hpp"

#include <algorithm>

namespace fairfile::audit {

namespace {

constexpr std::int64_t rows_at_once = 2'000;

constexpr postgres::Statement insert_entry{
    .name = "audit_insert_entry",
    .sql =
        "insert into audit_log (actor_id, action, subject_type, subject_id, details)"
        " values ($1::uuid, $2, $3, $4::uuid, $5::jsonb)",
    .lane = postgres::Lane::write,
};

constexpr postgres::Statement select_log{
    .name = "audit_select_log",
    .sql =
        "select seq, (extract(epoch from happened_at) * 1000000)::bigint - 946684800000000,"
        " coalesce(actor_id, '00000000-0000-0000-0000-000000000000'),"
        " coalesce(subject_id, '00000000-0000-0000-0000-000000000000'),"
        " action, subject_type, details_digest, previous_hash, hash,"
        " details is null or sha256(convert_to(details::text, 'UTF8')) = details_digest"
        " from audit_log where seq > $1 order by seq limit $2",
    .lane = postgres::Lane::slow,
    .timeout = std::chrono::milliseconds(60'000),
};

// A note that was erased is null and its digest stays; one that is there must fit its digest.
constexpr postgres::Statement select_histories{
    .name = "audit_select_histories",
    .sql =
        "select user_id, seq, dispute_tracking_id,"
        " (extract(epoch from changed_at) * 1000000)::bigint - 946684800000000, note_digest,"
        " concat_ws('|', bureau, coalesce(old_status, ''), new_status, changed_by,"
        " reinserted::text), previous_hash, hash,"
        " note is null or sha256(convert_to(note, 'UTF8')) = note_digest"
        " from dispute_status_history where (user_id, seq) > ($1::uuid, $2::bigint)"
        " order by user_id, seq limit $3",
    .lane = postgres::Lane::slow,
    .timeout = std::chrono::milliseconds(60'000),
};

// Every chain that should be there, so that one that was removed as a whole is missed.
constexpr postgres::Statement select_heads{
    .name = "audit_select_heads",
    .sql =
        "select user_id, history_seq, history_head from user_analytics"
        " where history_seq > 0 and user_id > $1::uuid and user_id <= $2::uuid"
        " order by user_id",
    .lane = postgres::Lane::slow,
    .timeout = std::chrono::milliseconds(60'000),
};

Hash hash_at(const postgres::Rows& rows, std::size_t row, std::size_t column) {
    const auto bytes = rows.bytes(row, column);
    Hash hash{};
    // A hash of another length is damage; zeros fit nothing.
    if (bytes.size() == hash.size()) std::copy(bytes.begin(), bytes.end(), hash.begin());
    return hash;
}

/// A digest that does not fit its text makes the entry a changed one.
Link link_of(std::int64_t seq, const Hash& previous, const Hash& stored, Hash computed, bool fits) {
    if (!fits) computed = Hash{};
    return {
        .seq = seq, .previous_hash = previous, .stored_hash = stored, .computed_hash = computed};
}

Link log_link(const postgres::Rows& rows, std::size_t row) {
    const LogRow entry{
        .seq = rows.integer(row, 0),
        .happened_at = rows.integer(row, 1),
        .actor = rows.uuid(row, 2),
        .subject = rows.uuid(row, 3),
        .action = std::string(rows.text(row, 4)),
        .subject_type = std::string(rows.text(row, 5)),
        .details_digest = hash_at(rows, row, 6),
        .previous_hash = hash_at(rows, row, 7)};
    return link_of(
        entry.seq, entry.previous_hash, hash_at(rows, row, 8), hash_of(entry), rows.truth(row, 9)
    );
}

Link status_link(const postgres::Rows& rows, std::size_t row) {
    const StatusRow entry{
        .user = rows.uuid(row, 0),
        .seq = rows.integer(row, 1),
        .dispute = rows.uuid(row, 2),
        .changed_at = rows.integer(row, 3),
        .note_digest = hash_at(rows, row, 4),
        .words = std::string(rows.text(row, 5)),
        .previous_hash = hash_at(rows, row, 6)};
    return link_of(
        entry.seq, entry.previous_hash, hash_at(rows, row, 7), hash_of(entry), rows.truth(row, 8)
    );
}

void add_breaks(Report& report, const ChainVerifier& verifier) {
    for (const auto& found : verifier.breaks()) {
        if (report.breaks.size() < breaks_max) report.breaks.push_back(found);
    }
}

/// Walks people's chains in the order of their ids, beside the list of heads.
class HistoryWalk {
  public:
    explicit HistoryWalk(postgres::Database& database) : database_(database) {}

    awaitable<Result<Report>> run() {
        for (;;) {
            postgres::Parameters parameters;
            parameters.add(user_).add(seq_).add(rows_at_once);
            auto rows = co_await database_.run(
                postgres::Identity::nobody(), select_histories, std::move(parameters)
            );
            if (!rows) co_return rows.error();
            for (std::size_t row = 0; row < rows->size(); ++row) {
                auto moved = co_await move_to(rows->uuid(row, 0));
                if (!moved) co_return moved.error();
                verifier_->add(status_link(*rows, row));
                seq_ = rows->integer(row, 1);
                ++report_.entries;
            }
            if (rows->size() < static_cast<std::size_t>(rows_at_once)) break;
        }
        Uuid last;
        last.bytes.fill(0xff);
        auto moved = co_await move_to(last);
        if (!moved) co_return moved.error();
        co_return std::move(report_);
    }

  private:
    /// Ends the present chain and begins `user`'s; chains in between have a head but no entry.
    awaitable<Result<bool>> move_to(Uuid user) {
        if (verifier_ && user == user_) co_return true;
        end_chain();
        postgres::Parameters parameters;
        parameters.add(user_).add(user);
        auto heads = co_await database_.run(
            postgres::Identity::nobody(), select_heads, std::move(parameters)
        );
        if (!heads) co_return heads.error();
        std::vector<Anchor> anchors;
        for (std::size_t row = 0; row < heads->size(); ++row) {
            const Anchor head{heads->integer(row, 1), hash_at(*heads, row, 2)};
            const auto owner = heads->uuid(row, 0);
            if (owner == user) {
                anchors.push_back(head);
                continue;
            }
            ChainVerifier lost(to_string(owner), {head});
            lost.finish();
            add_breaks(report_, lost);
        }
        user_ = user;
        seq_ = 0;
        verifier_.emplace(to_string(user), std::move(anchors));
        co_return true;
    }

    void end_chain() {
        if (!verifier_) return;
        verifier_->finish();
        add_breaks(report_, *verifier_);
        ++report_.chains;
    }

    postgres::Database& database_;
    Report report_;
    std::optional<ChainVerifier> verifier_;
    Uuid user_;
    std::int64_t seq_ = 0;
};

}  // namespace

postgres::Call record(const Entry& entry) {
    postgres::Call call{.statement = &insert_entry};
    call.parameters.add(entry.actor).add(entry.action).add(entry.subject_type).add(entry.subject);
    if (entry.details.empty()) {
        call.parameters.add_null();
    } else {
        call.parameters.add(std::string_view(entry.details));
    }
    return call;
}

awaitable<Result<Report>> verify_log(postgres::Database& database, std::vector<Anchor> anchors) {
    Report report{.chains = 1};
    ChainVerifier verifier("audit_log", std::move(anchors));
    for (;;) {
        postgres::Parameters parameters;
        parameters.add(verifier.head().seq).add(rows_at_once);
        auto rows =
            co_await database.run(postgres::Identity::nobody(), select_log, std::move(parameters));
        if (!rows) co_return rows.error();
        for (std::size_t row = 0; row < rows->size(); ++row) verifier.add(log_link(*rows, row));
        report.entries += static_cast<std::int64_t>(rows->size());
        if (rows->size() < static_cast<std::size_t>(rows_at_once)) break;
    }
    verifier.finish();
    add_breaks(report, verifier);
    report.head = verifier.head();
    co_return std::move(report);
}

awaitable<Result<Report>> verify_histories(postgres::Database& database) {
    HistoryWalk walk(database);
    auto running = walk.run();
    co_return co_await std::move(running);
}

std::span<const postgres::Statement* const> statements() {
    static constexpr const postgres::Statement* all[] = {
        &insert_entry, &select_log, &select_histories, &select_heads};
    return all;
}

}  // namespace fairfile::audit
