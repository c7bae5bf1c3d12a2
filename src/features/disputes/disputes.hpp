// Disputes: one account at one to three bureaus, a status each, and the history of every change.
// Whoever writes a status gets history, hash chain and counts with it: triggers keep them in the
// writing transaction.
#pragma once

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "base/json_writer.hpp"
#include "base/result.hpp"
#include "features/disputes/answers.hpp"
#include "features/letters/letters.hpp"
#include "infra/crypto/key_store.hpp"
#include "infra/http/http.hpp"
#include "infra/postgres/postgres.hpp"
#include "infra/runtime/runtime.hpp"

#include <boost/asio/awaitable.hpp>

#include <optional>
#include <string>
#include <vector>

namespace fairfile::disputes {

using boost::asio::awaitable;

/// Rows of one person's disputes, a row a bureau, the bureaus of a dispute side by side. Columns
/// from `first_column`: id, bureau, report_id, tradeline_id, furnisher, account_last4, reason,
/// status, reinserted, status_changed_at, due_on, opened_at, mailed_on, delivered_on, clock, fact.
struct DisputeRows {
    const postgres::Rows& rows;
    std::size_t first_column = 0;
    std::size_t first_row = 0;
    std::size_t end_row = 0;
};

/// Appends the disputes as objects to the open array; gives how many there were.
std::size_t write_disputes(JsonWriter& json, const DisputeRows& rows);

/// By hand: tradelines and a reason. From findings: the tradelines they name, their facts as the
/// reason and their codes; tradelines given beside them choose among those.
struct NewDispute {
    std::vector<std::string> tradeline_ids = {};
    std::optional<std::string> reason = std::nullopt;
    std::vector<std::string> finding_ids = {};
    std::optional<std::string> reason_code = std::nullopt;
};

/// A letter to write about this dispute and, in the same letter, about others at the same bureau.
/// What is not given comes from the report; what is in neither is named in the refusal.
struct LetterRequest {
    std::string type = "dispute_611";
    std::optional<std::string> bureau;
    std::vector<std::string> with;  // ids of other disputes
    letters::PostalAddress sender;
    std::optional<letters::PostalAddress> recipient;
    letters::FactMap facts;  // as the templates name them; each given by the person
    std::optional<std::vector<std::string>> enclosures;
    letters::Confirmations confirmed;
    bool mortgage_application = false;
    bool despite_advice = false;
};

struct StatusChange {
    std::string bureau;
    std::string status;
    bool reinserted = false;
    std::optional<std::string> note;
};

struct DisputeFilter {
    std::optional<std::string> status;
    std::optional<std::string> bureau;
    std::optional<Uuid> after;
    std::int64_t limit = 50;
};

struct TimelineFilter {
    std::optional<std::string> after;
    std::int64_t limit = 50;
};

struct Parts {
    postgres::Database& database;
    letters::Letters& letters;
    crypto::KeyStore& keys;
    runtime::CpuPool& pool;
    const Clock& clock;
};

class Disputes {
  public:
    explicit Disputes(Parts parts) : parts_(parts) {}

    struct Page {
        std::string json;
        std::string version;
    };
    struct Opened {
        DisputeId id;
        std::string json;
    };
    awaitable<Result<Opened>> open(
        UserId user, NewDispute input, std::optional<Uuid> repeat = std::nullopt
    );
    awaitable<Result<Page>> list(UserId user, DisputeFilter filter);
    awaitable<Result<Page>> show(UserId user, DisputeId id);
    awaitable<Result<Page>> timeline(UserId user, DisputeId id, TimelineFilter filter);
    awaitable<Result<Page>> change_status(UserId user, DisputeId id, StatusChange change);

    /// "disputes.bureau_needed", "disputes.letter_not_yet" (a kind of letter before its time),
    /// "disputes.advised_against" unless the person goes on despite the advice, and those of
    /// Letters::draft.
    awaitable<Result<letters::Letters::Drafted>> write_letter(
        UserId user, DisputeId id, LetterRequest request, std::optional<Uuid> repeat = std::nullopt
    );

    /// The answer with the dispute as it is then. "disputes.answer_day" for a day before the letter
    /// or in the future; "disputes.status_refused" when it cannot follow what is known.
    awaitable<Result<std::string>> record_answer(
        UserId user, DisputeId id, TypedAnswer answer, std::optional<Uuid> repeat = std::nullopt
    );

    struct Binder {
        std::string json;
        std::string pdf;
    };
    awaitable<Result<Binder>> binder(UserId user, DisputeId id);

  private:
    Parts parts_;
};

/// For the transaction that records the same of a mailing, as Identity::user or ::job, after
/// letters::mark_letter. Delivery starts the clock; without it none runs.
std::vector<postgres::Call> letter_mailed(
    UserId user, LetterId letter, std::chrono::sys_days mailed_on
);
std::vector<postgres::Call> letter_delivered(
    UserId user, LetterId letter, std::chrono::sys_days delivered_on
);

/// Moves what has run out to `expired`: one bounded batch, for the worker's schedule. Gives how
/// many it moved; legal to repeat and to run twice at once.
awaitable<Result<std::size_t>> expire_disputes(postgres::Database& database, const Clock& clock);

void add_routes(http::Router& router, Disputes& disputes);

std::vector<const postgres::Statement*> statements();

}  // namespace fairfile::disputes
