// Users month by month, and what follows from them. Between two phases of the plan growth is
// geometric; before the first it starts from one user a month earlier than the first phase's share
// would have it, after the last it goes on at the last pace, slowing to a ceiling when one is set.
#pragma once

#include "features/capacity/inputs.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace fairfile::capacity {

enum class GrowthKind { table, s_curve };

struct GrowthSettings {
    GrowthKind kind = GrowthKind::table;
    double ceiling = 100'000;         // of the S-curve
    double scale = 1;                 // all users times this
    std::vector<double> own_users{};  // one a month from month 1; used instead when not empty
};

/// CSV with the columns "month,users"; a header is allowed, months without a line are filled in.
Result<std::vector<double>> read_growth_csv(std::string_view csv);

/// The plan's last phase, scaled to so many users.
Phase figures_for(const PlanInputs& plan, int month, double users);

class GrowthCurve {
  public:
    explicit GrowthCurve(const PlanInputs& plan, GrowthSettings settings = {});

    double users_at(int month) const;
    /// The phase's figures as so many a user, for the users of this month.
    Phase figures_at(int month) const;

  private:
    double from_table(int month) const;
    double from_s_curve(int month) const;

    const PlanInputs& plan_;
    GrowthSettings settings_;
    double steepness_ = 0;  // of the S-curve
    double middle_ = 0;     // its month of fastest growth
};

}  // namespace fairfile::capacity
