#include "base/text.hpp"
#include "features/mailings/mailings.hpp"

#include <array>

namespace fairfile::mailings {

namespace {

using http::Access;
using http::Limit;
using http::Request;
using http::Response;
using enum http::Method;

constexpr std::array<std::string_view, 2> providers{"self", "outbox"};
constexpr std::size_t tracking_max = 40;  // the longest in use, USPS and private carriers, has 34

void read_day(
    http::Fields& fields, std::string_view name, std::optional<std::chrono::sys_days>& into
) {
    std::optional<PartialDate> date;
    fields.optional(name, date);
    if (!date) return;
    if (!date->has_day()) fields.refuse(name, "must be a day like 2025-01-31");
    into = first_day(*date);
}

void read_tracking(http::Fields& fields, std::optional<std::string>& into) {
    fields.optional("tracking", into, {.length_min = 1, .length_max = tracking_max});
    if (!into) return;
    for (const char character : *into) {
        if (is_letter(character) || is_digit(character) || character == ' ') continue;
        fields.refuse("tracking", "must be letters, digits and blanks");
        return;
    }
}

struct MailingInput {
    std::string provider;
    SelfMailing mailing;
    MailOrder order;

    void describe(http::Fields& fields) {
        fields.required("provider", provider, {.one_of = providers});
        if (provider == "outbox") {
            describe_order(fields);
            return;
        }
        std::optional<std::chrono::sys_days> mailed;
        read_day(fields, "mailed", mailed);
        if (!mailed) fields.refuse("mailed", "must be the day on which the letter went");
        mailing.mailed = mailed.value_or(std::chrono::sys_days{});
        read_tracking(fields, mailing.tracking);
    }

    void describe_order(http::Fields& fields) {
        static constexpr std::string_view classes[] = {
            mail_classes[0].id, mail_classes[1].id, mail_classes[2].id};
        fields.required("mail_class", order.mail_class, {.one_of = classes});
        fields.required("digest", order.digest, {.length_min = 64, .length_max = 64});
        order.digest = to_lower(order.digest);
        fields.required("price_cents", order.price_cents, 0, 1'000'000);
        fields.required("name", order.name, {.length_min = 2, .length_max = 100});
        std::optional<std::string> method;
        fields.optional("payment_method", method, {.length_max = 200});
        order.payment_method = method.value_or("");
    }
};

struct ChangeInput {
    MailingChange change;

    void describe(http::Fields& fields) {
        read_day(fields, "delivered", change.delivered);
        read_tracking(fields, change.tracking);
        std::optional<bool> returned;
        fields.optional("returned", returned);
        change.returned = returned.value_or(false);
        if (change.returned && change.delivered) {
            fields.refuse("returned", "a letter is delivered or returned, not both");
        }
        if (!change.returned && !change.delivered && !change.tracking) {
            fields.refuse("delivered", "one of delivered, returned and tracking is needed");
        }
    }
};

awaitable<Response> create_mailing(Request& request, Mailings& mailings) {
    auto id = request.id_parameter<LetterNoun>("id");
    if (!id) co_return http::problem(id.error());
    auto input = request.json<MailingInput>();
    if (!input) co_return http::problem(input.error());

    const auto user = request.principal().user;
    auto making = input->provider == "self"
                      ? mailings.record(user, *id, std::move(input->mailing), request.repeat())
                      : mailings.order(user, *id, std::move(input->order), request.repeat());
    auto mailing = co_await std::move(making);
    if (!mailing) co_return http::problem(mailing.error());

    co_return http::created("/api/v1/mailings/" + to_string(mailing->id), std::move(mailing->json));
}

awaitable<Response> list_mailings(Request& request, Mailings& mailings) {
    auto id = request.id_parameter<LetterNoun>("id");
    if (!id) co_return http::problem(id.error());
    auto list = co_await mailings.of_letter(request.principal().user, *id);

    co_return list ? http::ok(std::move(*list)) : http::problem(list.error());
}

awaitable<Response> change_mailing(Request& request, Mailings& mailings) {
    auto id = request.id_parameter<MailingNoun>("id");
    if (!id) co_return http::problem(id.error());
    auto input = request.json<ChangeInput>();
    if (!input) co_return http::problem(input.error());

    auto mailing =
        co_await mailings.change(request.principal().user, *id, std::move(input->change));

    co_return mailing ? http::ok(std::move(*mailing)) : http::problem(mailing.error());
}

awaitable<Response> cancel_mailing(Request& request, Mailings& mailings) {
    auto id = request.id_parameter<MailingNoun>("id");
    if (!id) co_return http::problem(id.error());
    auto mailing = co_await mailings.cancel(request.principal().user, *id);

    co_return mailing ? http::ok(std::move(*mailing)) : http::problem(mailing.error());
}

constexpr http::Route<Mailings> routes[] = {
    {get, "/api/v1/letters/{id}/mailings", list_mailings, Access::signed_in, Limit::read},
    {post,
     "/api/v1/letters/{id}/mailings",
     create_mailing,
     Access::signed_in,
     Limit::write,
     http::body_usual,
     http::Creates::something},
    {patch, "/api/v1/mailings/{id}", change_mailing, Access::signed_in, Limit::write},
    {put, "/api/v1/mailings/{id}/cancellation", cancel_mailing, Access::signed_in, Limit::write},
};

}  // namespace

void add_routes(http::Router& router, Mailings& mailings) {
    router.add<Mailings>(routes, mailings);
}

}  // namespace fairfile::mailings
