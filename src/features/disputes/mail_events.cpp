// What the mail does to disputes, and what the clock does.
#include "base/dates.hpp"
#include "features/disputes/deadlines.hpp"
#include "features/disputes/dispute_store.hpp"
#include "features/disputes/disputes.hpp"

namespace fairfile::disputes {

namespace {

// A batch is a few seconds of work; what is left is taken by the next run.
constexpr std::int64_t expire_batch_max = 500;
// Kinds of letters that a bureau or furnisher must answer in a time set by law.
constexpr auto answered_kinds =
    "{dispute_611,method_of_verification,block_605b,obsolete_605,reinsertion_objection,direct_623}";

std::string iso(std::chrono::sys_days day) {
    return to_string(to_date(day));
}

postgres::Call call_for(const postgres::Statement& statement, UserId user, LetterId letter) {
    postgres::Call call{&statement};
    call.parameters.add(user).add(letter);
    return call;
}

postgres::Parameters expiry(const postgres::Rows& rows, std::size_t row, std::string_view due) {
    postgres::Parameters parameters;
    parameters.add(rows.uuid(row, 0)).add(rows.uuid(row, 1)).add(rows.text(row, 2));
    parameters.add("expired").add(false).add("system").add("No answer came in time.");
    parameters.add("{investigating}").add(due);
    return parameters;
}

}  // namespace

std::vector<postgres::Call> letter_mailed(
    UserId user, LetterId letter, std::chrono::sys_days mailed_on
) {
    std::vector<postgres::Call> calls{call_for(note_mailed, user, letter)};
    calls[0].parameters.add(std::string_view(iso(mailed_on))).add(answered_kinds);
    return calls;
}

std::vector<postgres::Call> letter_delivered(
    UserId user, LetterId letter, std::chrono::sys_days delivered_on
) {
    const auto ends = clock_ends(delivered_on);
    const auto more = ends.after_annual_report - ends.reinvestigation;
    std::vector<postgres::Call> calls{
        call_for(note_information, user, letter), call_for(note_delivered, user, letter)};
    calls[0].parameters.add(std::string_view(iso(delivered_on)));
    calls[0].parameters.add(std::int64_t{more.count()});
    auto& parameters = calls[1].parameters;
    parameters.add(std::string_view(iso(delivered_on)));
    for (const auto end :
         {ends.reinvestigation, ends.after_annual_report, ends.verification, ends.block}) {
        parameters.add(std::string_view(iso(end)));
    }
    parameters.add(answered_kinds);
    return calls;
}

awaitable<Result<std::size_t>> expire_disputes(postgres::Database& database, const Clock& clock) {
    const auto today = std::chrono::floor<std::chrono::days>(clock.now());
    const auto due = iso(last_expired_due(today));
    postgres::Parameters parameters;
    parameters.add(std::string_view(due)).add(expire_batch_max);
    auto rows =
        co_await database.run(postgres::Identity::nobody(), select_run_out, std::move(parameters));
    if (!rows) co_return rows.error();

    std::size_t moved = 0;
    for (std::size_t row = 0; row < rows->size(); ++row) {
        const auto owner = postgres::Identity::job(UserId{rows->uuid(row, 0)});
        auto change = expiry(*rows, row, due);
        auto changed = co_await database.run(owner, update_status, std::move(change));
        if (!changed) co_return changed.error();
        moved += changed->size();
    }
    co_return moved;
}

}  // namespace fairfile::disputes
