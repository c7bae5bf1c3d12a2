#include "base/json_writer.hpp"
#include "features/capacity/capacity.hpp"

#include <array>
#include <cmath>
#include <cstdio>

namespace fairfile::capacity {

namespace {

std::string_view unit_name(Unit unit) {
    switch (unit) {
        case Unit::pieces:
            return "pieces";
        case Unit::bytes:
            return "bytes";
        case Unit::dollars:
            return "usd";
        case Unit::time:
            return "seconds";
        case Unit::share:
            return "share";
    }
    return "";
}

/// Dollars, seconds and shares as decimals of their unit; bytes and pieces as they are.
void write_amount(JsonWriter& json, Unit unit, std::int64_t amount) {
    if (unit == Unit::pieces || unit == Unit::bytes) {
        json.value(amount);
    } else {
        json.value(static_cast<double>(amount) / static_cast<double>(micros));
    }
}

void write_span(JsonWriter& json, Unit unit, const Span& span) {
    if (span.low == span.high) return write_amount(json, unit, span.low);
    json.begin_array();
    write_amount(json, unit, span.low);
    write_amount(json, unit, span.high);
    json.end_array();
}

void write_cell(JsonWriter& json, Unit unit, const PlanCell& cell, const std::string& phase) {
    json.begin_object().field("phase", std::string_view(phase));
    json.key("stated");
    if (cell.stated) {
        write_span(json, unit, *cell.stated);
    } else {
        json.null();
    }
    json.key("exact");
    write_span(json, unit, cell.computed);
    if (unit == Unit::dollars) {
        const auto best = cell.best();
        json.field("whole_dollars", whole_dollars(best.low));
        if (best.low != best.high) json.field("whole_dollars_high", whole_dollars(best.high));
    }
    json.field("agrees", cell.agrees(unit)).end_object();
}

void write_tables(JsonWriter& json, const PlanReport& report) {
    json.key("tables").begin_array();
    for (const auto& table : report.tables) {
        json.begin_object().field("name", std::string_view(table.name)).key("rows").begin_array();
        for (const auto& row : table.rows) {
            json.begin_object().field("name", std::string_view(row.name));
            json.field("unit", unit_name(row.unit)).key("cells").begin_array();
            for (std::size_t i = 0; i < row.cells.size(); ++i) {
                write_cell(json, row.unit, row.cells[i], report.plan.phases[i].name);
            }
            json.end_array().end_object();
        }
        json.end_array().end_object();
    }
    json.end_array();
}

void write_errors(JsonWriter& json, const PlanReport& report) {
    json.key("errors").begin_array();
    for (const auto& error : report.errors) {
        json.begin_object().field("rule", std::string_view(error.rule)).key("phase");
        if (error.phase.empty()) {
            json.null();
        } else {
            json.value(std::string_view(error.phase));
        }
        json.field("stated", std::string_view(error.stated));
        json.field("corrected", std::string_view(error.corrected));
        json.field("why", std::string_view(error.why)).end_object();
    }
    json.end_array();
}

void write_seconds(JsonWriter& json, std::string_view name, double seconds) {
    json.key(name);
    if (std::isfinite(seconds)) {
        json.value(seconds);
    } else {
        json.null();
    }
}

void write_waiting(JsonWriter& json, std::string_view name, const Waiting& waiting) {
    json.key(name).begin_object().field("busy", waiting.busy);
    write_seconds(json, "mean_s", waiting.mean);
    write_seconds(json, "p50_s", waiting.p50);
    write_seconds(json, "p95_s", waiting.p95);
    json.end_object();
}

void write_queues(JsonWriter& json, const PlanReport& report) {
    json.key("queues").begin_array();
    for (const auto& queue : report.queues) {
        json.begin_object().field("phase", std::string_view(queue.phase));
        json.field("target_s", queue.target);
        write_waiting(json, "planned", queue.planned);
        write_waiting(json, "measured", queue.measured);
        write_waiting(json, "api", queue.api);
        const auto& day = queue.planned_day;
        json.key("simulated_day").begin_object().field("jobs", day.jobs);
        json.field("p50_s", day.p50).field("p95_s", day.p95).field("longest_s", day.longest);
        json.field("p95_high_priority_s", day.p95_high).field("workers_most", day.workers_most);
        json.field("worker_hours", day.worker_hours).end_object().end_object();
    }
    json.end_array();
}

void write_month(JsonWriter& json, const Month& month) {
    json.begin_object().field("month", month.figures.month).field("users", month.figures.users);
    json.field("uploads", month.figures.uploads_a_month).field("mailed", month.figures.mailed);
    json.field("database_bytes", month.figures.database_bytes);
    json.field("object_bytes", month.figures.object_bytes);
    json.field("tier", std::string_view(month.tier)).field("instances", month.instances);
    json.field("workers", month.workers).field("connections", month.connections);
    json.key("cost").begin_object();
    for (std::size_t part = 0; part < cost_parts; ++part) {
        const auto name = static_cast<CostPart>(part);
        if (name == CostPart::database && !month.priced) {
            json.key(name_of(name)).null();
        } else {
            json.field(name_of(name), month.cost[part]);
        }
    }
    json.end_object().field("all_priced", month.priced);
    json.field("total", month.total()).field("revenue", month.revenue);
    json.field("profit", month.profit()).end_object();
}

void write_maybe(JsonWriter& json, std::string_view name, const std::optional<int>& month) {
    json.key(name);
    if (month) {
        json.value(*month);
    } else {
        json.null();
    }
}

void write_scenarios(JsonWriter& json, const PlanReport& report) {
    json.key("scenarios").begin_array();
    for (const auto& [name, forecast] : report.scenarios) {
        json.begin_object().field("name", std::string_view(name));
        json.field("binding", std::string_view(forecast.binding));
        write_maybe(json, "profitable_from", forecast.profitable);
        write_maybe(json, "paid_back_by", forecast.paid_back);
        json.key("triggers").begin_array();
        for (const auto& firing : forecast.triggers) {
            json.begin_object().field("trigger", std::string_view(firing.trigger));
            write_maybe(json, "month", firing.month);
            if (!firing.untold.empty()) {
                json.field("cannot_be_told", std::string_view(firing.untold));
            }
            json.end_object();
        }
        json.end_array().key("months").begin_array();
        for (const auto& month : forecast.months) write_month(json, month);
        json.end_array().end_object();
    }
    json.end_array();
}

void write_spread(JsonWriter& json, const Spread& spread) {
    json.begin_object().field("p10", spread.p10).field("p50", spread.p50);
    json.field("p90", spread.p90).end_object();
}

void write_uncertainty(JsonWriter& json, const PlanReport& report) {
    json.key("uncertainty").begin_array();
    for (std::size_t i = 0; i < report.uncertainty.size(); ++i) {
        const auto& one = report.uncertainty[i];
        json.begin_object().field("scenario", std::string_view(report.scenarios[i].name));
        json.field("runs", one.runs).field("chance_of_loss", one.chance_of_loss);
        json.key("profit_of_all_months");
        write_spread(json, one.profit_of_all_months);
        json.key("profit").begin_array();
        for (const auto& month : one.profit) write_spread(json, month);
        json.end_array().key("tornado").begin_array();
        for (const auto& swing : one.tornado) {
            json.begin_object().field("input", std::string_view(swing.name));
            json.field("at_low", swing.at_low).field("at_high", swing.at_high).end_object();
        }
        json.end_array().end_object();
    }
    json.end_array();
}

std::string quoted(const std::string& text) {
    if (text.find_first_of(",\"\n") == std::string::npos) return text;
    std::string out = "\"";
    for (const char c : text) out += c == '"' ? "\"\"" : std::string(1, c);
    return out + "\"";
}

std::string two_decimals(double number) {
    std::array<char, 48> text{};
    std::snprintf(text.data(), text.size(), "%.2f", number);
    return text.data();
}

/// Without units and grouping, for programs: dollars with cents, seconds, shares of one.
std::string plain(Unit unit, std::int64_t amount) {
    if (unit == Unit::pieces || unit == Unit::bytes) return std::to_string(amount);
    return two_decimals(static_cast<double>(amount) / static_cast<double>(micros));
}

}  // namespace

std::string to_json(const PlanReport& report) {
    std::string out;
    JsonWriter json(out);
    json.begin_object();
    write_tables(json, report);
    write_errors(json, report);
    write_queues(json, report);
    write_scenarios(json, report);
    write_uncertainty(json, report);
    json.key("measured").begin_object();
    json.field("date", std::string_view(report.plan.measured.date));
    json.field("source", std::string_view(report.plan.measured.source)).end_object();
    json.key("no_effect").begin_array();
    for (const auto& section : report.plan.no_effect) json.value(std::string_view(section));
    json.end_array();
    json.end_object();
    return out + "\n";
}

std::string to_csv(const PlanReport& report) {
    std::string out = "table,row,unit,phase,stated_low,stated_high,exact_low,exact_high,agrees\r\n";
    for (const auto& table : report.tables) {
        for (const auto& row : table.rows) {
            for (std::size_t i = 0; i < row.cells.size(); ++i) {
                const auto& cell = row.cells[i];
                const auto text = [&row](std::int64_t amount) { return plain(row.unit, amount); };
                out += quoted(table.name) + "," + quoted(row.name) + "," +
                       std::string(unit_name(row.unit)) + "," + report.plan.phases[i].name + ",";
                out += (cell.stated ? text(cell.stated->low) : "") + ",";
                out += (cell.stated ? text(cell.stated->high) : "") + ",";
                out += text(cell.computed.low) + "," + text(cell.computed.high) + "," +
                       (cell.agrees(row.unit) ? "yes" : "no") + "\r\n";
            }
        }
    }
    out +=
        "\r\nscenario,month,users,database_bytes,tier,instances,workers,cost,revenue,profit,all_"
        "priced\r\n";
    for (const auto& [name, forecast] : report.scenarios) {
        for (const auto& month : forecast.months) {
            out += quoted(name) + "," + std::to_string(month.figures.month) + "," +
                   std::to_string(month.figures.users) + "," +
                   std::to_string(month.figures.database_bytes) + "," + month.tier + "," +
                   std::to_string(std::llround(month.instances)) + "," +
                   std::to_string(std::llround(month.workers)) + "," + two_decimals(month.total()) +
                   "," + two_decimals(month.revenue) + "," + two_decimals(month.profit()) + "," +
                   (month.priced ? "yes" : "no") + "\r\n";
        }
    }
    return out;
}

}  // namespace fairfile::capacity
