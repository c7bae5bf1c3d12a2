#include "base/dates.hpp"
#include "features/disputes/disputes.hpp"
#include "features/mailings/mailing_store.hpp"
#include "features/mailings/order_store.hpp"
#include "features/mailings/orders.hpp"
#include "infra/crypto/encoding.hpp"
#include "infra/jobs/outbox.hpp"

#include <boost/json.hpp>

namespace fairfile::mailings {

using jobs::Outcome;
using postgres::Identity;

namespace {

constexpr int steps_max = 20;

std::string today(const Clock& clock) {
    return to_string(to_date(std::chrono::floor<std::chrono::days>(clock.now())));
}

bool may_come_back(const Error& error) {
    return error.kind == Failure::unavailable || error.kind == Failure::storage_full;
}

std::optional<MailingId> mailing_of(const jobs::ClaimedJob& job) {
    boost::system::error_code wrong;
    const auto arguments = boost::json::parse(job.arguments, wrong);
    const auto* object = wrong ? nullptr : arguments.if_object();
    const auto* id = object ? object->if_contains("mailing") : nullptr;
    if (!id || !id->is_string()) return std::nullopt;
    return MailingId::parse(id->as_string());
}

}  // namespace

struct MailRoom::Order {
    UserId user;
    MailingId mailing;
    LetterId letter;
    std::string status;
    std::string mail_class;
    std::int64_t cents = 0;
    std::string paid;  // the payment's state
    std::string payment_key;
    std::string payment_reference;
    std::string mail_key;
    std::string digest;  // hex, as the person approved it
    std::string method;

    postgres::Call move_payment(
        std::string_view state,
        std::string_view from,
        std::optional<std::string_view> reference = {},
        std::optional<std::string_view> failure = {}
    ) const {
        postgres::Call call{&mailings::move_payment};
        call.parameters.add(user).add(mailing).add(state).add(from).add(reference).add(failure);
        return call;
    }
    postgres::Call move_mailing(
        std::string_view to,
        std::string_view from,
        std::optional<std::string_view> reference = {},
        std::optional<std::string_view> failure = {},
        std::optional<std::string_view> mailed_on = {}
    ) const {
        postgres::Call call{&mailings::move_mailing};
        call.parameters.add(user).add(mailing).add(to).add(from).add(reference).add(failure);
        call.parameters.add(mailed_on);
        return call;
    }
    postgres::Call move_outbox(
        std::string_view state,
        std::optional<std::string_view> reference = {},
        std::optional<std::string_view> error = {}
    ) const {
        const jobs::OutboxMove move{user, "mail", mailing.value, state, reference, error};
        return jobs::move_outbox(move);
    }
};

awaitable<Outcome> MailRoom::carry_out(UserId user, MailingId mailing) {
    for (int count = 0; count < steps_max; ++count) {
        auto order = co_await load(user, mailing);
        if (!order && order.error().kind == Failure::missing) co_return Outcome::done();
        if (!order) co_return Outcome::retry(std::string(order.error().code));
        auto stepped = co_await step(*order);
        if (!stepped) co_return Outcome::retry(std::string(stepped.error().code));
        if (*stepped) co_return **stepped;
    }
    co_return Outcome::retry("mailings.no_end");
}

awaitable<MailRoom::Step> MailRoom::step(const Order& order) {
    const bool is_over = order.status == "cancelled" || order.status == "failed";
    const bool is_open = order.paid == "authorised" || order.paid == "unknown";
    if (is_over && order.paid == "requested") {
        std::vector<postgres::Call> calls;
        calls.push_back(order.move_payment("voided", "{requested}"));
        calls.push_back(order.move_outbox("cancelled"));
        co_return co_await move(order, std::move(calls));
    }
    if (is_over && is_open) co_return co_await let_go(order);
    if (order.status == "requested" && order.paid != "authorised") co_return co_await hold(order);
    if (order.status == "requested") {
        std::vector<postgres::Call> calls;
        calls.push_back(order.move_mailing("submitted", "{requested}"));
        co_return co_await move(order, std::move(calls));
    }
    if (order.status == "submitted") co_return co_await submit(order);
    if (order.status == "accepted" && order.paid == "authorised") co_return co_await take(order);
    if (order.status == "accepted") co_return co_await look(order);
    co_return std::optional(Outcome::done());
}

// `unknown` before the call: an answer that is lost leaves it, and the same key asks again.
awaitable<MailRoom::Step> MailRoom::hold(const Order& order) {
    if (order.paid == "failed" || order.paid == "voided") {
        co_return co_await fail(order, "payment." + order.paid);
    }
    if (order.paid == "requested") {
        std::vector<postgres::Call> calls;
        calls.push_back(order.move_payment("unknown", "{requested}"));
        co_return co_await move(order, std::move(calls));
    }
    payment::Charge charge{order.payment_key, {order.cents}, order.method, "Mailing of a letter"};
    auto ask = [this, charge = std::move(charge)] { return parts_.payment.authorise(charge); };
    auto held = co_await runtime::offload(parts_.pool, std::move(ask));
    if (!held && may_come_back(held.error())) co_return held.error();
    std::vector<postgres::Call> calls;
    if (held) {
        calls.push_back(order.move_payment("authorised", "{unknown}", *held));
    } else {
        calls.push_back(order.move_payment("failed", "{unknown}", {}, held.error().code));
        calls.push_back(order.move_mailing("failed", "{requested}", {}, held.error().code));
        calls.push_back(order.move_outbox("failed", {}, held.error().code));
    }
    co_return co_await move(order, std::move(calls));
}

awaitable<MailRoom::Step> MailRoom::submit(const Order& order) {
    auto letter = co_await parts_.letters.approved(order.user, order.letter);
    if (!letter && may_come_back(letter.error())) co_return letter.error();
    if (!letter) co_return co_await fail(order, letter.error().code);
    if (crypto::to_hex(letter->digest) != order.digest) {
        co_return co_await fail(order, "mailings.other_letter");
    }
    mail::Piece piece;
    piece.key = order.mail_key;
    piece.from = {letter->sender.name, letter->sender.lines};
    piece.to = {letter->addressee.name, letter->addressee.lines};
    piece.mail_class = order.mail_class;
    piece.pdf = std::move(letter->pdf);
    piece.pages = letter->pages;
    auto send = [this, piece = std::move(piece)] { return parts_.mail.submit(piece); };
    auto receipt = co_await runtime::offload(parts_.pool, std::move(send));
    if (!receipt && may_come_back(receipt.error())) co_return receipt.error();
    if (!receipt) co_return co_await fail(order, receipt.error().code);
    if (receipt->state == mail::State::cancelled) co_return co_await fail(order, "mail.cancelled");
    std::vector<postgres::Call> calls;
    calls.push_back(order.move_mailing("accepted", "{submitted}", receipt->reference));
    calls.push_back(order.move_outbox("sent", receipt->reference));
    co_return co_await move(order, std::move(calls));
}

awaitable<MailRoom::Step> MailRoom::take(const Order& order) {
    auto ask = [this, reference = order.payment_reference, key = order.payment_key] {
        return parts_.payment.capture(reference, key);
    };
    auto taken = co_await runtime::offload(parts_.pool, std::move(ask));
    if (!taken && may_come_back(taken.error())) co_return taken.error();
    std::vector<postgres::Call> calls;
    if (taken) {
        calls.push_back(order.move_payment("captured", "{authorised}"));
    } else {
        calls.push_back(order.move_payment("failed", "{authorised}", {}, taken.error().code));
        parts_.log.error("mailings.not_paid", {{"code", taken.error().code}});
    }
    co_return co_await move(order, std::move(calls));
}

// What may be held without our knowing is asked for by its key first, then let go.
awaitable<MailRoom::Step> MailRoom::let_go(const Order& order) {
    payment::Charge charge{order.payment_key, {order.cents}, order.method, "Mailing of a letter"};
    auto ask = [this, charge = std::move(charge), known = order.payment_reference] {
        auto reference = Result<std::string>(known);
        if (known.empty()) reference = parts_.payment.authorise(charge);
        if (!reference) return Result<bool>(reference.error());
        return parts_.payment.release(*reference, charge.key);
    };
    auto gone = co_await runtime::offload(parts_.pool, std::move(ask));
    if (!gone && may_come_back(gone.error())) co_return gone.error();
    std::vector<postgres::Call> calls;
    calls.push_back(order.move_payment(gone ? "voided" : "failed", "{authorised,unknown}"));
    calls.push_back(order.move_outbox(order.status == "failed" ? "failed" : "cancelled"));
    co_return co_await move(order, std::move(calls));
}

awaitable<MailRoom::Step> MailRoom::look(const Order& order) {
    auto ask = [this, key = order.mail_key] { return parts_.mail.find(key); };
    auto found = co_await runtime::offload(parts_.pool, std::move(ask));
    if (!found) co_return found.error();
    if (!*found || (*found)->state != mail::State::mailed) {
        co_return std::optional(Outcome::done());
    }
    const auto clock_day = std::chrono::floor<std::chrono::days>(parts_.clock.now());
    const auto day = today(parts_.clock);
    std::vector<postgres::Call> calls;
    calls.push_back(order.move_mailing("mailed", "{accepted}", {}, {}, day));
    postgres::Call event{&insert_event};
    event.parameters.add(order.user).add(order.mailing).add("mailed").add(std::string_view(day));
    calls.push_back(std::move(event));
    calls.push_back(letters::mark_letter(order.user, order.letter, letters::Mark::mailed));
    for (auto& call : disputes::letter_mailed(order.user, order.letter, clock_day)) {
        calls.push_back(std::move(call));
    }
    co_return co_await move(order, std::move(calls));
}

awaitable<MailRoom::Step> MailRoom::fail(const Order& order, std::string_view why) {
    parts_.log.warning("mailings.failed", {{"code", why}});
    std::vector<postgres::Call> calls;
    calls.push_back(order.move_mailing("failed", "{requested,submitted}", {}, why));
    co_return co_await move(order, std::move(calls));
}

awaitable<MailRoom::Step> MailRoom::move(const Order& order, std::vector<postgres::Call> calls) {
    auto moved = co_await parts_.database.run_all(Identity::job(order.user), std::move(calls));
    if (!moved) co_return moved.error();
    co_return std::optional<Outcome>();
}

awaitable<Result<MailRoom::Order>> MailRoom::load(UserId user, MailingId mailing) {
    postgres::Parameters parameters;
    parameters.add(user).add(mailing);
    auto rows =
        co_await parts_.database.run(Identity::job(user), select_order, std::move(parameters));
    if (!rows) co_return rows.error();
    if (rows->empty()) co_return Error{Failure::missing, "http.not_found", "No such mailing."};
    const crypto::KeyName name{crypto::KeyKind::user, user.value};
    auto find = [this, name] { return parts_.keys.find(name); };
    auto key = co_await runtime::offload(parts_.pool, std::move(find));
    if (!key) co_return key.error();
    auto payload = crypto::open_value(*key, payload_place(user), rows->bytes(0, outbox_payload));
    if (!payload) co_return payload.error();
    const auto approved = boost::json::parse(*payload);
    Order order;
    order.user = user;
    order.mailing = mailing;
    order.letter = LetterId{rows->uuid(0, order_letter)};
    order.status = rows->text(0, order_status);
    order.mail_class = rows->text(0, order_class);
    order.cents = rows->integer(0, order_cents);
    order.paid = rows->text(0, payment_state);
    order.payment_key = rows->text(0, payment_key);
    order.payment_reference = rows->maybe_text(0, payment_reference).value_or("");
    order.mail_key = rows->text(0, outbox_key);
    order.digest = std::string(approved.at("digest").as_string());
    order.method = std::string(approved.at("payment_method").as_string());
    co_return order;
}

// A letter that may be with the provider stays `unknown` for an operator to look up.
awaitable<Outcome> MailRoom::abandon(UserId user, MailingId mailing) {
    auto order = co_await load(user, mailing);
    if (!order && order.error().kind == Failure::missing) co_return Outcome::done();
    if (!order) co_return Outcome::retry(std::string(order.error().code));
    std::vector<postgres::Call> calls;
    calls.push_back(order->move_mailing("failed", "{requested}", {}, "mailings.abandoned"));
    calls.push_back(order->move_mailing("unknown", "{submitted}", {}, "mailings.abandoned"));
    calls.push_back(order->move_payment("voided", "{requested}"));
    calls.push_back(order->move_outbox("unknown", {}, "mailings.abandoned"));
    auto moved = co_await parts_.database.run_all(Identity::job(user), std::move(calls));
    if (!moved) co_return Outcome::retry(std::string(moved.error().code));
    parts_.log.error("mailings.abandoned");
    co_return Outcome::give_up("mailings.abandoned");
}

// One order that cannot be looked at keeps no other waiting.
awaitable<Outcome> MailRoom::watch() {
    auto last = Outcome::done();
    for (Uuid after{};;) {
        postgres::Parameters parameters;
        parameters.add(after);
        auto rows = co_await parts_.database.run(
            Identity::nobody(), select_accepted, std::move(parameters)
        );
        if (!rows) co_return Outcome::retry(std::string(rows.error().code));
        if (rows->empty()) co_return last;
        for (std::size_t row = 0; row < rows->size(); ++row) {
            after = rows->uuid(row, 0);
            const UserId user{rows->uuid(row, 1)};
            auto outcome = co_await carry_out(user, MailingId{after});
            if (outcome.kind != Outcome::Kind::done) last = std::move(outcome);
        }
    }
}

std::vector<jobs::Kind> job_kinds(MailRoom& room) {
    auto run = [&room](const jobs::ClaimedJob& job) -> awaitable<Outcome> {
        return room.carry_out(job.user.value_or(UserId{}), mailing_of(job).value_or(MailingId{}));
    };
    auto abandon = [&room](const jobs::ClaimedJob& job) -> awaitable<Outcome> {
        return room.abandon(job.user.value_or(UserId{}), mailing_of(job).value_or(MailingId{}));
    };
    auto watch = [&room](const jobs::ClaimedJob& /*job*/) { return room.watch(); };
    auto not_watched = [](const jobs::ClaimedJob& /*job*/) -> awaitable<Outcome> {
        co_return Outcome::give_up("mailings.watch_abandoned");
    };
    return {
        {std::string(mail_letter), run, abandon}, {std::string(watch_mail), watch, not_watched}};
}

}  // namespace fairfile::mailings
