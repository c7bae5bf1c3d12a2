#include "features/capacity/plan_tables.hpp"

#include <algorithm>
#include <array>
#include <functional>

namespace fairfile::capacity {

namespace {

/// Figures that the plan holds to be so many a user; the ratio is that of its last phase.
struct Driver {
    std::string_view name;
    Unit unit;
    std::int64_t Phase::*member;
};

constexpr std::array growth_drivers{
    Driver{"credit report uploads a month", Unit::pieces, &Phase::uploads_a_month},
    Driver{"tradelines", Unit::pieces, &Phase::tradelines},
    Driver{"dispute letters", Unit::pieces, &Phase::letters},
    Driver{"database size", Unit::bytes, &Phase::database_bytes},
    Driver{"object storage", Unit::bytes, &Phase::object_bytes},
};

constexpr std::array traffic_drivers{
    Driver{"daily active users", Unit::pieces, &Phase::daily_users},
    Driver{"peak concurrent users", Unit::pieces, &Phase::concurrent_users},
    Driver{"API requests a day", Unit::pieces, &Phase::requests_a_day},
    Driver{"requests a second at the peak", Unit::pieces, &Phase::requests_a_second},
    Driver{"dashboard queries a day", Unit::pieces, &Phase::dashboards_a_day},
    Driver{"uploads a day at the peak", Unit::pieces, &Phase::uploads_a_day},
};

Span both(std::int64_t amount) {
    return {amount, amount};
}

/// amount * part / whole, half up; wide enough for bytes times users.
std::int64_t share_of(std::int64_t amount, std::int64_t part, std::int64_t whole) {
    const auto exact = static_cast<long double>(amount) * static_cast<long double>(part) /
                       static_cast<long double>(std::max<std::int64_t>(whole, 1));
    return static_cast<std::int64_t>(exact + 0.5L);
}

PlanRow driven_row(const PlanInputs& plan, const Driver& driver) {
    PlanRow row{std::string(driver.name), driver.unit, {}};
    const auto& last = plan.phases.back();
    for (const auto& phase : plan.phases) {
        const auto computed = share_of(last.*driver.member, phase.users, last.users);
        row.cells.push_back({both(phase.*driver.member), both(computed)});
    }
    return row;
}

template <std::size_t count>
PlanTable driven_table(
    const PlanInputs& plan, std::string name, const std::array<Driver, count>& drivers
) {
    PlanTable table{std::move(name), {}};
    for (const auto& driver : drivers) table.rows.push_back(driven_row(plan, driver));
    return table;
}

using Figure = std::function<std::optional<PlanCell>(const Phase&)>;

PlanRow row_of(const PlanInputs& plan, std::string name, Unit unit, const Figure& figure) {
    PlanRow row{std::move(name), unit, {}};
    for (const auto& phase : plan.phases) row.cells.push_back(figure(phase).value_or(PlanCell{}));
    return row;
}

PlanTable growth_table(const PlanInputs& plan) {
    auto table = driven_table(plan, "growth", growth_drivers);
    const auto users = [](const Phase& phase) {
        return PlanCell{both(phase.users), both(phase.users)};
    };
    const auto mailed = [&plan](const Phase& phase) {
        return PlanCell{both(phase.mailed), both(share_of(phase.letters, plan.mail_share, micros))};
    };
    table.rows.insert(table.rows.begin(), row_of(plan, "active users", Unit::pieces, users));
    table.rows.push_back(row_of(plan, "mailed letters a month", Unit::pieces, mailed));
    return table;
}

PlanTable rows_table(const PlanInputs& plan) {
    PlanTable table{"rows", {}};
    const auto& last = plan.phases.back();
    const auto known = plan.rows.find(last.name);
    if (known == plan.rows.end()) return table;
    for (const auto& [name, count] : known->second) {
        const bool scores = name == "credit_score_history";
        const auto figure = [&, &name = name, &count = count](const Phase& phase) {
            PlanCell cell;
            const auto stated = plan.rows.find(phase.name);
            if (stated != plan.rows.end()) {
                const auto found = stated->second.find(name);
                if (found != stated->second.end()) cell.stated = both(found->second);
            }
            // Scores pile up over time and are no ratio; the checks say what is wrong with them.
            const auto computed = share_of(count, phase.users, last.users);
            cell.computed = scores ? cell.stated.value_or(Span{}) : both(computed);
            return std::optional(cell);
        };
        table.rows.push_back(row_of(plan, name, Unit::pieces, figure));
    }
    return table;
}

PlanTable size_table(const PlanInputs& plan) {
    PlanTable table{"database size", {}};
    for (const auto& [name, bytes] : plan.bytes_a_row) {
        const auto figure = [&, &name = name, &bytes = bytes](const Phase& phase) {
            const auto rows = plan.rows.find(phase.name);
            PlanCell cell;
            if (rows == plan.rows.end() || rows->second.count(name) == 0)
                return std::optional(cell);
            cell.computed = both(rows->second.at(name) * bytes);
            return std::optional(cell);
        };
        table.rows.push_back(row_of(plan, name, Unit::bytes, figure));
    }
    table.rows.push_back(row_of(plan, "indexes", Unit::bytes, [&plan](const Phase& phase) {
        const auto found = plan.index_bytes.find(phase.name);
        if (found == plan.index_bytes.end()) return std::optional<PlanCell>();
        return std::optional(PlanCell{both(found->second), both(found->second)});
    }));
    table.rows.push_back(row_of(plan, "total", Unit::bytes, [&plan](const Phase& phase) {
        const auto found = plan.index_bytes.find(phase.name);
        const auto indexes = found == plan.index_bytes.end() ? 0 : found->second;
        return std::optional(PlanCell{
            both(phase.database_bytes), both(data_bytes(plan, phase) + indexes)});
    }));
    return table;
}

PlanTable connection_table(const PlanInputs& plan) {
    PlanTable table{"connections", {}};
    const auto stated = [&plan, &table](std::string name, std::int64_t Phase::*member) {
        table.rows
            .push_back(row_of(plan, std::move(name), Unit::pieces, [member](const Phase& one) {
                return std::optional(PlanCell{both(one.*member), both(one.*member)});
            }));
    };
    stated("API instances", &Phase::instances);
    stated("connections an instance", &Phase::connections_each);
    table.rows.push_back(row_of(plan, "connections", Unit::pieces, [](const Phase& phase) {
        return std::optional(PlanCell{
            both(phase.connections), both(phase.instances * phase.connections_each)});
    }));
    table.rows
        .push_back(row_of(plan, "limit of the tier", Unit::pieces, [&plan](const Phase& phase) {
            const auto tier = plan.tiers.at(phase.tier);
            return std::optional(PlanCell{
                both(phase.connection_limit),
                both(tier.connections.value_or(phase.connection_limit))});
        }));
    return table;
}

PlanTable worker_table(const PlanInputs& plan) {
    PlanTable table{"workers", {}};
    table.rows.push_back(driven_row(plan, traffic_drivers.back()));
    table.rows.push_back(row_of(plan, "workers", Unit::pieces, [](const Phase& phase) {
        return std::optional(PlanCell{both(phase.workers), both(phase.workers)});
    }));
    table.rows.push_back(row_of(plan, "queue time allowed", Unit::time, [](const Phase& phase) {
        return std::optional(PlanCell{both(phase.queue_time), both(phase.queue_time)});
    }));
    return table;
}

PlanTable object_table(const PlanInputs& plan) {
    PlanTable table{"object storage", {}};
    table.rows.push_back(row_of(plan, "PDFs", Unit::pieces, [](const Phase& phase) {
        return std::optional(PlanCell{both(phase.uploads_a_month), both(phase.uploads_a_month)});
    }));
    table.rows.push_back(row_of(plan, "size", Unit::bytes, [&plan](const Phase& phase) {
        const auto size = phase.uploads_a_month * plan.habits.pdf_bytes;
        return std::optional(PlanCell{both(phase.object_bytes), both(size)});
    }));
    return table;
}

/// The lines as the plan prints them, added up.
Span stated_sum(const StatedCost& cost) {
    Span sum;
    for (const auto& [name, span] : cost.lines) {
        sum.low += span.low;
        sum.high += span.high;
    }
    return sum;
}

/// Whole dollars of revenue less the total that the plan prints.
std::int64_t stated_profit(
    const PlanInputs& plan, const Phase& phase, const StatedRevenue& stated
) {
    const auto cost = plan.costs.find(phase.name);
    if (cost == plan.costs.end()) return stated.profit;
    return whole_dollars(exact_revenue(plan, phase)) * micros - cost->second.total;
}

PlanTable cost_table(const PlanInputs& plan) {
    PlanTable table{"monthly cost", {}};
    const auto& lines = plan.costs.begin()->second.lines;
    for (const auto& line : lines) {
        const auto figure = [&plan, &name = line.first](const Phase& phase) {
            const auto cost = plan.costs.find(phase.name);
            if (cost == plan.costs.end()) return std::optional<PlanCell>();
            const auto* stated = cost->second.line(name);
            PlanCell cell;
            if (stated != nullptr) cell.stated = *stated;
            cell.computed = exact_cost(plan, phase, name);
            return std::optional(cell);
        };
        table.rows.push_back(row_of(plan, line.first, Unit::dollars, figure));
    }
    table.rows.push_back(row_of(plan, "total", Unit::dollars, [&plan](const Phase& phase) {
        const auto cost = plan.costs.find(phase.name);
        if (cost == plan.costs.end()) return std::optional<PlanCell>();
        return std::optional(PlanCell{
            both(cost->second.total), exact_total(plan, phase), stated_sum(cost->second)});
    }));
    return table;
}

PlanTable revenue_table(const PlanInputs& plan) {
    PlanTable table{"monthly revenue", {}};
    const auto add = [&plan, &table](std::string name, Unit unit, const auto& figure) {
        table.rows.push_back(row_of(plan, std::move(name), unit, [&](const Phase& phase) {
            const auto stated = plan.revenue.find(phase.name);
            if (stated == plan.revenue.end()) return std::optional<PlanCell>();
            return std::optional(figure(phase, stated->second));
        }));
    };
    add("mailed letters", Unit::pieces, [](const Phase& phase, const StatedRevenue& stated) {
        return PlanCell{both(stated.mailed), both(phase.mailed)};
    });
    add("revenue", Unit::dollars, [&plan](const Phase& phase, const StatedRevenue& stated) {
        return PlanCell{both(stated.revenue), both(exact_revenue(plan, phase))};
    });
    add("profit", Unit::dollars, [&plan](const Phase& phase, const StatedRevenue& stated) {
        const auto revenue = exact_revenue(plan, phase);
        const auto cost = exact_total(plan, phase);
        PlanCell cell{both(stated.profit), {revenue - cost.high, revenue - cost.low}, {}};
        cell.reproduced = both(stated_profit(plan, phase, stated));
        return cell;
    });
    add("margin", Unit::share, [&plan](const Phase& phase, const StatedRevenue& stated) {
        const auto revenue = exact_revenue(plan, phase);
        const auto cost = exact_total(plan, phase);
        const auto of = [revenue](std::int64_t profit) {
            return revenue == 0 ? 0
                                : static_cast<std::int64_t>(
                                      static_cast<long double>(profit) * micros /
                                      static_cast<long double>(revenue)
                                  );
        };
        PlanCell cell{both(stated.margin), {of(revenue - cost.high), of(revenue - cost.low)}, {}};
        cell.reproduced = both(of(stated_profit(plan, phase, stated)));
        return cell;
    });
    return table;
}

}  // namespace

bool PlanCell::agrees(Unit unit) const {
    if (!stated) return true;
    const auto rounded = [unit](std::int64_t amount) {
        if (unit == Unit::dollars) return whole_dollars(amount);
        if (unit == Unit::share) return (amount + 5'000) / 10'000;
        return amount;
    };
    return rounded(stated->low) == rounded(best().low) &&
           rounded(stated->high) == rounded(best().high);
}

std::int64_t data_bytes(const PlanInputs& plan, const Phase& phase) {
    const auto rows = plan.rows.find(phase.name);
    if (rows == plan.rows.end()) return 0;
    std::int64_t sum = 0;
    for (const auto& [name, bytes] : plan.bytes_a_row) {
        const auto found = rows->second.find(name);
        if (found != rows->second.end()) sum += found->second * bytes;
    }
    return sum;
}

Span exact_cost(const PlanInputs& plan, const Phase& phase, std::string_view line) {
    const auto& prices = plan.prices;
    if (line == "document_ai") {
        return both(phase.uploads_a_month * prices.pages_an_upload * prices.page_read);
    }
    if (line == "gemini") {
        const auto tokens = phase.uploads_a_month * prices.tokens_an_upload;
        return both(share_of(prices.thousand_tokens, tokens, 1000));
    }
    if (line == "mailing") {
        return both(phase.mailed * plan.letter_cost_in(phase.name));
    }
    const auto cost = plan.costs.find(phase.name);
    const auto* stated = cost == plan.costs.end() ? nullptr : cost->second.line(line);
    return stated == nullptr ? Span{} : *stated;
}

Span exact_total(const PlanInputs& plan, const Phase& phase) {
    Span sum;
    const auto cost = plan.costs.find(phase.name);
    if (cost == plan.costs.end()) return sum;
    for (const auto& [name, stated] : cost->second.lines) {
        const auto exact = exact_cost(plan, phase, name);
        sum.low += exact.low;
        sum.high += exact.high;
    }
    return sum;
}

std::int64_t exact_revenue(const PlanInputs& plan, const Phase& phase) {
    return phase.mailed * plan.prices.mailed_letter_sold;
}

std::vector<PlanTable> plan_tables(const PlanInputs& plan) {
    return {
        growth_table(plan),
        driven_table(plan, "traffic", traffic_drivers),
        rows_table(plan),
        size_table(plan),
        connection_table(plan),
        worker_table(plan),
        object_table(plan),
        cost_table(plan),
        revenue_table(plan),
    };
}

}  // namespace fairfile::capacity
