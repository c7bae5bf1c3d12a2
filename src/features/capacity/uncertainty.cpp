#include "features/capacity/uncertainty.hpp"

#include "features/capacity/chance.hpp"

#include <algorithm>
#include <cmath>

namespace fairfile::capacity {

namespace {

Spread spread_of(std::vector<double>& values) {
    const auto at = [&values](double share) {
        const auto place =
            static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
        std::nth_element(values.begin(), values.begin() + place, values.end());
        return values[static_cast<std::size_t>(place)];
    };
    return {at(0.1), at(0.5), at(0.9)};
}

double last_profit(const MoneyModel& model, const Assumptions& own) {
    const auto money = model.month(forecast_months, own);
    return money.revenue - money.cost;
}

std::vector<Swing> swings(
    const MoneyModel& model, const Assumptions& likely, const std::vector<Range>& ranges
) {
    std::vector<Swing> all;
    for (const auto& range : ranges) {
        auto low = likely;
        auto high = likely;
        low.*range.member = range.low;
        high.*range.member = range.high;
        all.push_back({range.name, last_profit(model, low), last_profit(model, high)});
    }
    std::stable_sort(all.begin(), all.end(), [](const Swing& one, const Swing& other) {
        return std::abs(one.at_high - one.at_low) > std::abs(other.at_high - other.at_low);
    });
    return all;
}

}  // namespace

std::vector<Range> usual_ranges(const Assumptions& likely) {
    std::vector<Range> ranges{
        {"users", 0.5 * likely.users, likely.users, 1.5 * likely.users, &Assumptions::users},
        {"share of letters mailed", 0.08, likely.mail_share, 0.25, &Assumptions::mail_share},
        {"price of a mailed letter", 5.0, likely.letter_price, 10.0, &Assumptions::letter_price},
    };
    if (likely.stack == Stack::planned) {
        ranges.push_back(
            {"pages an upload",
             1,
             std::max(likely.pages_an_upload, 20.0),
             100,
             &Assumptions::pages_an_upload}
        );
        ranges.push_back(
            {"price of reading a page", 0.0015, likely.page_price, 0.1, &Assumptions::page_price}
        );
    } else {
        ranges.push_back(
            {"pages an upload", 10, likely.pages_an_upload, 100, &Assumptions::pages_an_upload}
        );
        ranges.push_back({"processor time", 0.5, likely.cpu, 3, &Assumptions::cpu});
        ranges.push_back(
            {"price of a machine",
             0.5 * likely.machine_price,
             likely.machine_price,
             3 * likely.machine_price,
             &Assumptions::machine_price}
        );
    }
    return ranges;
}

Uncertainty uncertainty(
    const MoneyModel& model,
    const Assumptions& likely,
    const std::vector<Range>& ranges,
    const RunOrder& order
) {
    Chance chance(order.seed);
    const auto runs = static_cast<std::size_t>(std::max(order.runs, 1));
    std::vector<std::vector<double>> profits(forecast_months, std::vector<double>(runs));
    std::vector<double> sums(runs, 0.0);
    for (std::size_t run = 0; run < runs; ++run) {
        auto own = likely;
        for (const auto& range : ranges) {
            own.*range.member = chance.triangular(range.low, range.likely, range.high);
        }
        for (int month = 1; month <= forecast_months; ++month) {
            const auto money = model.month(month, own);
            const double profit = money.revenue - money.cost;
            profits[static_cast<std::size_t>(month - 1)][run] = profit;
            sums[run] += profit;
        }
    }
    Uncertainty result;
    result.runs = static_cast<int>(runs);
    for (auto& month : profits) result.profit.push_back(spread_of(month));
    const auto losses = std::count_if(sums.begin(), sums.end(), [](double sum) { return sum < 0; });
    result.chance_of_loss = static_cast<double>(losses) / static_cast<double>(runs);
    result.profit_of_all_months = spread_of(sums);
    result.tornado = swings(model, likely, ranges);
    return result;
}

}  // namespace fairfile::capacity
