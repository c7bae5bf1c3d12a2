// Disputes: one account at one to three bureaus, a status each, and the history of every change.
// Whoever writes a status gets history, hash chain and counts with it: triggers keep them in the
// writing transaction.
#pragma once

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "base/json_writer.hpp"
#include "base/result.hpp"
#include "infra/http/http.hpp"
#include "infra/postgres/postgres.hpp"

#include <boost/asio/awaitable.hpp>

#include <optional>
#include <string>
#include <vector>

namespace fairfile::disputes {

using boost::asio::awaitable;

/// Rows of one person's disputes, a row a bureau, the bureaus of a dispute side by side. Columns
/// from `first_column`: id, bureau, report_id, tradeline_id, furnisher, account_last4, reason,
/// status, reinserted, status_changed_at, due_on, opened_at.
struct DisputeRows {
    const postgres::Rows& rows;
    std::size_t first_column = 0;
    std::size_t first_row = 0;
    std::size_t end_row = 0;
};

/// Appends the disputes as objects to the open array; gives how many there were.
std::size_t write_disputes(JsonWriter& json, const DisputeRows& rows);

struct NewDispute {
    std::vector<std::string> tradeline_ids;
    std::string reason;
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

class Disputes {
  public:
    Disputes(postgres::Database& database, const Clock& clock)
        : database_(database), clock_(clock) {}

    struct Page {
        std::string json;
        std::string version;
    };
    struct Opened {
        DisputeId id;
        std::string json;
    };
    awaitable<Result<Opened>> open(UserId user, NewDispute input);
    awaitable<Result<Page>> list(UserId user, DisputeFilter filter);
    awaitable<Result<Page>> show(UserId user, DisputeId id);
    awaitable<Result<Page>> timeline(UserId user, DisputeId id, TimelineFilter filter);
    awaitable<Result<Page>> change_status(UserId user, DisputeId id, StatusChange change);

  private:
    postgres::Database& database_;
    const Clock& clock_;
};

void add_routes(http::Router& router, Disputes& disputes);

std::vector<const postgres::Statement*> statements();

}  // namespace fairfile::disputes
