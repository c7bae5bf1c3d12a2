#include "features/capacity/inputs.hpp"

#include "features/capacity/merge_inputs.hpp"
#include "features/capacity/read_inputs.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

namespace fairfile::capacity {

namespace {

namespace json = boost::json;

struct PhaseField {
    std::string_view key;
    Unit unit;
    std::int64_t Phase::*member;
};

constexpr std::array phase_fields{
    PhaseField{"active_users", Unit::pieces, &Phase::users},
    PhaseField{"daily_active_users", Unit::pieces, &Phase::daily_users},
    PhaseField{"peak_concurrent_users", Unit::pieces, &Phase::concurrent_users},
    PhaseField{"api_requests_per_day", Unit::pieces, &Phase::requests_a_day},
    PhaseField{"peak_requests_per_second", Unit::pieces, &Phase::requests_a_second},
    PhaseField{"dashboard_queries_per_day", Unit::pieces, &Phase::dashboards_a_day},
    PhaseField{"uploads_per_month", Unit::pieces, &Phase::uploads_a_month},
    PhaseField{"uploads_per_day", Unit::pieces, &Phase::uploads_a_day},
    PhaseField{"tradelines", Unit::pieces, &Phase::tradelines},
    PhaseField{"dispute_letters", Unit::pieces, &Phase::letters},
    PhaseField{"mailed_letters", Unit::pieces, &Phase::mailed},
    PhaseField{"postgres_size", Unit::bytes, &Phase::database_bytes},
    PhaseField{"object_storage", Unit::bytes, &Phase::object_bytes},
    PhaseField{"api_instances", Unit::pieces, &Phase::instances},
    PhaseField{"connections_per_instance", Unit::pieces, &Phase::connections_each},
    PhaseField{"total_connections", Unit::pieces, &Phase::connections},
    PhaseField{"connection_limit", Unit::pieces, &Phase::connection_limit},
    PhaseField{"workers", Unit::pieces, &Phase::workers},
    PhaseField{"queue_time_target_s", Unit::time, &Phase::queue_time},
};

/// "month-24"; zero when the name is none.
int month_of(std::string_view name) {
    constexpr std::string_view start = "month-";
    if (!name.starts_with(start)) return 0;
    const auto digits = name.substr(start.size());
    int month = 0;
    const auto* end = digits.data() + digits.size();
    const auto [rest, failed] = std::from_chars(digits.data(), end, month);
    return failed == std::errc() && rest == end && month > 0 && month <= 600 ? month : 0;
}

void refuse_unknown(InputReader& reader, const json::object& object, const std::string& place) {
    for (const auto& [key, value] : object) {
        const std::string_view name = key;
        const bool known =
            name == "name" || name == "score_history_size" || name == "database_tier" ||
            std::any_of(phase_fields.begin(), phase_fields.end(), [name](auto& field) {
                return field.key == name;
            });
        if (!known) reader.fail(place + "." + std::string(name), "is not a field of a phase");
    }
}

Phase read_phase(InputReader& reader, const json::object& object, const std::string& place) {
    Phase phase;
    refuse_unknown(reader, object, place);
    phase.name = reader.text_at(object, "name", place);
    phase.month = month_of(phase.name);
    if (phase.month == 0) reader.fail(place + ".name", "must be like month-24");
    for (const auto& field : phase_fields) {
        phase.*field.member = reader.amount_at(object, field.key, field.unit, place);
    }
    if (phase.users == 0) reader.fail(place + ".active_users", "must be at least 1");
    const auto* scores = object.if_contains("score_history_size");
    if (scores != nullptr && !scores->is_null()) {
        phase.score_bytes = reader.amount(*scores, Unit::bytes, place + ".score_history_size");
    }
    phase.tier = reader.text_at(object, "database_tier", place);
    return phase;
}

void read_phases(InputReader& reader, const json::value& value, PlanInputs& plan) {
    if (!value.is_array() || value.get_array().empty()) {
        return reader.fail("phases", "must be a list with at least one phase");
    }
    std::set<int> months;
    std::size_t nth = 0;
    for (const auto& entry : value.get_array()) {
        const auto place = "phases[" + std::to_string(nth++) + "]";
        auto phase = read_phase(reader, reader.object_of(entry, place), place);
        if (!months.insert(phase.month).second) {
            reader.fail(place + ".name", phase.name + " stands twice");
        }
        if (!phase.tier.empty() && plan.tiers.count(phase.tier) == 0) {
            reader.fail(place + ".database_tier", "there is no tier '" + phase.tier + "'");
        }
        plan.phases.push_back(std::move(phase));
    }
    std::sort(plan.phases.begin(), plan.phases.end(), [](const Phase& one, const Phase& other) {
        return one.month < other.month;
    });
}

void read_tiers(InputReader& reader, const json::value& value, PlanInputs& plan) {
    for (const auto& [name, entry] : reader.object_of(value, "tier_limits")) {
        const auto place = "tier_limits." + std::string(name);
        const auto& limits = reader.object_of(entry, place);
        const auto limit = [&](std::string_view key, Unit unit) -> std::optional<std::int64_t> {
            const auto* found = limits.if_contains(key);
            if (found == nullptr || found->is_null()) return std::nullopt;
            return reader.amount(*found, unit, place + "." + std::string(key));
        };
        plan.tiers[std::string(name)] = {
            limit("database", Unit::bytes),
            limit("object_storage", Unit::bytes),
            limit("connections", Unit::pieces),
            limit("price", Unit::dollars)};
    }
}

Span read_span(InputReader& reader, const json::value& value, const std::string& place) {
    if (!value.is_array()) {
        const auto amount = reader.amount(value, Unit::dollars, place);
        return {amount, amount};
    }
    const auto& ends = value.get_array();
    if (ends.size() != 2) {
        reader.fail(place, "a span has two ends");
        return {};
    }
    const Span span{
        reader.amount(ends[0], Unit::dollars, place), reader.amount(ends[1], Unit::dollars, place)};
    if (span.low > span.high) reader.fail(place, "the lower end comes first");
    return span;
}

void read_costs(InputReader& reader, const json::value& value, PlanInputs& plan) {
    for (const auto& [phase, entry] : reader.object_of(value, "monthly_cost_usd")) {
        const auto place = "monthly_cost_usd." + std::string(phase);
        auto& cost = plan.costs[std::string(phase)];
        for (const auto& [name, price] : reader.object_of(entry, place)) {
            const auto span = read_span(reader, price, place + "." + std::string(name));
            if (name == "stated_total") {
                cost.total = span.low;
            } else {
                cost.lines.emplace_back(std::string(name), span);
            }
        }
    }
}

void read_revenue(InputReader& reader, const json::value& value, PlanInputs& plan) {
    for (const auto& [phase, entry] : reader.object_of(value, "monthly_revenue_usd")) {
        const auto place = "monthly_revenue_usd." + std::string(phase);
        const auto& object = reader.object_of(entry, place);
        plan.revenue[std::string(phase)] = {
            reader.amount_at(object, "mailed", Unit::pieces, place),
            reader.amount_at(object, "revenue", Unit::dollars, place),
            reader.amount_at(object, "stated_profit", Unit::dollars, place),
            reader.amount_at(object, "stated_margin", Unit::share, place)};
    }
}

void read_rows(InputReader& reader, const json::object& root, PlanInputs& plan) {
    for (const auto& [phase, entry] : reader.object_of(root.at("rows"), "rows")) {
        const auto place = "rows." + std::string(phase);
        for (const auto& [name, count] : reader.object_of(entry, place)) {
            plan.rows[std::string(phase)][std::string(name)] =
                reader.amount(count, Unit::pieces, place + "." + std::string(name));
        }
    }
    const auto& bytes = reader.object_of(root.at("planned_bytes_per_row"), "planned_bytes_per_row");
    for (const auto& [name, size] : bytes) {
        const auto place = "planned_bytes_per_row." + std::string(name);
        plan.bytes_a_row[std::string(name)] = reader.amount(size, Unit::pieces, place);
    }
    const auto& indexes = reader.object_of(root.at("planned_index_size"), "planned_index_size");
    for (const auto& [phase, size] : indexes) {
        const auto place = "planned_index_size." + std::string(phase);
        plan.index_bytes[std::string(phase)] = reader.amount(size, Unit::bytes, place);
    }
}

void read_prices(InputReader& reader, const json::object& root, PlanInputs& plan) {
    const std::string place = "unit_prices_usd";
    const auto& object = reader.object_of(root.at(place), place);
    plan.prices = {
        reader.amount_at(object, "document_ai_per_page", Unit::dollars, place),
        reader.amount_at(object, "pages_per_upload", Unit::pieces, place),
        reader.amount_at(object, "gemini_per_1k_tokens", Unit::dollars, place),
        reader.amount_at(object, "tokens_per_upload", Unit::pieces, place),
        reader.amount_at(object, "lob_per_letter", Unit::dollars, place),
        reader.amount_at(object, "usps_per_letter", Unit::dollars, place),
        reader.amount_at(object, "sale_price_per_mailed_letter", Unit::dollars, place)};
    plan.mail_share = reader.amount(root.at("mail_conversion"), Unit::share, "mail_conversion");
    if (plan.mail_share > micros) reader.fail("mail_conversion", "is more than all of them");
}

void read_habits(InputReader& reader, const json::object& root, PlanInputs& plan) {
    const std::string place = "habits";
    const auto& object = reader.object_of(root.at(place), place);
    const auto pieces = [&](std::string_view key) {
        return reader.amount_at(object, key, Unit::pieces, place);
    };
    const auto bytes = [&](std::string_view key) {
        return reader.amount_at(object, key, Unit::bytes, place);
    };
    plan.habits = {
        .pdf_bytes = bytes("average_pdf"),
        .deleted_after_days = pieces("reports_deleted_after_days"),
        .cold_after_days = pieces("cold_after_days"),
        .score_start_month = pieces("score_history_start_month"),
        .score_snapshots_a_year = pieces("score_snapshots_per_year"),
        .stated_score_rows_a_month = pieces("stated_score_rows_per_month"),
        .stated_score_rows_users = pieces("stated_score_rows_users"),
        .stated_index_factor = pieces("stated_index_factor"),
        .pages_of_real_report = pieces("pages_of_a_real_report"),
        .score_row_bytes = bytes("measured_score_row"),
        .database_trigger = bytes("database_trigger"),
        .partition_trigger = bytes("partition_trigger"),
        .object_trigger = bytes("object_storage_trigger"),
        .pool_trigger = reader.amount_at(object, "connection_trigger", Unit::share, place),
    };
}

void read_measured(InputReader& reader, const json::object& root, PlanInputs& plan) {
    const std::string place = "measured";
    const auto& object = reader.object_of(root.at(place), place);
    auto& measured = plan.measured;
    measured.date = reader.text_at(object, "date", place);
    measured.source = reader.text_at(object, "source", place);
    measured.cpu_a_request = reader.amount_at(object, "cpu_per_request", Unit::time, place);
    measured.cpu_a_page_text = reader.amount_at(object, "cpu_per_text_page", Unit::time, place);
    measured.cpu_a_page_scan = reader.amount_at(object, "cpu_per_scanned_page", Unit::time, place);
    measured.share_scanned = reader.amount_at(object, "share_of_scanned_pages", Unit::share, place);
    measured.database_bytes_a_user =
        reader.amount_at(object, "database_bytes_per_user", Unit::bytes, place);
    measured.machine_price = reader.amount_at(object, "machine_price", Unit::dollars, place);
    measured.cores_a_machine = reader.amount_at(object, "cores_per_machine", Unit::pieces, place);
    if (measured.cores_a_machine == 0)
        reader.fail(place + ".cores_per_machine", "must be at least 1");
}

void read_choices(InputReader& reader, const json::object& root, PlanInputs& plan) {
    for (const auto& [phase, entry] :
         reader.object_of(root.at("letter_price_by_phase"), "letter_price_by_phase")) {
        const auto place = "letter_price_by_phase." + std::string(phase);
        const auto* list = entry.if_array();
        const auto* first = list != nullptr && !list->empty() ? &list->front() : &entry;
        const bool known =
            first->is_string() && (first->get_string() == "lob" || first->get_string() == "usps");
        if (!known) reader.fail(place, "must be lob or usps");
        if (!known) continue;
        const bool usps = first->get_string() == "usps";
        auto price = usps ? plan.prices.usps_letter : plan.prices.lob_letter;
        // Of the built-in plan the price is the provider's own, which the file may have changed.
        const bool own = list != nullptr && list->size() == 2;
        if (own) price = reader.amount((*list)[1], Unit::dollars, place + "[1]");
        plan.letter_cost[std::string(phase)] = price;
    }
    for (const auto& [phase, mode] :
         reader.object_of(root.at("limiter_by_phase"), "limiter_by_phase")) {
        const auto place = "limiter_by_phase." + std::string(phase);
        if (!mode.is_string()) reader.fail(place, "must be a text");
        if (mode.is_string()) plan.limiter[std::string(phase)] = std::string(mode.get_string());
    }
}

}  // namespace

const Span* StatedCost::line(std::string_view name) const {
    for (const auto& [key, span] : lines) {
        if (key == name) return &span;
    }
    return nullptr;
}

const Phase* PlanInputs::phase(std::string_view name) const {
    for (const auto& each : phases) {
        if (each.name == name) return &each;
    }
    return nullptr;
}

std::int64_t PlanInputs::letter_cost_in(const std::string& phase) const {
    const auto found = letter_cost.find(phase);
    return found == letter_cost.end() ? prices.lob_letter : found->second;
}

Result<PlanInputs> read_plan(std::string_view json_over_built_in) {
    boost::system::error_code failed;
    const auto own = json::parse(json_over_built_in, failed);
    InputReader reader;
    if (failed || !own.is_object()) {
        reader.fail("inputs", "the file is not a JSON object");
        return *reader.error();
    }
    auto merged = merge_inputs(reader, own.get_object());
    // Sections of a wrong kind are reported where they are read, unknown names before that.
    if (reader.error()) return *reader.error();
    const auto& root = merged.plan;
    PlanInputs plan;
    plan.no_effect = std::move(merged.no_effect);
    read_tiers(reader, root.at("tier_limits"), plan);
    read_phases(reader, root.at("phases"), plan);
    read_rows(reader, root, plan);
    read_costs(reader, root.at("monthly_cost_usd"), plan);
    read_revenue(reader, root.at("monthly_revenue_usd"), plan);
    read_prices(reader, root, plan);
    read_habits(reader, root, plan);
    read_measured(reader, root, plan);
    read_choices(reader, root, plan);
    if (plan.costs.empty()) reader.fail("monthly_cost_usd", "must have at least one phase");
    if (reader.error()) return *reader.error();
    return plan;
}

}  // namespace fairfile::capacity
