// What a plan says: phases of growth, prices, tiers, and the totals that it states. The file's
// shape is that of a business plan as data; what it leaves out is the built-in plan's, the one this
// product was planned with (merge_inputs.hpp).
#pragma once

#include "base/result.hpp"
#include "features/capacity/quantities.hpp"

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fairfile::capacity {

/// A phase's figures, in the order of the plan's tables. Counts, unless the field says bytes.
struct Phase {
    std::string name;  // "month-24"
    int month = 0;
    std::int64_t users = 0;
    std::int64_t daily_users = 0;
    std::int64_t concurrent_users = 0;
    std::int64_t requests_a_day = 0;
    std::int64_t requests_a_second = 0;  // at the peak
    std::int64_t dashboards_a_day = 0;
    std::int64_t uploads_a_month = 0;
    std::int64_t uploads_a_day = 0;  // at the peak
    std::int64_t tradelines = 0;
    std::int64_t letters = 0;
    std::int64_t mailed = 0;  // a month
    std::int64_t database_bytes = 0;
    std::optional<std::int64_t> score_bytes;
    std::int64_t object_bytes = 0;
    std::int64_t instances = 0;
    std::int64_t connections_each = 0;
    std::int64_t connections = 0;
    std::int64_t connection_limit = 0;
    std::string tier;
    std::int64_t workers = 0;
    std::int64_t queue_time = 0;  // microseconds
};

/// A price that the plan gives as one figure or as a span.
struct Span {
    std::int64_t low = 0;
    std::int64_t high = 0;
};

struct StatedCost {
    std::vector<std::pair<std::string, Span>> lines;  // micro-dollars, in the plan's order
    std::int64_t total = 0;

    const Span* line(std::string_view name) const;
};

struct StatedRevenue {
    std::int64_t mailed = 0;
    std::int64_t revenue = 0;
    std::int64_t profit = 0;
    std::int64_t margin = 0;  // millionths of one
};

struct Tier {
    std::optional<std::int64_t> database_bytes;  // none: without limit
    std::optional<std::int64_t> object_bytes;
    std::optional<std::int64_t> connections;
    std::optional<std::int64_t> price;  // micro-dollars a month; none: by contract
};

struct Prices {
    std::int64_t page_read = 0;  // micro-dollars, here and below
    std::int64_t pages_an_upload = 0;
    std::int64_t thousand_tokens = 0;
    std::int64_t tokens_an_upload = 0;
    std::int64_t lob_letter = 0;
    std::int64_t usps_letter = 0;
    std::int64_t mailed_letter_sold = 0;
};

/// What the plan says of things that it does not state phase by phase.
struct Habits {
    std::int64_t pdf_bytes = 0;  // of one report, on average
    std::int64_t deleted_after_days = 0;
    std::int64_t cold_after_days = 0;
    std::int64_t score_start_month = 0;
    std::int64_t score_snapshots_a_year = 0;
    std::int64_t stated_score_rows_a_month = 0;  // for the users below
    std::int64_t stated_score_rows_users = 0;
    std::int64_t stated_index_factor = 0;  // indexes are so many times the data
    std::int64_t pages_of_real_report = 0;
    std::int64_t score_row_bytes = 0;  // measured
    std::int64_t database_trigger = 0;
    std::int64_t partition_trigger = 0;
    std::int64_t object_trigger = 0;
    std::int64_t pool_trigger = 0;  // share of the connections
};

struct Measured {
    std::string date;
    std::string source;
    std::int64_t cpu_a_request = 0;    // microseconds of one core, server and database
    std::int64_t cpu_a_page_text = 0;  // microseconds
    std::int64_t cpu_a_page_scan = 0;  // microseconds
    std::int64_t share_scanned = 0;    // of pages
    std::int64_t database_bytes_a_user = 0;
    std::int64_t machine_price = 0;  // micro-dollars a month, two cores
    std::int64_t cores_a_machine = 0;
};

struct PlanInputs {
    std::vector<Phase> phases;                                        // by month
    std::map<std::string, std::map<std::string, std::int64_t>> rows;  // phase, table
    std::map<std::string, std::int64_t> bytes_a_row;                  // table
    std::map<std::string, std::int64_t> index_bytes;                  // phase
    std::map<std::string, StatedCost> costs;                          // phase
    std::map<std::string, StatedRevenue> revenue;                     // phase
    std::map<std::string, Tier> tiers;
    std::map<std::string, std::int64_t> letter_cost;  // phase: micro-dollars a mailed letter
    std::map<std::string, std::string> limiter;       // phase: "hybrid", …
    std::vector<std::string> no_effect;               // sections that nothing is computed with
    Prices prices;
    Habits habits;
    Measured measured;
    std::int64_t mail_share = 0;  // of letters that are mailed for the user

    const Phase* phase(std::string_view name) const;
    /// What a mailed letter costs in that phase, in micro-dollars.
    std::int64_t letter_cost_in(const std::string& phase) const;
};

/// The plan this product was made for.
std::string_view built_in_plan();

/// JSON over the built-in plan. Errors name the place ("phases[1].active_users").
Result<PlanInputs> read_plan(std::string_view json_over_built_in);

}  // namespace fairfile::capacity
