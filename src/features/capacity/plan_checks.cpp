#include "features/capacity/plan_checks.hpp"

#include "features/capacity/growth.hpp"
#include "features/capacity/plan_tables.hpp"

#include <algorithm>

namespace fairfile::capacity {

namespace {

constexpr std::int64_t days_a_month = 30;
constexpr std::int64_t months_a_year = 12;
constexpr std::int64_t bureaus = 3;

class Checks {
  public:
    explicit Checks(const PlanInputs& plan) : plan_(plan) {}

    std::vector<PlanError> run() {
        for (const auto& phase : plan_.phases) {
            cost_lines(phase);
            cost_total(phase);
            score_rows(phase);
            database_size(phase);
            index_size(phase);
            uploads(phase);
            limiter(phase);
            connections(phase);
        }
        pages();
        score_rows_a_month();
        cold_storage();
        tier_limits();
        return std::move(errors_);
    }

  private:
    void add(PlanError error) { errors_.push_back(std::move(error)); }

    static std::string span_text(const Span& span) {
        const auto low = printed_whole_dollars(span.low);
        return span.low == span.high ? low : low + " to " + printed_whole_dollars(span.high);
    }

    /// A line that its own price and number do not make.
    void cost_lines(const Phase& phase) {
        const auto cost = plan_.costs.find(phase.name);
        if (cost == plan_.costs.end()) return;
        for (const auto& [name, stated] : cost->second.lines) {
            const auto exact = exact_cost(plan_, phase, name);
            if (whole_dollars(stated.low) == whole_dollars(exact.low)) continue;
            add(
                {"cost_line",
                 phase.name,
                 span_text(stated),
                 printed(Unit::dollars, exact.low),
                 name + ": the number of pieces times the price of one is another figure."}
            );
        }
    }

    void cost_total(const Phase& phase) {
        const auto cost = plan_.costs.find(phase.name);
        if (cost == plan_.costs.end()) return;
        Span sum;
        for (const auto& [name, span] : cost->second.lines) {
            sum.low += span.low;
            sum.high += span.high;
        }
        if (cost->second.total >= sum.low && cost->second.total <= sum.high) return;
        add(
            {"cost_total",
             phase.name,
             printed_whole_dollars(cost->second.total),
             span_text(sum),
             "The lines of the month add up to another total."}
        );
    }

    void pages() {
        const auto& habits = plan_.habits;
        if (plan_.prices.pages_an_upload >= habits.pages_of_real_report) return;
        const auto& last = plan_.phases.back();
        const auto stated = exact_cost(plan_, last, "document_ai").low;
        const auto real = stated / std::max<std::int64_t>(plan_.prices.pages_an_upload, 1) *
                          habits.pages_of_real_report;
        add(
            {"pages_per_upload",
             last.name,
             printed(Unit::dollars, stated),
             printed(Unit::dollars, real),
             "Reading is priced for " + printed(Unit::pieces, plan_.prices.pages_an_upload) +
                 " page an upload; a real report has 20 to 100, here taken as " +
                 printed(Unit::pieces, habits.pages_of_real_report) + "."}
        );
    }

    void score_rows_a_month() {
        const auto& habits = plan_.habits;
        const auto a_year =
            habits.stated_score_rows_users * bureaus * habits.score_snapshots_a_year;
        const auto a_month = a_year / months_a_year;
        if (a_month == habits.stated_score_rows_a_month) return;
        add(
            {"score_rows_per_month",
             "",
             printed(Unit::pieces, habits.stated_score_rows_a_month) + " a month",
             printed(Unit::pieces, a_month) + " a month",
             "Users times bureaus times snapshots a year are the rows of a year, not of a month."}
        );
    }

    std::int64_t score_rows_of(const Phase& phase) const {
        const auto rows = plan_.rows.find(phase.name);
        if (rows == plan_.rows.end()) return 0;
        const auto found = rows->second.find("credit_score_history");
        return found == rows->second.end() ? 0 : found->second;
    }

    void score_rows(const Phase& phase) {
        const auto rows = score_rows_of(phase);
        if (rows == 0) return;
        const auto& habits = plan_.habits;
        if (phase.score_bytes && *phase.score_bytes > rows * habits.score_row_bytes * 10) {
            add(
                {"score_row_size",
                 phase.name,
                 printed(Unit::bytes, *phase.score_bytes),
                 printed(Unit::bytes, rows * habits.score_row_bytes),
                 "The size makes " + printed(Unit::bytes, *phase.score_bytes / rows) +
                     " a row; a row measures " + printed(Unit::bytes, habits.score_row_bytes) + "."}
            );
        }
        const auto months = std::max<std::int64_t>(phase.month - habits.score_start_month + 1, 0);
        const auto snapshots = months * habits.score_snapshots_a_year / months_a_year;
        const auto counted = rows / (phase.users * bureaus);
        if (counted <= snapshots) return;
        add(
            {"score_snapshots",
             phase.name,
             printed(Unit::pieces, rows) + " rows",
             printed(Unit::pieces, phase.users * bureaus * snapshots) + " rows",
             printed(Unit::pieces, counted) +
                 " snapshots a user and bureau are counted; since month " +
                 std::to_string(habits.score_start_month) + " there were " +
                 printed(Unit::pieces, snapshots) + "."}
        );
    }

    std::int64_t index_bytes(const Phase& phase) const {
        const auto found = plan_.index_bytes.find(phase.name);
        return found == plan_.index_bytes.end() ? 0 : found->second;
    }

    static std::string times(std::int64_t whole, std::int64_t part) {
        const auto below = std::max<std::int64_t>(part, 1);
        const auto tenths = (whole * 10 + below / 2) / below;
        return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " times";
    }

    void database_size(const Phase& phase) {
        const auto parts = data_bytes(plan_, phase) + index_bytes(phase);
        if (parts == 0 || phase.database_bytes < parts * 2) return;
        add(
            {"database_size",
             phase.name,
             printed(Unit::bytes, phase.database_bytes),
             printed(Unit::bytes, parts),
             "The total is " + times(phase.database_bytes, parts) +
                 " the sum of its own rows and indexes."}
        );
    }

    void index_size(const Phase& phase) {
        const auto data = data_bytes(plan_, phase);
        const auto indexes = index_bytes(phase);
        if (data == 0 || indexes <= data * (plan_.habits.stated_index_factor + 1)) return;
        add(
            {"index_size",
             phase.name,
             printed(Unit::bytes, indexes),
             printed(Unit::bytes, data * plan_.habits.stated_index_factor),
             "Indexes are " + times(indexes, data) + " the rows, where the plan says " +
                 printed(Unit::pieces, plan_.habits.stated_index_factor) +
                 " times; real indexes are smaller than their rows."}
        );
    }

    void uploads(const Phase& phase) {
        const auto from_days = phase.uploads_a_day * days_a_month;
        if (from_days <= phase.uploads_a_month * 12 / 10) return;
        const auto from_month = (phase.uploads_a_month + days_a_month / 2) / days_a_month;
        add(
            {"uploads",
             phase.name,
             printed(Unit::pieces, phase.uploads_a_day) + " a day",
             printed(Unit::pieces, from_month) + " a day",
             "Days and months disagree by " + times(from_days, phase.uploads_a_month) + "."}
        );
    }

    void cold_storage() {
        const auto& habits = plan_.habits;
        if (habits.cold_after_days < habits.deleted_after_days) return;
        add(
            {"cold_storage",
             "",
             std::to_string(habits.cold_after_days) + " days",
             "never",
             "Reports are deleted after " + std::to_string(habits.deleted_after_days) +
                 " days: the rule that moves them to cold storage never fires on them."}
        );
    }

    void limiter(const Phase& phase) {
        const auto mode = plan_.limiter.find(phase.name);
        const bool single = mode != plan_.limiter.end() && mode->second == "hybrid";
        if (!single || phase.instances <= 1) return;
        add(
            {"limiter",
             phase.name,
             "hybrid",
             "redis",
             "The hybrid limiter counts in one process, and " +
                 printed(Unit::pieces, phase.instances) + " instances are planned."}
        );
    }

    void connections(const Phase& phase) {
        const auto product = phase.instances * phase.connections_each;
        if (product != phase.connections) {
            add(
                {"connections",
                 phase.name,
                 printed(Unit::pieces, phase.connections),
                 printed(Unit::pieces, product),
                 "Instances times connections each is another number."}
            );
        }
        if (phase.connections > phase.connection_limit) {
            add(
                {"connection_limit",
                 phase.name,
                 printed(Unit::pieces, phase.connections),
                 printed(Unit::pieces, phase.connection_limit),
                 "The tier does not give so many."}
            );
        }
    }

    /// The first month in which the plan's own growth passes the size; empty when it never does.
    std::string month_of_size(std::int64_t bytes) const {
        const GrowthCurve curve(plan_);
        for (int month = 1; month <= plan_.phases.back().month; ++month) {
            const auto size = curve.figures_at(month).database_bytes;
            if (size > bytes) return "month " + std::to_string(month);
        }
        return {};
    }

    void tier_limits() {
        for (const auto& phase : plan_.phases) {
            const auto& tier = plan_.tiers.at(phase.tier);
            if (!tier.database_bytes || phase.database_bytes <= *tier.database_bytes) continue;
            const auto trigger = month_of_size(plan_.habits.database_trigger);
            const auto limit = month_of_size(*tier.database_bytes);
            add(
                {"tier_limit",
                 phase.name,
                 phase.tier + " tier",
                 "the next tier from " + trigger,
                 "The plan stays on the " + phase.tier + " tier of " +
                     printed(Unit::bytes, *tier.database_bytes) + " with " +
                     printed(Unit::bytes, phase.database_bytes) +
                     "; its own growth passes the trigger of " +
                     printed(Unit::bytes, plan_.habits.database_trigger) + " in " + trigger +
                     " and the tier in " + limit + "."}
            );
        }
    }

    const PlanInputs& plan_;
    std::vector<PlanError> errors_;
};

}  // namespace

std::vector<PlanError> plan_errors(const PlanInputs& plan) {
    return Checks(plan).run();
}

}  // namespace fairfile::capacity
