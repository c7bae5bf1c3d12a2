#include "features/capacity/forecast.hpp"

#include "features/capacity/plan_tables.hpp"
#include "features/capacity/queues.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace fairfile::capacity {

namespace {

constexpr double dollars = 1.0 / static_cast<double>(micros);
constexpr double used_share = 0.7;  // of a core, before another is added
constexpr double days_a_month = 30;
constexpr double pages_peak = 3;  // uploads of the busiest hour against the mean
constexpr double seconds_a_day = 86'400;
constexpr double workers_min = 2;
constexpr double queued_a_worker = 10;

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

void set(Month& month, CostPart part, double amount) {
    month.cost[static_cast<std::size_t>(part)] = amount;
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

/// Of one page, in microseconds of a core.
double measured_page(const Measured& measured) {
    const double scanned = static_cast<double>(measured.share_scanned) * dollars;
    return (1 - scanned) * static_cast<double>(measured.cpu_a_page_text) +
           scanned * static_cast<double>(measured.cpu_a_page_scan);
}

/// In the busiest hour, by the formula of waiting times; a queue's length is rate times waiting.
bool workers_overrun(const PlanInputs& plan, const Assumptions& own, const Month& month) {
    const double page = measured_page(plan.measured) * own.cpu * dollars;
    const double service =
        own.stack == Stack::planned ? planned_service : page * own.pages_an_upload;
    const double rate =
        static_cast<double>(month.figures.uploads_a_day) / seconds_a_day * pages_peak;
    const auto waiting = mgc_waiting({rate, service, 1, static_cast<int>(month.workers)});
    return waiting.busy > used_share || rate * waiting.mean > queued_a_worker * month.workers;
}

void add_untold(Stack stack, std::vector<Firing>& fired) {
    const bool planned = stack == Stack::planned;
    fired.push_back(
        {"processors of the API over 70 %",
         std::nullopt,
         planned ? "the plan gives no processor time of a request" : "machines are added before it"}
    );
    fired.push_back(
        {"API response time over 500 ms",
         std::nullopt,
         planned ? "the plan gives no processor time of a request"
                 : "the time of a statement at that size is not modelled"}
    );
    fired.push_back({"replication lag over 1 s", std::nullopt, "replicas are not modelled"});
}

std::vector<Firing> firings(
    const PlanInputs& plan, const Assumptions& own, const std::vector<Month>& months
) {
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
    fired.push_back(
        {"reports waiting: over 10 a worker, or workers over 70 % busy",
         first_month(months, [&](auto& month) { return workers_overrun(plan, own, month); })}
    );
    add_untold(own.stack, fired);
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
        const auto& phase = phase_of(plan, month);
        const double letter = static_cast<double>(plan.letter_cost_in(phase.name)) * dollars;
        bases_.push_back({curve.users_at(month), letter});
    }
    for (const auto& phase : plan.phases) {
        steps_.push_back(
            {static_cast<double>(phase.users),
             stated(plan, phase, "redis"),
             stated(plan, phase, "cdn"),
             stated(plan, phase, "monitoring")}
        );
    }
    for (const auto& [name, limits] : plan.tiers) tiers_.push_back({name, limits});
    std::stable_sort(tiers_.begin(), tiers_.end(), [](const auto& one, const auto& other) {
        constexpr auto unpriced = std::numeric_limits<std::int64_t>::max();
        return one.limits.price.value_or(unpriced) < other.limits.price.value_or(unpriced);
    });
}

MoneyModel::Need MoneyModel::need_of(const Base& base, const Assumptions& own) const {
    const auto& last = plan_.phases.back();
    const double users = base.users * own.users;
    const double share = users / static_cast<double>(last.users);
    const double measured = static_cast<double>(plan_.measured.database_bytes_a_user) * users;
    const double planned = static_cast<double>(last.database_bytes) * share;
    return {
        users,
        static_cast<double>(last.uploads_a_month) * share,
        own.stack == Stack::measured ? measured : planned,
        static_cast<double>(last.object_bytes) * share};
}

/// The cheapest tier that holds the sizes; nothing when none does.
const MoneyModel::PricedTier* MoneyModel::tier_for(const Need& need) const {
    const auto holds = [](const std::optional<std::int64_t>& limit, double bytes) {
        return !limit || std::floor(bytes + 0.5) <= static_cast<double>(*limit);
    };
    for (const auto& tier : tiers_) {
        if (!holds(tier.limits.database_bytes, need.database_bytes)) continue;
        if (holds(tier.limits.object_bytes, need.object_bytes)) return &tier;
    }
    return nullptr;
}

const MoneyModel::PricedTier* MoneyModel::price(
    const Base& base, const Assumptions& own, Month& month
) const {
    const auto& last = plan_.phases.back();
    const auto need = need_of(base, own);
    const auto* tier = tier_for(need);
    const double letters = static_cast<double>(last.letters) * need.users;
    const double mailed = letters / static_cast<double>(last.users) * own.mail_share;
    const double letter = own.letter_cost < 0 ? base.letter_cost : own.letter_cost;
    set(month, CostPart::mailing, mailed * letter);
    month.revenue = mailed * own.letter_price;
    price_shared(need, tier, month);
    if (own.stack == Stack::planned) {
        price_planned(need, own, month);
    } else {
        price_measured(need, own, month);
    }
    return tier;
}

/// What either stack rents, at the plan's prices: the step its users have reached; beyond the last
/// one, with the users.
void MoneyModel::price_shared(const Need& need, const PricedTier* tier, Month& month) const {
    const Step* step = &steps_.front();
    for (const auto& each : steps_) {
        if (each.users <= need.users * (1 + 1e-9)) step = &each;
    }
    const double beyond = std::max(1.0, need.users / steps_.back().users);
    month.priced = tier != nullptr && tier->limits.price.has_value();
    const double rent = month.priced ? static_cast<double>(*tier->limits.price) * dollars : 0;
    set(month, CostPart::database, rent);
    set(month, CostPart::redis, step->redis * beyond);
    set(month, CostPart::cdn, step->cdn * beyond);
    set(month, CostPart::monitoring, step->monitoring * beyond);
}

void MoneyModel::price_planned(const Need& need, const Assumptions& own, Month& month) const {
    const auto& last = plan_.phases.back();
    const double share = need.users / static_cast<double>(last.users);
    month.instances = std::max(1.0, ceiling(share * static_cast<double>(last.instances)));
    month.workers = std::max(workers_min, ceiling(share * static_cast<double>(last.workers)));
    month.connections = month.instances * static_cast<double>(last.connections_each);
    set(month, CostPart::hosting, month.instances * instance_price_);
    set(month, CostPart::workers, month.workers * worker_price_);
    set(month, CostPart::reading, need.uploads * own.pages_an_upload * own.page_price);
    const double tokens = static_cast<double>(plan_.prices.tokens_an_upload) / 1000;
    const double thousand = static_cast<double>(plan_.prices.thousand_tokens) * dollars;
    set(month, CostPart::model, need.uploads * tokens * thousand);
}

void MoneyModel::price_measured(const Need& need, const Assumptions& own, Month& month) const {
    const auto& last = plan_.phases.back();
    const auto& measured = plan_.measured;
    const double page = measured_page(measured);
    const double share = need.users / static_cast<double>(last.users);
    const double peak = static_cast<double>(last.requests_a_second) * share;
    const double serving = peak * static_cast<double>(measured.cpu_a_request) * own.cpu * dollars;
    const double busiest = need.uploads / days_a_month / seconds_a_day * pages_peak;
    const double reading = busiest * own.pages_an_upload * page * own.cpu * dollars;
    const double cores = (serving + reading) / used_share;
    const double machines =
        std::max(1.0, ceiling(cores / static_cast<double>(measured.cores_a_machine)));
    month.instances = machines;
    month.workers = std::max(1.0, ceiling(reading / used_share));
    month.connections = machines * static_cast<double>(measured.cores_a_machine) * 2;
    set(month, CostPart::hosting, machines * own.machine_price);
}

MonthMoney MoneyModel::month(int month, const Assumptions& assumptions) const {
    Month priced;
    price(bases_[static_cast<std::size_t>(month - 1)], assumptions, priced);
    return {priced.total(), priced.revenue};
}

Month MoneyModel::detailed(int month, const Assumptions& assumptions) const {
    const auto& base = bases_[static_cast<std::size_t>(month - 1)];
    const auto need = need_of(base, assumptions);
    Month priced;
    priced.figures = figures_for(plan_, month, need.users);
    priced.figures.database_bytes = std::llround(need.database_bytes);
    priced.figures.mailed =
        std::llround(static_cast<double>(priced.figures.letters) * assumptions.mail_share);
    const auto* tier = price(base, assumptions, priced);
    if (tier != nullptr) priced.tier = tier->name;
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
    result.triggers = firings(plan, assumptions, result.months);
    const auto& first = result.triggers.front();
    if (first.month) result.binding = first.trigger;
    return result;
}

}  // namespace fairfile::capacity
