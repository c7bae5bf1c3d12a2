#include "features/letters/letters.hpp"

#include "features/letters/letter_pdf.hpp"
#include "features/letters/letter_store.hpp"
#include "features/letters/places.hpp"
#include "features/letters/stored_letter.hpp"
#include "infra/crypto/digest.hpp"
#include "infra/crypto/encoding.hpp"
#include "infra/crypto/seal.hpp"

namespace fairfile::letters {

namespace {

enum Column : std::size_t { bureau = 2, body_sealed = 10, body_digest = 11, pdf_object = 12 };

Error not_found() {
    return {Failure::missing, "http.not_found", "There is nothing at this address."};
}

Error damaged(std::string detail) {
    return {Failure::bug, "letters.damaged", "This letter cannot be opened.", std::move(detail)};
}

std::string list_json(const postgres::Rows& rows, std::int64_t limit) {
    const auto shown = std::min(rows.size(), static_cast<std::size_t>(limit));
    std::string text;
    JsonWriter json(text);
    json.begin_object().key("items").begin_array();
    for (std::size_t row = 0; row < shown; ++row) {
        json.begin_object();
        write_listed(json, rows, row);
        json.end_object();
    }
    json.end_array().key("next_cursor");
    if (rows.size() > shown) {
        json.value(rows.text(shown - 1, 0));
    } else {
        json.null();
    }
    json.end_object();
    return text;
}

std::string version_of(const postgres::Rows& rows) {
    return rows.empty() ? std::string("0") : std::string(rows.text(0, 0));
}

}  // namespace

awaitable<Result<Letters::Page>> Letters::list(
    UserId user, std::optional<Uuid> after, std::int64_t limit
) {
    std::vector<postgres::Call> calls(2);
    calls[0].statement = &letter_data_version;
    calls[0].parameters.add(user);
    calls[1].statement = &select_letters;
    calls[1].parameters.add(user).add(after).add(limit + 1);
    auto rows = co_await parts_.database.run_all(postgres::Identity::user(user), std::move(calls));
    if (!rows) co_return rows.error();
    co_return Page{list_json((*rows)[1], limit), version_of((*rows)[0])};
}

awaitable<Result<Letters::Page>> Letters::show(UserId user, LetterId id) {
    auto letter = co_await load(user, id);
    if (!letter) co_return letter.error();
    auto draw = [copy = letter->content] { return draw_pdf(copy); };
    auto drawn = co_await runtime::offload(parts_.pool, std::move(draw));
    if (!drawn) co_return drawn.error();

    Drawn now{{}, drawn->pages};
    now.digest = crypto::to_hex(
        letter->is_locked() ? letter->rows.bytes(0, body_digest)
                            : std::string(crypto::view(crypto::sha256(drawn->bytes)))
    );
    co_return Page{letter_json(*letter, now), letter->data_version};
}

awaitable<Result<std::string>> Letters::pdf(UserId user, LetterId id) {
    auto letter = co_await load(user, id);
    if (!letter) co_return letter.error();
    co_return co_await pdf_of(user, *letter);
}

awaitable<Result<ApprovedLetter>> Letters::approved(UserId user, LetterId id) {
    auto letter = co_await load(user, id);
    if (!letter) co_return letter.error();
    if (!letter->is_locked()) {
        co_return Error{
            Failure::conflict,
            "letters.not_approved",
            "Only a letter that you have approved can be mailed."};
    }
    auto bytes = co_await pdf_of(user, *letter);
    if (!bytes) co_return bytes.error();
    auto draw = [copy = letter->content] { return draw_pdf(copy); };
    auto drawn = co_await runtime::offload(parts_.pool, std::move(draw));
    if (!drawn) co_return drawn.error();

    co_return ApprovedLetter{
        id,
        user,
        std::string(letter->type()),
        letter->rows.maybe_text(0, bureau),
        std::string(letter->status()),
        letter->rows.bytes(0, body_digest),
        std::move(*bytes),
        drawn->pages,
        letter->content.sender,
        letter->content.addressee};
}

/// What was approved, checked against its digest; else as the letter is now.
awaitable<Result<std::string>> Letters::pdf_of(UserId user, const StoredLetter& letter) {
    if (!letter.is_locked()) {
        auto draw = [copy = letter.content] { return draw_pdf(copy); };
        auto drawn = co_await runtime::offload(parts_.pool, std::move(draw));
        if (!drawn) co_return drawn.error();
        co_return std::move(drawn->bytes);
    }
    if (letter.rows.is_null(0, pdf_object)) co_return damaged("no object");
    const blob::BlobOwner owner{user};
    const blob::BlobId object{letter.rows.uuid(0, pdf_object)};
    auto bytes = co_await parts_.files.get(owner, object);
    if (!bytes) co_return bytes.error();
    const auto digest = crypto::sha256(*bytes);
    if (crypto::view(digest) != letter.rows.bytes(0, body_digest)) co_return damaged("digest");
    co_return std::move(*bytes);
}

awaitable<Result<StoredLetter>> Letters::load(UserId user, LetterId id) {
    std::vector<postgres::Call> calls(3);
    calls[0].statement = &letter_data_version;
    calls[0].parameters.add(user);
    calls[1].statement = &select_letter;
    calls[1].parameters.add(user).add(id);
    calls[2].statement = &select_letter_items;
    calls[2].parameters.add(user).add(id);
    const auto identity = parts_.act_as == ActAs::job ? postgres::Identity::job(user)
                                                      : postgres::Identity::user(user);
    auto rows = co_await parts_.database.run_all(identity, std::move(calls));
    if (!rows) co_return rows.error();
    if ((*rows)[1].empty()) co_return not_found();
    auto key = co_await users::user_key(parts_.keys, parts_.pool, user);
    if (!key) co_return key.error();

    auto opened = crypto::open_value(*key, body_place(user), (*rows)[1].bytes(0, body_sealed));
    if (!opened) co_return opened.error();
    auto content = content_from_json(*opened);
    if (!content) co_return content.error();
    co_return StoredLetter{
        id,
        std::move((*rows)[1]),
        std::move((*rows)[2]),
        version_of((*rows)[0]),
        std::move(*content)};
}

}  // namespace fairfile::letters
