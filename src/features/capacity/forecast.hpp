// The plan month by month: what its growth needs, what that costs and brings, and the month in
// which each of its triggers fires. Two stacks are priced: the plan's (instances and workers of its
// design, pages and tokens bought) and this program's (machines by measured processor time, reading
// done in-house). Both pay for the database's tier, Redis, CDN and monitoring. Money is dollars,
// for sums of estimates; the plan's own tables keep exact cents.
#pragma once

#include "features/capacity/growth.hpp"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace fairfile::capacity {

enum class Stack { planned, measured };
std::string_view name_of(Stack stack);

/// What a scenario may change.
struct Assumptions {
    Stack stack = Stack::planned;
    double users = 1;         // times the curve
    double mail_share = 0;    // of letters
    double letter_cost = -1;  // dollars; negative: the plan's provider of the month
    double letter_price = 0;  // dollars that a mailed letter is sold for
    double pages_an_upload = 0;
    double page_price = 0;     // dollars for reading one page, planned stack only
    double machine_price = 0;  // dollars a month, measured stack only
    double cpu = 1;            // times the measured processor time
};
Assumptions assumptions_of(const PlanInputs& plan, Stack stack);

enum class CostPart { database, hosting, redis, workers, reading, model, mailing, cdn, monitoring };
constexpr std::size_t cost_parts = 9;
std::string_view name_of(CostPart part);

struct Month {
    Phase figures;
    std::string tier;    // the cheapest that holds the sizes
    bool priced = true;  // false: the tier has no price, and the database is left out of the cost
    double instances = 0;
    double workers = 0;
    double connections = 0;
    std::array<double, cost_parts> cost{};
    double revenue = 0;

    double total() const;
    double profit() const { return revenue - total(); }
};

struct Firing {
    std::string trigger;
    std::optional<int> month;  // none within the months forecast
    std::string untold = {};   // why the model cannot know the month; empty when it can
};

struct Forecast {
    Assumptions assumptions;
    std::vector<Month> months;
    std::vector<Firing> triggers;   // the earliest first
    std::optional<int> profitable;  // first month whose revenue covers its cost
    std::optional<int> paid_back;   // first month in which all costs so far are covered
    std::string binding;            // the trigger that fires first
};

constexpr int forecast_months = 36;
Forecast forecast(const PlanInputs& plan, const GrowthCurve& curve, const Assumptions& assumptions);

/// The money of one month only, for many runs.
struct MonthMoney {
    double cost = 0;
    double revenue = 0;
};
class MoneyModel {
  public:
    MoneyModel(const PlanInputs& plan, const GrowthCurve& curve);
    MonthMoney month(int month, const Assumptions& assumptions) const;
    Month detailed(int month, const Assumptions& assumptions) const;

  private:
    /// What the plan's model needs of a month before a scenario multiplies its users.
    struct Base {
        double users = 0;
        double letter_cost = 0;
    };
    struct Need {
        double users = 0;
        double uploads = 0;
        double database_bytes = 0;
        double object_bytes = 0;
    };
    /// Lines that grow in steps, from so many users on; dollars.
    struct Step {
        double users = 0;
        double redis = 0;
        double cdn = 0;
        double monitoring = 0;
    };
    struct PricedTier {
        std::string name;
        Tier limits;
    };
    Need need_of(const Base& base, const Assumptions& assumptions) const;
    const PricedTier* tier_for(const Need& need) const;
    const PricedTier* price(const Base& base, const Assumptions& assumptions, Month& month) const;
    void price_shared(const Need& need, const PricedTier* tier, Month& month) const;
    void price_planned(const Need& need, const Assumptions& assumptions, Month& month) const;
    void price_measured(const Need& need, const Assumptions& assumptions, Month& month) const;

    const PlanInputs& plan_;
    std::vector<Base> bases_;
    std::vector<Step> steps_;        // by users
    std::vector<PricedTier> tiers_;  // by price, those without one last
    double instance_price_ = 0;
    double worker_price_ = 0;
};

}  // namespace fairfile::capacity
