// The plan month by month: what its growth needs, what that costs and brings, and the month in
// which each of its triggers fires. Two stacks are priced: the plan's (instances and workers of its
// design, pages and tokens bought) and this program's (machines by measured processor time, reading
// done in-house). Money is dollars, for sums of estimates; the plan's own tables keep exact cents.
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
    std::string tier;
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

/// The money of one month only, for many runs: `users` already has the month's curve in it.
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
    struct Fixed {
        double users = 0;
        double uploads = 0;
        double letters = 0;
        double database = 0;  // dollars
        double redis = 0;
        double cdn = 0;
        double monitoring = 0;
        double letter_cost = 0;
        std::string tier;
    };
    void price(const Fixed& fixed, const Assumptions& assumptions, Month& month) const;

    const PlanInputs& plan_;
    std::vector<Fixed> fixed_;
    std::vector<Phase> figures_;
    double instance_price_ = 0;
    double worker_price_ = 0;
};

}  // namespace fairfile::capacity
