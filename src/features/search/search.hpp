// One box over a person's own accounts, disputes, letters and answers. The person's few rows are
// filtered; account numbers are known by their last four only.
#pragma once

#include "base/ids.hpp"
#include "base/result.hpp"
#include "infra/http/http.hpp"
#include "infra/postgres/postgres.hpp"

#include <boost/asio/awaitable.hpp>

#include <optional>
#include <string>
#include <vector>

namespace fairfile::search {

using boost::asio::awaitable;

struct SearchQuestion {
    std::string words;
    std::optional<std::string> kind;
    std::int64_t limit = 20;
};

class Search {
  public:
    explicit Search(postgres::Database& database) : database_(database) {}

    /// {"items": [...], "next_cursor": null}
    awaitable<Result<std::string>> find(UserId user, SearchQuestion question);

  private:
    postgres::Database& database_;
};

/// The pattern for ILIKE that finds the words anywhere: %, _ and \ are taken literally.
std::string contains_pattern(std::string_view words);

void add_routes(http::Router& router, Search& search);

std::vector<const postgres::Statement*> statements();

}  // namespace fairfile::search
