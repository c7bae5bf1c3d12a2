// The facts read from credit reports, as rows: tradelines with their evidence, public records,
// inquiries, the people named in a report, findings. Writing replaces a report's facts as a whole
// and is safe to repeat; reading is by the owner only. What identifies a person is sealed with the
// person's own key before it reaches the database.
#pragma once

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "base/result.hpp"
#include "features/reading/reading.hpp"
#include "infra/crypto/key.hpp"
#include "infra/crypto/key_store.hpp"
#include "infra/http/http.hpp"
#include "infra/postgres/postgres.hpp"
#include "infra/runtime/runtime.hpp"

#include <boost/asio/awaitable.hpp>

#include <optional>
#include <string>
#include <vector>

namespace fairfile::tradelines {

using boost::asio::awaitable;

/// Size of a page in points, so that a box can be drawn over its picture. Index 0 is page 1.
struct PageSize {
    double width = 612;
    double height = 792;
};

struct ReportFacts {
    UserId user;
    ReportId report;
    const reading::CreditReport* content = nullptr;
    std::vector<PageSize> pages;
};

/// The person's own key seals; the matching key makes the keyed hash by which the same account is
/// found again in another report.
struct FactKeys {
    crypto::Key user_key;
    crypto::Key matching_key;
};

/// Calls that replace what is stored of a report. They run as Identity::job in the caller's
/// transaction.
std::vector<postgres::Call> replace_facts(
    const ReportFacts& facts, const FactKeys& keys, const Clock& clock
);

/// A report as it is stored, with the ids of its rows in the same order, and the person's data
/// version that it was seen at.
struct StoredReport {
    reading::CreditReport content;
    std::vector<std::string> tradeline_ids;
    std::vector<std::string> public_record_ids;
    std::int64_t version = 0;
};

/// A value of one tradeline that the person gave.
struct AnsweredValue {
    UserId user;
    ReportId report;
    std::size_t tradeline = 0;
    std::string_view field;
};

/// Calls that write the answered tradeline and all findings of its report, which `stored` holds
/// already. They run as Identity::job in the caller's transaction, which is refused ("data changed
/// meanwhile") unless everything is still as it was seen.
std::vector<postgres::Call> write_answer(
    const AnsweredValue& answer,
    const StoredReport& stored,
    const FactKeys& keys,
    const Clock& clock
);

/// What a person asks of the list. Unset means all.
struct TradelineFilter {
    std::optional<std::string> bureau;
    std::optional<bool> is_negative;
    std::optional<bool> is_disputable;
    std::optional<Uuid> report;
    std::optional<Uuid> after;
    std::int64_t limit = 50;
};

/// The slice's object. Answers are JSON text, built from rows without a tree in between.
class Tradelines {
  public:
    Tradelines(postgres::Database& database, crypto::KeyStore& keys, runtime::CpuPool& pool);

    struct Page {
        std::string json;
        std::string version;  // the person's data version, for the ETag
    };
    awaitable<Result<Page>> list(UserId user, TradelineFilter filter);
    awaitable<Result<Page>> show(UserId user, TradelineId id);
    /// One row an account, a column a bureau; of one report, by default the newest that was read.
    awaitable<Result<Page>> accounts(UserId user, std::optional<Uuid> report);

    /// The facts of a report that are not tradelines, as members of an open JSON object: consumer,
    /// public_records, inquiries, findings.
    awaitable<Result<std::string>> other_facts(UserId user, ReportId report);

    /// No tradelines when the report is not there. As the person's request or the person's job.
    awaitable<Result<StoredReport>> stored(
        postgres::Identity identity, UserId user, ReportId report
    );

  private:
    awaitable<Result<crypto::Key>> key_of(UserId user);

    postgres::Database& database_;
    crypto::KeyStore& keys_;
    runtime::CpuPool& pool_;
};

void add_routes(http::Router& router, Tradelines& tradelines);

/// Every statement of the slice, for the test that prepares them all.
std::vector<const postgres::Statement*> statements();

}  // namespace fairfile::tradelines
