// From facts to a draft: nothing is stored unless everything is there, may be said and can be
// printed.
#include "base/dates.hpp"
#include "base/json_writer.hpp"
#include "base/text.hpp"
#include "features/letters/letter_content.hpp"
#include "features/letters/letter_pdf.hpp"
#include "features/letters/letter_store.hpp"
#include "features/letters/places.hpp"
#include "features/letters/stored_letter.hpp"
#include "features/users/users.hpp"
#include "infra/crypto/digest.hpp"
#include "infra/crypto/encoding.hpp"
#include "infra/crypto/seal.hpp"

#include <boost/json.hpp>

namespace fairfile::letters {

namespace {

std::string written_date(std::chrono::system_clock::time_point now) {
    return in_words(to_date(std::chrono::floor<std::chrono::days>(now)));
}

Error missing_facts(const std::vector<std::string>& names) {
    Error error{
        Failure::invalid,
        "letters.missing_facts",
        "This letter needs facts that are neither in your report nor given by you."};
    for (const auto& name : names) error.fields.push_back({name, "is needed by this letter"});
    return error;
}

std::optional<Error> wrong_kind(const NewLetter& letter) {
    const auto* type = find_letter_type(letter.type);
    if (!type) {
        return Error{Failure::invalid, "letters.unknown_type", "There is no such kind of letter."};
    }
    if (letter.items.size() > std::max<std::size_t>(type->items_max, 1)) {
        return Error{
            Failure::invalid,
            "letters.too_many_items",
            "This kind of letter may name " + std::to_string(type->items_max) +
                " items. Write another letter for the rest."};
    }
    const auto statement = letter.facts.find("statement");
    const bool is_long =
        statement != letter.facts.end() && word_count(statement->second) > statement_words_max;
    if (letter.type == "statement_100" && is_long) {
        return Error{
            Failure::invalid,
            "letters.statement_too_long",
            "The statement may have 100 words, not more."};
    }
    if (letter.type == "block_605b" && !letter.confirmed.is_identity_theft()) {
        return unconfirmed_claim("identity theft", {});
    }
    return std::nullopt;
}

/// Item numbers are the letter's own; everything else was handed in.
Facts facts_of(const NewLetter& letter) {
    Facts facts{letter.facts, {}};
    for (const auto& item : letter.items) {
        facts.items.push_back(item.facts);
        facts.items.back()["number"] = std::to_string(facts.items.size());
    }
    return facts;
}

std::string fact(const FactMap& facts, std::string_view name) {
    const auto entry = facts.find(name);
    return entry == facts.end() ? std::string() : entry->second;
}

std::string hash_of(UserId user, const NewLetter& letter, const LetterItem& item) {
    const auto addressee = letter.addressee ? letter.addressee->name : item.bureau;
    const auto said = fact(item.facts, "fact") + "\n" + fact(letter.facts, "explanation");
    const auto news = fact(letter.facts, "new_information");
    const auto hash = guard_hash(
        {user, addressee, item.item, letter.type + " " + item.reason, said, news, letter.enclosures}
    );
    return crypto::to_hex(crypto::view(hash));
}

std::string dispute_rows(UserId user, const NewLetter& letter) {
    const auto* type = find_letter_type(letter.type);
    std::string text;
    JsonWriter json(text);
    json.begin_array();
    int position = 0;
    for (const auto& item : letter.items) {
        json.begin_object().field("dispute_id", std::string_view(to_string(item.dispute)));
        json.field("bureau", std::string_view(item.bureau)).field("position", ++position);
        json.key("guard_hash");
        if (type->is_dispute) {
            json.value(std::string_view(hash_of(user, letter, item)));
        } else {
            json.null();
        }
        json.end_object();
    }
    json.end_array();
    return text;
}

std::string hash_array(UserId user, const NewLetter& letter) {
    std::string array = "{";
    if (find_letter_type(letter.type)->is_dispute) {
        for (const auto& item : letter.items) {
            if (array.size() > 1) array += ',';
            array += "\"\\\\x" + hash_of(user, letter, item) + '"';
        }
    }
    return array + "}";
}

Error frivolous(std::string_view day) {
    return {
        Failure::conflict,
        "letters.frivolous",
        "You approved a letter that says the same on " + std::string(day) +
            ". A bureau may dismiss a repeated dispute (15 USC 1681i(a)(3)). Name what is new in"
            " new_information, or add a document."};
}

std::string summary_of(const NewLetter& letter, const LetterContent& content) {
    constexpr std::size_t summary_max = 290;
    auto text = std::string(find_letter_type(letter.type)->title) + " to " + content.addressee.name;
    for (const auto& item : letter.items) text += "; " + fact(item.facts, "creditor");
    if (text.size() <= summary_max) return text;
    auto cut = summary_max;
    while ((static_cast<unsigned char>(text[cut]) & 0xC0U) == 0x80U) --cut;
    return text.substr(0, cut);
}

std::string enclosure_json(const std::vector<std::string>& enclosures) {
    std::string text;
    JsonWriter json(text);
    json.begin_array();
    for (const auto& enclosure : enclosures) json.value(std::string_view(enclosure));
    json.end_array();
    return text;
}

PostalAddress address_from(std::string_view lines) {
    PostalAddress address;
    const auto list = boost::json::parse(lines);
    for (const auto& line : list.as_array()) {
        if (address.name.empty()) {
            address.name = line.as_string();
        } else {
            address.lines.emplace_back(line.as_string());
        }
    }
    return address;
}

/// The addressee: from the table for bureaus, else as the person gave it.
Result<bool> address_to(
    LetterContent& content, const NewLetter& letter, const postgres::Rows& rows
) {
    if (find_letter_type(letter.type)->recipient != Recipient::bureau) {
        if (!letter.addressee) return missing_facts({"recipient_name", "recipient_address"});
        content.addressee = *letter.addressee;
        content.addressee_source = "as given by you";
        return true;
    }
    if (rows.empty()) return missing_facts({"bureau"});
    content.addressee = address_from(rows.text(0, 0));
    content.addressee_source =
        std::string(rows.text(0, 1)) + ", last checked " + std::string(rows.text(0, 2));
    return true;
}

}  // namespace

awaitable<Result<LetterContent>> Letters::compose(UserId user, const NewLetter& letter) {
    std::vector<postgres::Call> calls(3);
    calls[0].statement = &select_template;
    calls[0].parameters.add(std::string_view(letter.type));
    calls[1].statement = &select_address;
    calls[1].parameters.add(letter.bureau).add("dispute");
    calls[2].statement = &select_repeated;
    calls[2].parameters.add(user).add(std::string_view(hash_array(user, letter)));
    auto rows = co_await parts_.database.run_all(postgres::Identity::user(user), std::move(calls));
    if (!rows) co_return rows.error();
    if ((*rows)[0].empty()) {
        co_return Error{
            Failure::invalid, "letters.unknown_type", "There is no such kind of letter."};
    }
    if (!(*rows)[2].empty()) co_return frivolous((*rows)[2].text(0, 0));

    LetterContent content;
    auto facts = facts_of(letter);
    auto addressed = address_to(content, letter, (*rows)[1]);
    if (!addressed) co_return addressed.error();
    facts.values["addressee"] = content.addressee.name;
    auto rendered = render((*rows)[0].text(0, 2), facts);
    if (!rendered) co_return rendered.error();
    if (letter.sender.name.empty()) rendered->missing.insert(rendered->missing.begin(), "name");
    if (letter.sender.lines.empty()) rendered->missing.emplace_back("address");
    if (!rendered->missing.empty()) co_return missing_facts(rendered->missing);
    content.template_version = static_cast<int>((*rows)[0].integer(0, 0));
    content.subject = std::string((*rows)[0].text(0, 1));
    content.sender = letter.sender;
    content.dated = written_date(parts_.clock.now());
    content.composed = std::string(trim(rendered->text));
    content.text = content.composed;
    content.enclosures = letter.enclosures;
    content.grounds = grounds_of(letter.confirmed);
    if (auto refused = unconfirmed_claim(content.text, content.grounds)) co_return *refused;
    co_return content;
}

awaitable<Result<Letters::Drafted>> Letters::draft(
    UserId user, NewLetter letter, std::optional<Uuid> repeat
) {
    if (auto wrong = wrong_kind(letter)) co_return std::move(*wrong);
    auto content = co_await compose(user, letter);
    if (!content) co_return content.error();
    auto draw = [copy = *content] { return draw_pdf(copy); };
    auto drawn = co_await runtime::offload(parts_.pool, std::move(draw));
    if (!drawn) co_return drawn.error();
    auto key = co_await users::user_key(parts_.keys, parts_.pool, user);
    if (!key) co_return key.error();

    const LetterId id{runtime::new_uuid(parts_.clock)};
    const auto sealed = crypto::seal_value(*key, body_place(user), to_json(*content));
    std::vector<postgres::Call> calls(2);
    calls[0].statement = &insert_letter;
    auto& row = calls[0].parameters;
    row.add(user).add(id).add(std::string_view(letter.type)).add(content->template_version);
    row.add(letter.bureau).add(std::string_view(content->addressee.name));
    row.add(std::string_view(summary_of(letter, *content))).add_bytes(sealed);
    row.add(std::string_view(enclosure_json(content->enclosures)));
    calls[1].statement = &insert_letter_disputes;
    calls[1].parameters.add(user).add(id).add(std::string_view(dispute_rows(user, letter)));
    calls.insert(calls.begin(), users::take_unit(user, users::Unit::letters, parts_.limits));
    users::finish_repeat(calls, user, repeat, "/api/v1/letters/" + to_string(id));
    auto rows = co_await parts_.database.run_all(postgres::Identity::user(user), std::move(calls));
    if (!rows) co_return users::unit_error(rows.error(), users::Unit::letters);

    auto page = co_await show(user, id);
    if (!page) co_return page.error();
    co_return Drafted{id, std::move(page->json)};
}

}  // namespace fairfile::letters
