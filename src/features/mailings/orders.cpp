#include "features/mailings/orders.hpp"

#include "base/dates.hpp"
#include "base/json_writer.hpp"
#include "features/clocks/clocks.hpp"
#include "features/mailings/order_store.hpp"
#include "features/mailings/paper_store.hpp"
#include "features/users/users.hpp"
#include "infra/crypto/encoding.hpp"
#include "infra/jobs/outbox.hpp"

#include <boost/json.hpp>

namespace fairfile::mailings {

namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::sys_days;

constexpr int contract_years = 1;
constexpr int kept_years = 2;
constexpr int attempts_max = 30;

std::string iso(sys_days day) {
    return to_string(to_date(day));
}

std::optional<Error> refusal(const letters::ApprovedLetter& letter, const MailOrder& order) {
    if (letter.status != "approved") {
        return Error{
            Failure::conflict, "mailings.already_mailed", "This letter has been mailed already."};
    }
    if (crypto::to_hex(letter.digest) != order.digest) {
        return Error{
            Failure::conflict, "mailings.other_letter", "The letter is not the one that you saw."};
    }
    for (const auto& [field, who] :
         {std::pair{"addressee", letter.addressee}, std::pair{"sender", letter.sender}}) {
        const auto why = mail::why_undeliverable({who.name, who.lines});
        if (why.empty()) continue;
        Error error{
            Failure::invalid, "mailings.undeliverable", "The post cannot deliver to an address."};
        error.fields.push_back({field, why});
        return error;
    }
    return std::nullopt;
}

/// The words of require_order in db/migrations/0059_mail_for_people.sql, and its unique index.
Error not_ordered(const Error& error) {
    if (error.code == "postgres.unique_violation") {
        return Error{
            Failure::conflict, "mailings.already_mailed", "This letter is on its way already."};
    }
    if (error.code == "postgres.rejected" && error.detail == "not to be mailed") {
        return Error{
            Failure::conflict,
            "mailings.not_possible",
            "The letter, or your contract, does not allow this mailing any more."};
    }
    return error;
}

std::string approval_json(
    const MailOrder& order, const letters::ApprovedLetter& letter, PaperId approval
) {
    std::string text;
    JsonWriter json(text);
    json.begin_object().field("letter", std::string_view(to_string(letter.id)));
    json.field("approval", std::string_view(to_string(approval)));
    json.field("digest", std::string_view(order.digest));
    json.field("name", std::string_view(order.name));
    json.field("mail_class", std::string_view(order.mail_class));
    json.field("price_cents", order.price_cents);
    json.field("payment_method", std::string_view(order.payment_method)).end_object();
    return text;
}

}  // namespace

struct Orders::Contract {
    Uuid id;
    std::string whole;  // what was signed, opened

    std::optional<std::int64_t> price(std::string_view mail_class) const {
        boost::system::error_code wrong;
        const auto value = boost::json::parse(whole, wrong);
        if (wrong || !value.is_object()) return std::nullopt;
        const auto* prices = value.as_object().if_contains("prices");
        if (!prices || !prices->is_object()) return std::nullopt;
        const auto* cents = prices->as_object().if_contains(mail_class);
        if (!cents || !cents->is_int64()) return std::nullopt;
        return cents->as_int64();
    }
};

awaitable<Result<Orders::Contract>> Orders::contract(UserId user, const crypto::Key& key) {
    const auto now = parts_.clock.now();
    const auto since = iso(clocks::years_after(floor<days>(now), -contract_years));
    postgres::Parameters parameters;
    parameters.add(user).add(std::string_view(since));
    auto rows = co_await parts_.database.run(
        postgres::Identity::user(user), select_in_force, std::move(parameters)
    );
    if (!rows) co_return rows.error();
    for (std::size_t row = 0; row < rows->size(); ++row) {
        if (rows->text(row, 1) != "croa_contract") continue;
        const auto from = first_day(parse_iso_date(rows->text(row, 3)).value());
        if (now < opens_at(from)) {
            co_return Error{
                Failure::conflict,
                "mailings.too_early",
                "Nothing is mailed before your time to cancel the contract is over, on " +
                    iso(from) + "."};
        }
        Contract found{rows->uuid(row, 0), {}};
        postgres::Parameters which;
        which.add(user).add(found.id);
        auto paper = co_await parts_.database.run(
            postgres::Identity::user(user), select_signed, std::move(which)
        );
        if (!paper) co_return paper.error();
        auto whole = crypto::open_value(key, signature_place(user), paper->bytes(0, 5));
        if (!whole) co_return whole.error();
        found.whole = std::move(*whole);
        co_return found;
    }
    co_return Error{
        Failure::conflict,
        "mailings.papers_missing",
        "Read and sign the statement of your rights and the contract before we mail for you."};
}

awaitable<Result<MailingId>> Orders::order(
    UserId user, LetterId letter, MailOrder order, std::optional<Uuid> repeat
) {
    auto approved = co_await parts_.letters.approved(user, letter);
    if (!approved) co_return approved.error();
    if (auto refused = refusal(*approved, order)) co_return *refused;
    auto key = co_await users::user_key(parts_.keys, parts_.pool, user);
    if (!key) co_return key.error();
    auto agreed = co_await contract(user, *key);
    if (!agreed) co_return agreed.error();
    if (agreed->price(order.mail_class) != order.price_cents) {
        co_return Error{
            Failure::conflict, "mailings.price_changed", "The price is not the one that you saw."};
    }

    const auto now = parts_.clock.now();
    const MailingId made{runtime::new_uuid(parts_.clock)};
    const PaperId approval{runtime::new_uuid(parts_.clock)};
    const auto sealed = approval_json(order, *approved, approval);
    const auto name = to_string(made);
    // The day that has begun everywhere; the same reckoning as opens_at.
    const auto day = floor<days>(now - (opens_at(sys_days{}) - sys_days{}));
    const auto kept = clocks::years_after(floor<days>(now) + days{1}, kept_years);
    std::vector<postgres::Call> calls(6);
    calls[0].statement = &lock_orders;
    calls[0].parameters.add(user);
    calls[1].statement = &insert_order;
    calls[1].parameters.add(user).add(made).add(letter).add("outbox");
    calls[1].parameters.add(std::string_view(order.mail_class)).add(agreed->id);
    calls[1].parameters.add(std::string_view(iso(day))).add(parts_.terms.letters_max);
    calls[1].parameters.add(order.price_cents).add(std::string_view(to_rfc3339(now)));
    calls[2].statement = &require_order;
    calls[2].parameters.add(user).add(made);
    calls[3].statement = &insert_payment;
    calls[3].parameters.add(user).add(runtime::new_uuid(parts_.clock)).add(made);
    calls[3].parameters.add(parts_.payment).add(order.price_cents);
    calls[3].parameters.add(std::string_view("pay-" + name));
    jobs::OutboxEntry entry;
    entry.id = runtime::new_uuid(parts_.clock);
    entry.user = user;
    entry.kind = "mail";
    entry.provider = "outbox";
    entry.subject = made.value;
    entry.payload = crypto::seal_value(*key, payload_place(user), sealed);
    entry.key = "mail-" + name;
    calls[4] = jobs::enter_outbox(entry);
    calls[5].statement = &insert_signed;
    calls[5].parameters.add(user).add(approval).add("letter_approval").add("1");
    calls[5].parameters.add(std::string_view(to_rfc3339(now))).add_null();
    calls[5].parameters.add_bytes(crypto::seal_value(*key, signature_place(user), sealed));
    calls[5].parameters.add_bytes(approved->digest).add(std::string_view(iso(kept)));
    jobs::NewJob job{runtime::new_uuid(parts_.clock), mail_letter};
    job.arguments = "{\"mailing\":\"" + name + "\"}";
    job.user = user;
    job.unique_key = "mail-" + name;
    job.attempts_max = attempts_max;
    calls.push_back(jobs::enqueue(job));
    users::finish_repeat(calls, user, repeat, "/api/v1/mailings/" + name);
    auto rows = co_await parts_.database.run_all(postgres::Identity::user(user), std::move(calls));
    if (!rows) co_return not_ordered(rows.error());
    co_return made;
}

awaitable<Result<bool>> Orders::cancel(UserId user, MailingId id) {
    postgres::Parameters parameters;
    parameters.add(user).add(id);
    auto rows = co_await parts_.database.run(
        postgres::Identity::user(user), cancel_order, std::move(parameters)
    );
    if (!rows) co_return rows.error();
    if (!rows->empty()) co_return true;
    co_return Error{
        Failure::conflict, "mailings.on_its_way", "It is too late to stop this mailing."};
}

}  // namespace fairfile::mailings
