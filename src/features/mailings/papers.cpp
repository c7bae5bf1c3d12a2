#include "features/mailings/papers.hpp"

#include "base/dates.hpp"
#include "base/json_writer.hpp"
#include "features/clocks/clocks.hpp"
#include "features/mailings/order_store.hpp"
#include "features/mailings/paper_store.hpp"
#include "features/mailings/paper_text.hpp"
#include "features/users/users.hpp"
#include "infra/crypto/digest.hpp"
#include "infra/crypto/encoding.hpp"
#include "infra/postgres/timestamps.hpp"

namespace fairfile::mailings {

namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::sys_days;
using std::chrono::system_clock;

constexpr std::string_view disclosure = "croa_disclosure";
constexpr std::string_view contract = "croa_contract";
// What the contract says of itself.
constexpr int contract_years = 1;
constexpr int kept_years = 2;  // 15 USC 1679c(c)

Error not_found() {
    return {Failure::missing, "http.not_found", "There is nothing at this address."};
}

std::string iso(sys_days day) {
    return to_string(to_date(day));
}

std::string contracts_since(system_clock::time_point now) {
    return iso(clocks::years_after(floor<days>(now), -contract_years));
}

std::vector<PaperText> texts_of(
    const postgres::Rows& rows, const ServiceTerms& terms, system_clock::time_point now
) {
    std::vector<PaperText> papers;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        PaperText paper{
            std::string(rows.text(row, 0)),
            std::string(rows.text(row, 1)),
            std::string(rows.text(row, 2)),
            std::string(rows.text(row, 3)),
            std::string(rows.text(row, 4)),
            std::string(rows.text(row, 5))};
        fill_in(paper, terms, now);
        papers.push_back(std::move(paper));
    }
    return papers;
}

/// The newest of that kind among select_in_force's rows.
std::optional<std::size_t> newest(const postgres::Rows& rows, std::string_view kind) {
    for (std::size_t row = 0; row < rows.size(); ++row) {
        if (rows.text(row, 1) == kind) return row;
    }
    return std::nullopt;
}

sys_days services_from(const postgres::Rows& rows, std::size_t row) {
    return first_day(parse_iso_date(rows.text(row, 3)).value());
}

void write_signed(JsonWriter& json, const postgres::Rows& rows, std::optional<std::size_t> row) {
    if (!row) {
        json.null();
        return;
    }
    json.begin_object().field("id", rows.text(*row, 0));
    json.field("signed_at", std::string_view(postgres::to_rfc3339(rows.text(*row, 2))));
    json.key("cancel_by");
    if (rows.is_null(*row, 3)) {
        json.null();
    } else {
        json.value(std::string_view(iso(services_from(rows, *row) - days{1})));
    }
    json.end_object();
}

std::string_view name_of(Standing standing) {
    switch (standing) {
        case Standing::waiting:
            return "waiting";
        case Standing::open:
            return "open";
        case Standing::used_up:
            return "used_up";
        case Standing::unsigned_:
            break;
    }
    return "unsigned";
}

/// What is kept of a signature, opened only for the person or the law.
std::string sealed_json(const Signing& signing, const PaperText& paper, const ServiceTerms& terms) {
    std::string text;
    JsonWriter json(text);
    json.begin_object().field("name", std::string_view(signing.name));
    json.field("title", std::string_view(paper.title));
    json.field("text", std::string_view(paper.text));
    json.field("attachment", std::string_view(paper.attachment));
    json.key("prices").begin_object();
    for (std::size_t index = 0; index < mail_classes.size(); ++index) {
        json.field(mail_classes[index].id, terms.prices[index]);
    }
    json.end_object().field("letters_max", terms.letters_max).end_object();
    return text;
}

std::optional<Error> refusal(const Signing& signing, const postgres::Rows& in_force) {
    if (newest(in_force, signing.kind)) {
        return Error{Failure::conflict, "papers.signed", "You have signed this paper already."};
    }
    if (signing.kind == contract && !newest(in_force, disclosure)) {
        return Error{
            Failure::conflict,
            "papers.rights_first",
            "Read and sign the statement of your rights before the contract."};
    }
    return std::nullopt;
}

}  // namespace

awaitable<Result<std::string>> Papers::list(UserId user) {
    const auto now = parts_.clock.now();
    const auto since = contracts_since(now);
    std::vector<postgres::Call> calls(2);
    calls[0].statement = &select_texts;
    calls[1].statement = &select_in_force;
    calls[1].parameters.add(user).add(std::string_view(since));
    auto rows = co_await parts_.database.run_all(postgres::Identity::user(user), std::move(calls));
    if (!rows) co_return rows.error();
    const auto& in_force = (*rows)[1];
    const auto signed_row = newest(in_force, contract);
    auto standing = Standing::unsigned_;
    std::optional<std::int64_t> left;
    std::optional<std::string> opens;
    if (signed_row) {
        postgres::Parameters parameters;
        parameters.add(user).add(in_force.text(*signed_row, 2));
        auto count = co_await parts_.database.run(
            postgres::Identity::user(user), count_mailed, std::move(parameters)
        );
        if (!count) co_return count.error();
        left = std::max<std::int64_t>(0, parts_.terms.letters_max - count->integer(0, 0));
        const auto opening = opens_at(services_from(in_force, *signed_row));
        opens = to_rfc3339(opening);
        standing = now < opening ? Standing::waiting
                   : *left == 0  ? Standing::used_up
                                 : Standing::open;
    }

    std::string text;
    JsonWriter json(text);
    json.begin_object().field("standing", name_of(standing)).field("opens_at", opens);
    json.field("letters_left", left).key("prices").begin_array();
    for (std::size_t index = 0; index < mail_classes.size(); ++index) {
        json.begin_object().field("mail_class", mail_classes[index].id);
        json.field("title", mail_classes[index].title);
        json.field("cents", parts_.terms.prices[index]).end_object();
    }
    json.end_array().key("papers").begin_array();
    for (const auto& paper : texts_of((*rows)[0], parts_.terms, now)) {
        json.begin_object().field("kind", std::string_view(paper.kind));
        json.field("version", std::string_view(paper.version));
        json.field("title", std::string_view(paper.title));
        json.field("law", std::string_view(paper.law));
        json.field("text", std::string_view(paper.text));
        json.field("attachment", std::string_view(paper.attachment));
        json.field("digest", std::string_view(paper.digest())).key("signed");
        write_signed(json, in_force, newest(in_force, paper.kind));
        json.end_object();
    }
    json.end_array().end_object();
    co_return text;
}

awaitable<Result<Papers::Signed>> Papers::sign(
    UserId user, Signing signing, std::optional<Uuid> repeat
) {
    const auto now = parts_.clock.now();
    const auto since = contracts_since(now);
    std::vector<postgres::Call> reading(2);
    reading[0].statement = &select_texts;
    reading[1].statement = &select_in_force;
    reading[1].parameters.add(user).add(std::string_view(since));
    auto rows =
        co_await parts_.database.run_all(postgres::Identity::user(user), std::move(reading));
    if (!rows) co_return rows.error();
    const auto papers = texts_of((*rows)[0], parts_.terms, now);
    const auto paper = std::find_if(papers.begin(), papers.end(), [&](const PaperText& one) {
        return one.kind == signing.kind;
    });
    if (paper == papers.end()) {
        co_return Error{Failure::missing, "papers.unknown", "There is no such paper to sign."};
    }
    if (auto refused = refusal(signing, (*rows)[1])) co_return *refused;
    if (paper->digest() != signing.digest) {
        co_return Error{
            Failure::conflict,
            "papers.changed",
            "The paper is not the one that you read. Please read it again."};
    }
    auto key = co_await users::user_key(parts_.keys, parts_.pool, user);
    if (!key) co_return key.error();

    const PaperId made{runtime::new_uuid(parts_.clock)};
    const auto kept = iso(clocks::years_after(floor<days>(now) + days{1}, kept_years));
    std::vector<postgres::Call> calls(1);
    calls[0].statement = &insert_signed;
    auto& parameters = calls[0].parameters;
    parameters.add(user).add(made).add(std::string_view(paper->kind));
    parameters.add(std::string_view(paper->version)).add(std::string_view(to_rfc3339(now)));
    if (signing.kind == contract) {
        parameters.add(std::string_view(iso(last_day_to_cancel(now) + days{1})));
    } else {
        parameters.add_null();
    }
    const auto whole = sealed_json(signing, *paper, parts_.terms);
    parameters.add_bytes(crypto::seal_value(*key, signature_place(user), whole));
    parameters.add_bytes(crypto::from_hex(signing.digest).value()).add(std::string_view(kept));
    users::finish_repeat(calls, user, repeat, "/api/v1/papers/" + to_string(made));
    auto done = co_await parts_.database.run_all(postgres::Identity::user(user), std::move(calls));
    if (!done) co_return done.error();

    auto shown = co_await show(user, made);
    if (!shown) co_return shown.error();
    Signed result{made, std::move(*shown)};
    co_return result;
}

awaitable<Result<std::string>> Papers::show(UserId user, PaperId id) {
    postgres::Parameters parameters;
    parameters.add(user).add(id);
    auto rows = co_await parts_.database.run(
        postgres::Identity::user(user), select_signed, std::move(parameters)
    );
    if (!rows) co_return rows.error();
    if (rows->empty()) co_return not_found();
    auto key = co_await users::user_key(parts_.keys, parts_.pool, user);
    if (!key) co_return key.error();
    auto whole = crypto::open_value(*key, signature_place(user), rows->bytes(0, 5));
    if (!whole) co_return whole.error();

    std::string text;
    JsonWriter json(text);
    json.begin_object().field("id", std::string_view(to_string(id)));
    json.field("kind", rows->text(0, 0)).field("version", rows->text(0, 1));
    json.field("signed_at", std::string_view(postgres::to_rfc3339(rows->text(0, 2))));
    json.key("cancel_by");
    if (rows->is_null(0, 3)) {
        json.null();
    } else {
        json.value(std::string_view(iso(services_from(*rows, 0) - days{1})));
    }
    auto cancelled = rows->maybe_text(0, 4);
    if (cancelled) cancelled = postgres::to_rfc3339(*cancelled);
    json.field("cancelled_at", cancelled);
    json.field("digest", std::string_view(crypto::to_hex(rows->bytes(0, 6))));
    json.key("signature").raw(*whole).end_object();
    co_return text;
}

awaitable<Result<std::string>> Papers::cancel(UserId user, PaperId id) {
    postgres::Parameters parameters;
    parameters.add(user).add(id);
    auto rows = co_await parts_.database.run(
        postgres::Identity::user(user), select_signed, std::move(parameters)
    );
    if (!rows) co_return rows.error();
    if (rows->empty()) co_return not_found();
    if (rows->text(0, 0) != contract) {
        co_return Error{
            Failure::conflict, "papers.not_a_contract", "Only a contract can be cancelled."};
    }
    postgres::Parameters ending;
    ending.add(user).add(std::string_view(to_rfc3339(parts_.clock.now())));
    std::vector<postgres::Call> calls;
    calls.push_back({&cancel_contracts, std::move(ending)});
    calls.push_back({&cancel_orders});
    calls.back().parameters.add(user);
    auto done = co_await parts_.database.run_all(postgres::Identity::user(user), std::move(calls));
    if (!done) co_return done.error();
    co_return co_await show(user, id);
}

}  // namespace fairfile::mailings
