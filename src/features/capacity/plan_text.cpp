#include "features/capacity/capacity.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <sstream>

namespace fairfile::capacity {

namespace {

using Rows = std::vector<std::vector<std::string>>;

/// Letters, not bytes: names may hold other than ASCII.
std::size_t width_of(const std::string& text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    }));
}

std::string aligned(const Rows& rows) {
    std::vector<std::size_t> widths;
    for (const auto& row : rows) {
        widths.resize(std::max(widths.size(), row.size()));
        for (std::size_t i = 0; i < row.size(); ++i) {
            widths[i] = std::max(widths[i], width_of(row[i]));
        }
    }
    std::string out;
    for (const auto& row : rows) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i) {
            const std::string blank(widths[i] - width_of(row[i]), ' ');
            line += (i == 0 ? "  " + row[i] + blank : "   " + blank + row[i]);
        }
        while (line.ends_with(' ')) line.pop_back();
        out += line + "\n";
    }
    return out;
}

std::string whole(Unit unit, const Span& span) {
    const auto one = [unit](std::int64_t amount) {
        if (unit == Unit::dollars) return printed_whole_dollars(amount);
        if (unit == Unit::share) return printed(unit, (amount + 5'000) / 10'000 * 10'000);
        return printed(unit, amount);
    };
    return one(span.low) == one(span.high) ? one(span.low) : one(span.low) + "-" + one(span.high);
}

std::string exact(Unit unit, const Span& span) {
    const auto low = printed(unit, span.low);
    return span.low == span.high ? low : low + "-" + printed(unit, span.high);
}

std::string cell_text(Unit unit, const PlanCell& cell) {
    if (!cell.stated) return exact(unit, cell.computed);
    auto text = whole(unit, *cell.stated);
    if (unit == Unit::dollars) text += " (" + exact(unit, cell.computed) + ")";
    if (!cell.agrees(unit) && unit != Unit::dollars)
        text += " (" + exact(unit, cell.computed) + ")";
    return cell.agrees(unit) ? text : text + " *";
}

std::string tables_text(const PlanReport& report) {
    std::string out;
    for (const auto& table : report.tables) {
        Rows rows{{table.name}};
        for (const auto& phase : report.plan.phases) rows.front().push_back(phase.name);
        for (const auto& row : table.rows) {
            std::vector<std::string> line{row.name};
            for (const auto& cell : row.cells) line.push_back(cell_text(row.unit, cell));
            rows.push_back(std::move(line));
        }
        out += aligned(rows) + "\n";
    }
    return out +
           "  Figures as the plan states them; exact ones in brackets; * where they differ.\n\n";
}

std::string errors_text(const PlanReport& report) {
    std::string out = "What is wrong in the plan\n\n";
    for (const auto& error : report.errors) {
        out += "  " + error.rule + (error.phase.empty() ? "" : " (" + error.phase + ")") + ": " +
               error.stated + ", rather " + error.corrected + "\n    " + error.why + "\n";
    }
    return out + "\n";
}

std::string seconds_text(double seconds) {
    if (std::isinf(seconds)) return "grows without end";
    std::array<char, 32> text{};
    const bool small = seconds < 1;
    std::snprintf(
        text.data(), text.size(), small ? "%.2f ms" : "%.1f s", small ? seconds * 1000 : seconds
    );
    return text.data();
}

std::string queues_text(const PlanReport& report) {
    Rows rows{
        {"waiting",
         "allowed",
         "plan p50",
         "plan p95",
         "a day p95",
         "most workers",
         "Fairfile p95",
         "requests p95"}};
    for (const auto& queue : report.queues) {
        rows.push_back(
            {queue.phase,
             seconds_text(queue.target),
             seconds_text(queue.planned.p50),
             seconds_text(queue.planned.p95),
             seconds_text(queue.planned_day.p95),
             std::to_string(queue.planned_day.workers_most),
             seconds_text(queue.measured.p95),
             seconds_text(queue.api.p95)}
        );
    }
    return "Waiting for a report to be read, in the busiest hour\n\n" + aligned(rows) + "\n";
}

std::string money(double dollars) {
    return printed_whole_dollars(std::llround(dollars * static_cast<double>(micros)));
}

std::string cost_text(const Month& month) {
    return money(month.total()) + (month.priced ? "" : " *");
}

std::string month_text(const std::optional<int>& month) {
    return month ? "month " + std::to_string(*month) : "not in 36 months";
}

std::string forecast_text(const PlanReport& report) {
    std::string out = "Scenarios\n\n";
    Rows rows{
        {"",
         "cost, month 24",
         "month 36",
         "revenue, 36",
         "profit, 36",
         "profitable from",
         "paid back by"}};
    for (const auto& [name, forecast] : report.scenarios) {
        const auto& last = forecast.months.back();
        rows.push_back(
            {name,
             cost_text(forecast.months[23]),
             cost_text(last),
             money(last.revenue),
             money(last.profit()),
             month_text(forecast.profitable),
             month_text(forecast.paid_back)}
        );
    }
    out += aligned(rows) + "\nWhen the triggers of the plan fire, on its own stack\n\n";
    Rows fired;
    for (const auto& firing : report.scenarios.front().forecast.triggers) {
        const auto untold = "cannot be told: " + firing.untold;
        fired.push_back({firing.trigger, firing.untold.empty() ? month_text(firing.month) : untold}
        );
    }
    return out + aligned(fired) + "\n";
}

/// Which months lack a price, of any scenario; nothing when all have theirs.
std::string not_priced_text(const PlanReport& report) {
    std::string text;
    for (const auto& [name, forecast] : report.scenarios) {
        const auto& months = forecast.months;
        const auto first = std::find_if(months.begin(), months.end(), [](const Month& month) {
            return !month.priced;
        });
        if (first == months.end()) continue;
        text += "  " + name + ": from month " + std::to_string(first->figures.month) + "\n";
    }
    if (text.empty()) return {};
    return "* database not priced: the tier that holds it has no price, so cost leaves it out\n"
           "  (give tier_limits.enterprise.price)\n" +
           text + "\n";
}

std::string months_text(const PlanReport& report) {
    const auto& planned = report.scenarios[0].forecast.months;
    const auto& measured = report.scenarios[1].forecast.months;
    Rows rows{
        {"month",
         "users",
         "database",
         "tier",
         "instances",
         "workers",
         "plan's cost",
         "Fairfile's cost",
         "revenue"}};
    for (std::size_t month = 2; month < planned.size(); month += 3) {
        const auto& one = planned[month];
        rows.push_back(
            {std::to_string(one.figures.month),
             printed(Unit::pieces, one.figures.users),
             printed(Unit::bytes, one.figures.database_bytes),
             one.tier,
             printed(Unit::pieces, std::llround(one.instances)),
             printed(Unit::pieces, std::llround(one.workers)),
             cost_text(one),
             cost_text(measured[month]),
             money(one.revenue)}
        );
    }
    return "Month by month\n\n" + aligned(rows) + "\n" + not_priced_text(report);
}

std::string uncertainty_text(const PlanReport& report) {
    std::string out;
    for (std::size_t i = 0; i < report.uncertainty.size(); ++i) {
        const auto& one = report.uncertainty[i];
        const auto& all = one.profit_of_all_months;
        out += "Profit of 36 months, " + report.scenarios[i].name + ", " +
               printed(Unit::pieces, one.runs) + " runs: P10 " + money(all.p10) + ", P50 " +
               money(all.p50) + ", P90 " + money(all.p90) + "\n\n";
        Rows rows{{"what matters most, profit of month 36", "at its low end", "at its high end"}};
        for (const auto& swing : one.tornado) {
            rows.push_back({swing.name, money(swing.at_low), money(swing.at_high)});
        }
        out += aligned(rows) + "\n";
    }
    return out;
}

std::string no_effect_text(const std::vector<std::string>& sections) {
    if (sections.empty()) return {};
    std::string text = "Nothing is computed with these parts of the inputs:";
    for (const auto& section : sections) text += " " + section;
    return text + ".\n";
}

}  // namespace

std::string to_text(const PlanReport& report) {
    return tables_text(report) + errors_text(report) + queues_text(report) + months_text(report) +
           forecast_text(report) + uncertainty_text(report) +
           "Measured: " + report.plan.measured.date + ", " + report.plan.measured.source + ".\n" +
           no_effect_text(report.plan.no_effect);
}

}  // namespace fairfile::capacity
