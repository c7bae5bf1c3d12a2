// Credit scores over time: every score that a report brought, and the monthly view. Different
// models are never mixed.
#pragma once

#include "base/dates.hpp"
#include "base/ids.hpp"
#include "base/result.hpp"
#include "features/reading/reading.hpp"
#include "infra/http/http.hpp"
#include "infra/postgres/postgres.hpp"

#include <boost/asio/awaitable.hpp>

#include <optional>
#include <string>
#include <vector>

namespace fairfile::scores {

using boost::asio::awaitable;

/// Calls that replace the scores that a report brought, as Identity::job in the caller's
/// transaction. A score without a day or a bureau has no place in a history and is left out.
std::vector<postgres::Call> replace_scores(
    UserId user, ReportId report, const std::vector<reading::Score>& scores
);

/// The scores of one report, and their rows as a JSON array.
postgres::Call of_report(UserId user, ReportId report);
std::string report_scores_json(const postgres::Rows& rows);

struct ScoreFilter {
    std::optional<PartialDate> from;
    std::optional<PartialDate> to;
    std::optional<std::string> bureau;
    std::optional<std::string> after;  // the cursor of the page before
    std::int64_t limit = 200;
};

class Scores {
  public:
    explicit Scores(postgres::Database& database) : database_(database) {}

    struct Page {
        std::string json;
        std::string version;
    };
    awaitable<Result<Page>> list(UserId user, ScoreFilter filter);
    awaitable<Result<Page>> monthly(UserId user, ScoreFilter filter);

  private:
    postgres::Database& database_;
};

void add_routes(http::Router& router, Scores& scores);

std::vector<const postgres::Statement*> statements();

}  // namespace fairfile::scores
