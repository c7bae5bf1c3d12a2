#include "base/dates.hpp"
#include "features/notifications/notification_kinds.hpp"
#include "features/notifications/notification_store.hpp"
#include "features/notifications/notifications.hpp"
#include "features/notifications/unsubscribe_token.hpp"
#include "infra/email/mime.hpp"
#include "infra/email/smtp.hpp"

#include <boost/json.hpp>

namespace fairfile::notifications {

using jobs::Outcome;
using postgres::Identity;

namespace {

constexpr std::int64_t reminders_at_once = 500;

std::optional<Uuid> notification_of(const jobs::ClaimedJob& job) {
    boost::system::error_code wrong;
    const auto arguments = boost::json::parse(job.arguments, wrong);
    const auto* object = wrong ? nullptr : arguments.if_object();
    const auto* id = object ? object->if_contains("notification") : nullptr;
    if (!id || !id->is_string()) return std::nullopt;
    return parse_uuid(id->as_string());
}

/// Hexadecimal digits only, the same for every attempt.
std::string unique_of(const Uuid& id) {
    auto text = to_string(id);
    std::erase(text, '-');
    return text;
}

}  // namespace

struct PostOffice::Letter {
    Uuid id;
    std::string kind;
    std::string day;
    std::string to;
    bool is_wanted = false;
    std::chrono::system_clock::time_point made;
    std::string failure = {};
};

// A series that is there from the start shows its first failure as a rise.
PostOffice::PostOffice(PostParts parts) : parts_(std::move(parts)) {
    for (const auto kind : kinds) {
        for (const auto outcome : {"sent", "delayed", "failed"}) counter(kind, outcome);
    }
}

awaitable<Outcome> PostOffice::send(const jobs::ClaimedJob& job) {
    const auto id = notification_of(job);
    if (!id || !job.user) co_return Outcome::give_up("notifications.bad_arguments");
    auto letter = co_await find(job, *id);
    if (!letter) co_return Outcome::retry(std::string(letter.error().code));
    if (!*letter) co_return Outcome::done();

    const bool is_sent = (*letter)->is_wanted && parts_.smtp && is_kind((*letter)->kind) &&
                         email::is_plain_address((*letter)->to);
    if (is_sent) co_return co_await deliver(*job.user, std::move(**letter));
    auto noted = co_await note(*job.user, **letter, "");
    co_return noted ? Outcome::done() : Outcome::retry(std::string(noted.error().code));
}

awaitable<Outcome> PostOffice::deliver(UserId user, Letter letter) {
    const auto token = to_token(parts_.link_key, {user, letter.kind});
    const EmailInput input{
        .to = letter.to,
        .kind = letter.kind,
        .day = letter.day,
        .app_url = parts_.public_url,
        .unsubscribe_path = "/unsubscribe#token=" + token,
        .unsubscribe_post = parts_.public_url + "/api/v1/notifications/unsubscribe?token=" + token};
    const email::Envelope envelope{
        .from = parts_.smtp->from,
        .from_name = parts_.smtp->from_name,
        .date = letter.made,
        .unique = unique_of(letter.id)};
    auto hand_over = [this, to = letter.to, content = email::compose(email_for(input), envelope)] {
        return email::deliver_once(*parts_.smtp, to, content);
    };
    auto delivery = co_await runtime::offload(parts_.pool, std::move(hand_over));
    if (!delivery) co_return Outcome::retry(std::string(delivery.error().code));

    letter.failure = std::to_string(delivery->reply);
    if (delivery->outcome == email::Delivery::Outcome::later) {
        counter(letter.kind, "delayed").add();
        parts_.log.warning(
            "notifications.email_delayed",
            {{"kind", std::string_view(letter.kind)},
             {"reason", std::string_view(delivery->reason)},
             {"reply", std::int64_t{delivery->reply}}}
        );
        co_return Outcome::retry("notifications.email_delayed");
    }
    const bool is_taken = delivery->outcome == email::Delivery::Outcome::taken;
    auto noted = co_await note(user, letter, is_taken ? "sent" : "failed");
    if (!noted) co_return Outcome::retry(std::string(noted.error().code));
    counter(letter.kind, is_taken ? "sent" : "failed").add();
    if (is_taken) co_return Outcome::done();
    parts_.log.warning(
        "notifications.email_refused",
        {{"kind", std::string_view(letter.kind)}, {"reply", std::int64_t{delivery->reply}}}
    );
    co_return Outcome::give_up("notifications.email_refused");
}

awaitable<Outcome> PostOffice::abandon(const jobs::ClaimedJob& job) {
    const auto id = notification_of(job);
    if (!id || !job.user) co_return Outcome::give_up("notifications.bad_arguments");
    auto letter = co_await find(job, *id);
    if (!letter) co_return Outcome::retry(std::string(letter.error().code));
    if (!*letter) co_return Outcome::done();

    (*letter)->failure = "abandoned";
    auto noted = co_await note(*job.user, **letter, "failed");
    if (!noted) co_return Outcome::retry(std::string(noted.error().code));
    counter((*letter)->kind, "failed").add();
    parts_.log.error("notifications.email_abandoned", {{"attempts", std::int64_t{job.attempt}}});
    co_return Outcome::give_up("notifications.email_abandoned");
}

// A batch that told nobody is the last: what it found was told by another worker meanwhile.
awaitable<Outcome> PostOffice::remind() {
    const auto today =
        to_string(to_date(std::chrono::floor<std::chrono::days>(parts_.clock.now())));
    for (std::int64_t told = reminders_at_once; told > 0;) {
        postgres::Parameters parameters;
        parameters.add(std::string_view(today)).add(reminders_at_once);
        auto due = co_await parts_.database.run(
            Identity::nobody(), select_reminders, std::move(parameters)
        );
        if (!due) co_return Outcome::retry(std::string(due.error().code));
        told = 0;
        for (std::size_t row = 0; row < due->size(); ++row) {
            const UserId person{due->uuid(row, 0)};
            postgres::Parameters event;
            event.add(person).add(due->text(row, 1)).add(due->text(row, 2)).add(due->text(row, 3));
            auto done = co_await parts_.database.run(Identity::job(person), tell, std::move(event));
            if (!done) co_return Outcome::retry(std::string(done.error().code));
            told += done->truth(0, 0) ? 1 : 0;
        }
        if (told > 0) parts_.log.info("notifications.reminded", {{"count", told}});
    }
    co_return Outcome::done();
}

awaitable<Result<std::optional<PostOffice::Letter>>> PostOffice::find(
    const jobs::ClaimedJob& job, Uuid id
) {
    postgres::Parameters parameters;
    parameters.add(*job.user).add(id);
    auto rows = co_await parts_.database.run(
        Identity::job(*job.user), select_letter, std::move(parameters)
    );
    if (!rows) co_return rows.error();
    std::optional<Letter> letter;
    if (!rows->empty()) {
        letter.emplace();
        letter->id = id;
        letter->kind = rows->text(0, 0);
        letter->day = rows->text(0, 1);
        letter->to = rows->text(0, 2);
        letter->is_wanted = rows->truth(0, 3);
        letter->made = std::chrono::sys_seconds(std::chrono::seconds(rows->integer(0, 4)));
    }
    co_return letter;
}

/// An empty state: there is no e-mail after all.
awaitable<Result<bool>> PostOffice::note(
    UserId user, const Letter& letter, std::string_view state
) {
    postgres::Parameters parameters;
    parameters.add(user).add(letter.id);
    const auto say = [](std::string_view text) {
        return text.empty() ? std::nullopt : std::optional(text);
    };
    parameters.add(say(state)).add(state == "failed" ? say(letter.failure) : std::nullopt);
    auto noted =
        co_await parts_.database.run(Identity::job(user), note_email, std::move(parameters));
    if (!noted) co_return noted.error();
    co_return noted->affected() > 0;
}

metrics::Counter& PostOffice::counter(std::string_view kind, std::string_view outcome) {
    const metrics::Labels labels{{"kind", std::string(kind)}, {"outcome", std::string(outcome)}};
    return parts_.metrics.counter("notification_emails_total", "E-mails tried.", labels);
}

std::vector<jobs::Kind> job_kinds(PostOffice& office) {
    auto remind = [&office](const jobs::ClaimedJob& /*job*/) { return office.remind(); };
    auto not_reminded = [](const jobs::ClaimedJob& /*job*/) -> awaitable<Outcome> {
        co_return Outcome::give_up("notifications.reminders_abandoned");
    };
    return {
        {std::string(send_email_notification),
         [&office](const jobs::ClaimedJob& job) { return office.send(job); },
         [&office](const jobs::ClaimedJob& job) { return office.abandon(job); }},
        {std::string(remind_people), remind, not_reminded},
    };
}

}  // namespace fairfile::notifications
