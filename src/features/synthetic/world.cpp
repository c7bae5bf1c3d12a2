#include "features/synthetic/synthetic.hpp"
#include "features/synthetic/world_sql.hpp"
#include "infra/postgres/migrator.hpp"
#include "infra/postgres/plain_connection.hpp"

#include <algorithm>

namespace fairfile::synthetic {

namespace {

// Big enough that a statement's start costs nothing, small enough that its work stays in memory.
constexpr int batch_people = 2'500;

using Words = std::map<std::string, std::string, std::less<>>;

class World {
  public:
    World(postgres::PlainConnection connection, const WorldOrder& order, WorldProgress progress)
        : connection_(std::move(connection)),
          order_(order),
          progress_(std::move(progress)),
          parts_((order.users + batch_people - 1) / batch_people + 2) {}

    Result<void> fill() {
        auto done = run("begin");
        if (done) done = settle_day();
        if (done) done = run(world_prepare());
        if (done) done = refuse_others();
        if (done) done = run(world_indexes());
        if (done) done = add_people();
        if (done) done = complete();
        return done;
    }

  private:
    Result<void> run(const std::string& sql) {
        auto rows = connection_.execute(filled(sql));
        if (!rows) return rows.error();
        return {};
    }

    Result<bool> ask(const std::string& sql) {
        auto rows = connection_.execute(filled(sql));
        if (!rows) return rows.error();
        return rows->truth(0, 0);
    }

    Result<void> settle_day() {
        auto day = connection_.execute(
            order_.until.empty()
                ? "select date_trunc('month', now(), 'UTC')::date::text"
                : "select " + postgres::quoted_literal(order_.until) + "::date::text"
        );
        if (!day) return day.error();
        words_["until"] = day->text(0, 0);
        words_["users"] = std::to_string(order_.users);
        words_["seed"] = std::to_string(order_.seed);
        return {};
    }

    Result<void> refuse_others() {
        const auto same =
            ask("select exists (select from users where id = pg_temp.made_id('user', 1))");
        if (!same) return same.error();
        if (*same) {
            return Error{
                Failure::conflict,
                "synthetic.already_there",
                "The people of this seed are there already: take another --seed."};
        }
        const auto others = ask("select exists (select from users)");
        if (!others) return others.error();
        if (*others && !order_.add) {
            return Error{
                Failure::conflict,
                "synthetic.not_empty",
                "The database has people: say --add to put invented ones beside them."};
        }
        return {};
    }

    Result<void> add_people() {
        for (int first = 1; first <= order_.users; first += batch_people) {
            const int last = std::min(first + batch_people - 1, order_.users);
            tell("people up to " + std::to_string(last));
            words_["first"] = std::to_string(first);
            words_["last"] = std::to_string(last);
            auto done = run(world_people());
            if (!done) return done;
            ++done_;
        }
        return {};
    }

    Result<void> complete() {
        tell("counts and indexes");
        auto done = run(world_complete());
        if (done) done = run("commit");
        if (!done) return done;
        ++done_;
        tell("statistics");
        done = vacuum();
        if (!done) return done;
        ++done_;
        tell("done");
        return {};
    }

    /// The tables of prepare.sql, which have their statistics but for the last; each call alone,
    /// for it takes no transaction around it.
    Result<void> vacuum() {
        auto done = run(
            "vacuum users, credit_reports, tradelines, dispute_tracking, dispute_status_history, "
            "letters, letter_disputes, mailing_records, credit_score_history, "
            "credit_score_monthly, monthly_entitlements"
        );
        if (done) done = run("vacuum (analyze) user_analytics");
        return done;
    }

    void tell(std::string_view next) const {
        if (progress_) progress_(done_, parts_, next);
    }

    /// `:word` becomes its value; `::type` and words that are not ours stay.
    std::string filled(std::string_view sql) const {
        std::string text;
        for (std::size_t at = 0; at < sql.size(); ++at) {
            const auto* word = sql[at] == ':' ? word_at(sql.substr(at + 1)) : nullptr;
            if (word != nullptr) {
                text += word->second;
                at += word->first.size();
            } else {
                text += sql[at];
            }
        }
        return text;
    }

    const Words::value_type* word_at(std::string_view rest) const {
        for (const auto& word : words_) {
            if (rest.starts_with(word.first)) return &word;
        }
        return nullptr;
    }

    postgres::PlainConnection connection_;
    WorldOrder order_;
    WorldProgress progress_;
    Words words_;
    int parts_;
    int done_ = 0;
};

Result<void> refuse_old_schema(const Secret& connection_string) {
    using State = postgres::MigrationStatus::State;
    const auto all = postgres::migration_status(connection_string, postgres::embedded_migrations());
    if (!all) return all.error();
    const bool current =
        std::ranges::all_of(*all, [](const auto& one) { return one.state == State::applied; });
    if (current) return {};
    return Error{
        Failure::precondition,
        "synthetic.not_migrated",
        "The database is not of this version: run fairfile migrate first."};
}

}  // namespace

Result<void> fill_database(
    const Secret& connection_string, const WorldOrder& order, const WorldProgress& progress
) {
    auto current = refuse_old_schema(connection_string);
    if (!current) return current;
    auto connection = postgres::PlainConnection::open(connection_string);
    if (!connection) return connection.error();
    return World(std::move(*connection), order, progress).fill();
}

}  // namespace fairfile::synthetic
