// What a person does with a draft. Every change names the version that they saw.
#include "base/text.hpp"
#include "features/letters/letter_pdf.hpp"
#include "features/letters/letter_store.hpp"
#include "features/letters/places.hpp"
#include "features/letters/stored_letter.hpp"
#include "infra/crypto/digest.hpp"
#include "infra/crypto/encoding.hpp"
#include "infra/crypto/seal.hpp"

namespace fairfile::letters {

namespace {

Error version_conflict() {
    return {
        Failure::conflict,
        "letters.version_conflict",
        "The letter has changed since you saw it. Look at it again."};
}

Error locked() {
    return {
        Failure::conflict,
        "letters.locked",
        "This letter is approved or withdrawn and cannot be changed. Write a new one."};
}

}  // namespace

awaitable<Result<Letters::Page>> Letters::change(UserId user, LetterId id, LetterChange change) {
    auto letter = co_await load(user, id);
    if (!letter) co_return letter.error();
    if (!letter->is_draft()) co_return locked();
    if (letter->version() != change.version) co_return version_conflict();

    auto done = Result<bool>(true);
    if (change.text) {
        done = co_await edit(user, std::move(*letter), std::move(change));
    } else if (change.status == "approved") {
        done = co_await approve(user, std::move(*letter), std::move(change));
    } else {
        done = co_await withdraw(user, std::move(*letter), std::move(change));
    }
    if (!done) co_return done.error();
    co_return co_await show(user, id);
}

awaitable<Result<bool>> Letters::edit(UserId user, StoredLetter letter, LetterChange change) {
    auto& content = letter.content;
    content.text = std::move(*change.text);
    if (auto refused = unconfirmed_claim(content.text, content.grounds)) co_return *refused;
    auto draw = [copy = content] { return draw_pdf(copy); };
    auto drawn = co_await runtime::offload(parts_.pool, std::move(draw));
    if (!drawn) co_return drawn.error();
    auto key = co_await users::user_key(parts_.keys, parts_.pool, user);
    if (!key) co_return key.error();

    postgres::Parameters parameters;
    parameters.add(user).add(letter.id).add(change.version);
    parameters.add_bytes(crypto::seal_value(*key, body_place(user), to_json(content)));
    auto rows = co_await parts_.database.run(
        postgres::Identity::user(user), update_text, std::move(parameters)
    );
    if (!rows) co_return rows.error();
    if (rows->empty()) co_return version_conflict();
    co_return true;
}

// The PDF is stored before the transaction and removed when that fails, as with uploads.
awaitable<Result<bool>> Letters::approve(UserId user, StoredLetter letter, LetterChange change) {
    const auto& content = letter.content;
    if (auto refused = unconfirmed_claim(content.text, content.grounds)) co_return *refused;
    auto draw = [copy = content] { return draw_pdf(copy); };
    auto drawn = co_await runtime::offload(parts_.pool, std::move(draw));
    if (!drawn) co_return drawn.error();
    const auto digest = crypto::sha256(drawn->bytes);
    const auto seen = change.digest.value_or(crypto::to_hex(crypto::view(digest)));
    if (to_lower(seen) != crypto::to_hex(crypto::view(digest))) co_return version_conflict();

    const blob::BlobOwner owner{user};
    const auto size = static_cast<std::int64_t>(drawn->bytes.size());
    auto object = co_await parts_.files.put(owner, std::move(drawn->bytes));
    if (!object) co_return object.error();
    std::vector<postgres::Call> calls(3);
    calls[0].statement = &lock_approvals;
    calls[0].parameters.add(user);
    calls[1].statement = &record_pdf;
    calls[1].parameters.add(user).add(object->value).add(size).add_bytes(crypto::view(digest));
    calls[2].statement = &approve_letter;
    calls[2].parameters.add(user).add(letter.id).add(change.version);
    calls[2].parameters.add_bytes(crypto::view(digest)).add(object->value);
    auto rows = co_await parts_.database.run_all(postgres::Identity::user(user), std::move(calls));
    if (rows && !(*rows)[2].empty()) co_return true;

    // Unless the outcome is unknown: then the row may be there and needs its file.
    if (rows || rows.error().code != "postgres.unavailable") {
        auto removed = co_await parts_.files.remove(*object);
        if (!removed) co_return removed.error();
    }
    if (!rows) co_return rows.error();
    co_return Error{
        Failure::conflict,
        "letters.frivolous",
        "The letter changed meanwhile, or another approved letter says the same."};
}

awaitable<Result<bool>> Letters::withdraw(UserId user, StoredLetter letter, LetterChange change) {
    postgres::Parameters parameters;
    parameters.add(user).add(letter.id).add(change.version);
    auto rows = co_await parts_.database.run(
        postgres::Identity::user(user), withdraw_letter, std::move(parameters)
    );
    if (!rows) co_return rows.error();
    if (rows->empty()) co_return version_conflict();
    co_return true;
}

}  // namespace fairfile::letters
