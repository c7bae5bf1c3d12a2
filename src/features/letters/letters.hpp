// Letters: written from templates and facts of the record, edited by the person, approved as one
// exact PDF and locked by its hash. Nothing is approved but by the person's own request that names
// the letter's version. Bodies are sealed with the person's key. Sending is features/mailings.
#pragma once

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "base/result.hpp"
#include "features/letters/guards.hpp"
#include "features/letters/letter_template.hpp"
#include "features/letters/letter_types.hpp"
#include "features/users/users.hpp"
#include "infra/blob/blob.hpp"
#include "infra/crypto/key_store.hpp"
#include "infra/http/http.hpp"
#include "infra/postgres/postgres.hpp"
#include "infra/runtime/runtime.hpp"

#include <boost/asio/awaitable.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fairfile::letters {

using boost::asio::awaitable;

/// `lines` without the name; the last one is "CITY, ST 12345-6789".
struct PostalAddress {
    std::string name;
    std::vector<std::string> lines;
};

/// One thing that a letter is about. `facts` are what the template prints of it: creditor,
/// account_number, fact, correction.
struct LetterItem {
    DisputeId dispute;
    std::string bureau;
    std::string item;  // what makes it the same item again: the account's hash or its id
    std::string reason;
    FactMap facts;
};

/// A letter to write. Facts come from the record or were confirmed by the person; whoever calls has
/// seen to that.
struct NewLetter {
    std::string type;
    std::optional<std::string> bureau;
    PostalAddress sender;
    std::optional<PostalAddress> addressee;  // for letters that do not go to a bureau
    FactMap facts;
    std::vector<LetterItem> items;
    std::vector<std::string> enclosures;
    Confirmations confirmed;
};

/// What the person does with a letter: new text, approval or withdrawal, of the version they saw.
struct LetterChange {
    std::int64_t version = 0;
    std::optional<std::string> text = std::nullopt;
    std::optional<std::string> status = std::nullopt;  // "approved" or "withdrawn"
    std::optional<std::string> digest =
        std::nullopt;  // hex; approval fails when the PDF is another
};

struct ApprovedLetter {
    LetterId id;
    UserId user;
    std::string type;
    std::optional<std::string> bureau;
    std::string status;  // approved, mailed, delivered or returned
    std::string digest;  // SHA-256 of `pdf`, 32 bytes: what the person approved
    std::string pdf;
    int pages = 0;
    PostalAddress sender;
    PostalAddress addressee;
};

enum class Mark { mailed, delivered, returned };
/// For the transaction that records the same of a mailing, as Identity::user or ::job. Moves only
/// forward: a letter that is not approved stays as it is.
postgres::Call mark_letter(UserId user, LetterId letter, Mark mark);

/// A paper that is no letter: headings and text, pages numbered. Takes milliseconds a page, so it
/// belongs into runtime::offload. Errors: "letters.unprintable", "letters.too_long" (200 pages).
struct Paper {
    struct Section {
        std::string heading;
        std::string text;
    };
    std::string title;
    std::vector<Section> sections;
};
Result<std::string> draw_paper(const Paper& paper);

/// Whose rights are used: a person's own request, or a job done for the person.
enum class ActAs : bool { person, job };

struct Parts {
    postgres::Database& database;
    blob::BlobStore& files;
    crypto::KeyStore& keys;
    runtime::CpuPool& pool;
    const users::UnitLimits& limits;
    const Clock& clock;
    ActAs act_as = ActAs::person;
};

struct LetterContent;
struct StoredLetter;

class Letters {
  public:
    explicit Letters(Parts parts) : parts_(parts) {}

    struct Page {
        std::string json;
        std::string version;
    };
    struct Drafted {
        LetterId id;
        std::string json;
    };
    /// Errors, all before anything is stored: "letters.unknown_type", "letters.too_many_items",
    /// "letters.missing_facts" (each named), "letters.unconfirmed_claim", "letters.frivolous",
    /// "letters.statement_too_long", those of the PDF, and "users.letters_used_up".
    awaitable<Result<Drafted>> draft(
        UserId user, NewLetter letter, std::optional<Uuid> repeat = std::nullopt
    );
    awaitable<Result<Page>> list(UserId user, std::optional<Uuid> after, std::int64_t limit);
    awaitable<Result<Page>> show(UserId user, LetterId id);
    awaitable<Result<std::string>> pdf(UserId user, LetterId id);
    /// "letters.version_conflict" when the letter changed since; "letters.locked" once approved.
    awaitable<Result<Page>> change(UserId user, LetterId id, LetterChange change);

    /// The letter that may be mailed. "letters.not_approved" (conflict) for drafts and withdrawn
    /// ones; "letters.damaged" (bug) when the stored PDF is not the approved one.
    awaitable<Result<ApprovedLetter>> approved(UserId user, LetterId id);

  private:
    awaitable<Result<StoredLetter>> load(UserId user, LetterId id);
    awaitable<Result<LetterContent>> compose(UserId user, const NewLetter& letter);
    awaitable<Result<std::string>> pdf_of(UserId user, const StoredLetter& letter);
    awaitable<Result<bool>> edit(UserId user, StoredLetter letter, LetterChange change);
    awaitable<Result<bool>> approve(UserId user, StoredLetter letter, LetterChange change);
    awaitable<Result<bool>> withdraw(UserId user, StoredLetter letter, LetterChange change);

    Parts parts_;
};

void add_routes(http::Router& router, Letters& letters);

std::vector<const postgres::Statement*> statements();

}  // namespace fairfile::letters
