#include "features/capacity/forecast.hpp"

#include "features/capacity/plan_tables.hpp"

#include <algorithm>
#include <cmath>

namespace fairfile::capacity {

namespace {

constexpr double dollars = 1.0 / static_cast<double>(micros);
constexpr double used_share = 0.7;  // of a core, before another is added
constexpr double days_a_month = 30;
constexpr double pages_peak = 3;  // uploads of the busiest hour against the mean
constexpr double seconds_a_day = 86'400;
constexpr double workers_min = 2;

/// The last phase that has begun by this month; the first one before any has.
const Phase& phase_of(const PlanInputs& plan, int month) {
    const Phase* found = &plan.phases.front();
    for (const auto& phase : plan.phases) {
        if (phase.month <= month) found = &phase;
    }
    return *found;
}

double stated(const PlanInputs& plan, const Phase& phase, std::string_view line) {
    const auto cost = plan.costs.find(phase.name);
    const auto* span = cost == plan.costs.end() ? nullptr : cost->second.line(line);
    return span == nullptr ? 0 : static_cast<double>(span->low) * dollars;
}

/// Price of one, from the first phase that has any.
double unit_price(const PlanInputs& plan, std::string_view line, std::int64_t Phase::*number) {
    for (const auto& phase : plan.phases) {
        if (phase.*number > 0)
            return stated(plan, phase, line) / static_cast<double>(phase.*number);
    }
    return 0;
}

/// A line that grows in steps with the phases; beyond the last one, with the users.
double stepped(const PlanInputs& plan, int month, double users, std::string_view line) {
    const auto& last = plan.phases.back();
    const double step = stated(plan, phase_of(plan, month), line);
    if (month <= last.month) return step;
    return step * std::max(1.0, users / static_cast<double>(last.users));
}

/// The cheapest tier that holds the sizes; one without limits when none does.
std::string tier_for(const PlanInputs& plan, const Phase& figures) {
    std::string best;
    double price = 0;
    for (const auto& [name, tier] : plan.tiers) {
        const auto holds = [](const std::optional<std::int64_t>& limit, std::int64_t need) {
            return !limit || need <= *limit;
        };
        if (!holds(tier.database_bytes, figures.database_bytes)) continue;
        if (!holds(tier.object_bytes, figures.object_bytes)) continue;
        const double own = tier.price ? static_cast<double>(*tier.price) : 1e18;
        if (best.empty() || own < price) {
            best = name;
            price = own;
        }
    }
    return best;
}

double ceiling(double number) {
    return std::ceil(number - 1e-9);
}

std::optional<int> first_month(const std::vector<Month>& months, const auto& fires) {
    for (const auto& month : months) {
        if (fires(month)) return month.figures.month;
    }
    return std::nullopt;
}

std::vector<Firing> firings(const PlanInputs& plan, const std::vector<Month>& months) {
    const auto& habits = plan.habits;
    const auto size = [&](std::int64_t bytes, std::int64_t Phase::*field) {
        return first_month(months, [&](const Month& month) {
            return month.figures.*field > bytes;
        });
    };
    const auto limit = static_cast<double>(plan.phases.back().connection_limit);
    const double pool = static_cast<double>(habits.pool_trigger) / static_cast<double>(micros);
    std::vector<Firing> fired{
        {"database over " + printed(Unit::bytes, habits.database_trigger),
         size(habits.database_trigger, &Phase::database_bytes)},
        {"database over " + printed(Unit::bytes, habits.partition_trigger),
         size(habits.partition_trigger, &Phase::database_bytes)},
        {"object storage over " + printed(Unit::bytes, habits.object_trigger),
         size(habits.object_trigger, &Phase::object_bytes)},
        {"connections at " + printed(Unit::share, habits.pool_trigger) + " of the tier",
         first_month(months, [&](auto& month) { return month.connections >= pool * limit; })},
        {"more than one instance",
         first_month(months, [](auto& month) { return month.instances > 1; })},
        {"more workers than at the start",
         first_month(months, [](auto& month) { return month.workers > workers_min; })},
    };
    std::stable_sort(fired.begin(), fired.end(), [](const Firing& one, const Firing& other) {
        return one.month.value_or(1'000'000) < other.month.value_or(1'000'000);
    });
    return fired;
}

}  // namespace

std::string_view name_of(Stack stack) {
    return stack == Stack::planned ? "the plan's stack" : "Fairfile as measured";
}

std::string_view name_of(CostPart part) {
    static constexpr std::array<std::string_view, cost_parts> names{
        "database and storage",
        "API hosting",
        "Redis",
        "workers",
        "reading pages",
        "model tokens",
        "mailing",
        "CDN",
        "monitoring"};
    return names[static_cast<std::size_t>(part)];
}

Assumptions assumptions_of(const PlanInputs& plan, Stack stack) {
    Assumptions own;
    own.stack = stack;
    own.mail_share = static_cast<double>(plan.mail_share) * dollars;
    own.letter_price = static_cast<double>(plan.prices.mailed_letter_sold) * dollars;
    own.pages_an_upload = static_cast<double>(
        stack == Stack::planned ? plan.prices.pages_an_upload : plan.habits.pages_of_real_report
    );
    own.page_price = static_cast<double>(plan.prices.page_read) * dollars;
    own.machine_price = static_cast<double>(plan.measured.machine_price) * dollars;
    return own;
}

double Month::total() const {
    double sum = 0;
    for (const auto part : cost) sum += part;
    return sum;
}

MoneyModel::MoneyModel(const PlanInputs& plan, const GrowthCurve& curve) : plan_(plan) {
    instance_price_ = unit_price(plan, "api_hosting", &Phase::instances);
    worker_price_ = unit_price(plan, "workers", &Phase::workers);
    for (int month = 1; month <= forecast_months; ++month) {
        auto figures = curve.figures_at(month);
        const double users = curve.users_at(month);
        const auto& phase = phase_of(plan, month);
        const auto& last = plan.phases.back();
        const auto a_user = [&](std::int64_t amount) {
            return static_cast<double>(amount) / static_cast<double>(last.users) * users;
        };
        Fixed fixed;
        fixed.users = users;
        fixed.uploads = a_user(last.uploads_a_month);
        fixed.letters = a_user(last.letters);
        fixed.tier = tier_for(plan, figures);
        const auto tier = plan.tiers.find(fixed.tier);
        const bool priced = tier != plan.tiers.end() && tier->second.price.has_value();
        fixed.database = priced ? static_cast<double>(*tier->second.price) * dollars
                                : stepped(plan, month, users, "database_and_storage");
        fixed.redis = stepped(plan, month, users, "redis");
        fixed.cdn = stepped(plan, month, users, "cdn");
        fixed.monitoring = stepped(plan, month, users, "monitoring");
        fixed.letter_cost = static_cast<double>(plan.letter_cost_in(phase.name)) * dollars;
        fixed_.push_back(std::move(fixed));
        figures_.push_back(std::move(figures));
    }
}

void MoneyModel::price(const Fixed& fixed, const Assumptions& own, Month& month) const {
    const auto& last = plan_.phases.back();
    const double users = fixed.users * own.users;
    const double uploads = fixed.uploads * own.users;
    const double mailed = fixed.letters * own.users * own.mail_share;
    auto& cost = month.cost;
    const auto set = [&cost](CostPart part, double amount) {
        cost[static_cast<std::size_t>(part)] = amount;
    };
    const double letter = own.letter_cost < 0 ? fixed.letter_cost : own.letter_cost;
    set(CostPart::mailing, mailed * letter);
    month.revenue = mailed * own.letter_price;
    if (own.stack == Stack::planned) {
        const double share = users / static_cast<double>(last.users);
        month.instances = std::max(1.0, ceiling(share * static_cast<double>(last.instances)));
        month.workers = std::max(workers_min, ceiling(share * static_cast<double>(last.workers)));
        month.connections = month.instances * static_cast<double>(last.connections_each);
        set(CostPart::database, fixed.database);
        set(CostPart::hosting, month.instances * instance_price_);
        set(CostPart::redis, fixed.redis);
        set(CostPart::workers, month.workers * worker_price_);
        set(CostPart::reading, uploads * own.pages_an_upload * own.page_price);
        const double tokens = static_cast<double>(plan_.prices.tokens_an_upload) / 1000;
        const double thousand = static_cast<double>(plan_.prices.thousand_tokens) * dollars;
        set(CostPart::model, uploads * tokens * thousand);
        set(CostPart::cdn, fixed.cdn);
        set(CostPart::monitoring, fixed.monitoring);
        return;
    }
    const auto& measured = plan_.measured;
    const double scanned = static_cast<double>(measured.share_scanned) * dollars;
    const double page = (1 - scanned) * static_cast<double>(measured.cpu_a_page_text) +
                        scanned * static_cast<double>(measured.cpu_a_page_scan);
    const double peak =
        static_cast<double>(last.requests_a_second) * users / static_cast<double>(last.users);
    const double serving = peak * static_cast<double>(measured.cpu_a_request) * own.cpu * dollars;
    const double pages = uploads / days_a_month / seconds_a_day * pages_peak * own.pages_an_upload;
    const double reading = pages * page * own.cpu * dollars;
    const double cores = (serving + reading) / used_share;
    const double machines =
        std::max(1.0, ceiling(cores / static_cast<double>(measured.cores_a_machine)));
    month.instances = machines;
    month.workers = std::max(1.0, ceiling(reading / used_share));
    month.connections = machines * static_cast<double>(measured.cores_a_machine) * 2;
    set(CostPart::hosting, machines * own.machine_price);
}

MonthMoney MoneyModel::month(int month, const Assumptions& assumptions) const {
    Month priced;
    price(fixed_[static_cast<std::size_t>(month - 1)], assumptions, priced);
    return {priced.total(), priced.revenue};
}

Month MoneyModel::detailed(int month, const Assumptions& assumptions) const {
    const auto at = static_cast<std::size_t>(month - 1);
    Month priced;
    priced.figures = figures_[at];
    priced.tier = fixed_[at].tier;
    price(fixed_[at], assumptions, priced);
    return priced;
}

Forecast forecast(
    const PlanInputs& plan, const GrowthCurve& curve, const Assumptions& assumptions
) {
    const MoneyModel model(plan, curve);
    Forecast result;
    result.assumptions = assumptions;
    double sum = 0;
    for (int month = 1; month <= forecast_months; ++month) {
        auto detailed = model.detailed(month, assumptions);
        sum += detailed.profit();
        if (!result.profitable && detailed.profit() >= 0) result.profitable = month;
        if (!result.paid_back && sum >= 0) result.paid_back = month;
        result.months.push_back(std::move(detailed));
    }
    result.triggers = firings(plan, result.months);
    const auto& first = result.triggers.front();
    if (first.month) result.binding = first.trigger;
    return result;
}

}  // namespace fairfile::capacity
