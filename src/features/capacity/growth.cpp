#include "features/capacity/growth.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace fairfile::capacity {

namespace {

constexpr int months_max = 600;

std::optional<double> number_in(std::string_view text) {
    text = trim(text);
    double number = 0;
    const auto* end = text.data() + text.size();
    const auto [rest, failed] = std::from_chars(text.data(), end, number);
    if (failed != std::errc() || rest != end || !std::isfinite(number)) return std::nullopt;
    return number;
}

Error bad_line(std::size_t line, const std::string& why) {
    return {
        .kind = Failure::invalid,
        .code = "capacity.bad_growth",
        .message = "growth file, line " + std::to_string(line) + ": " + why,
    };
}

/// Months without a figure lie on a straight line between their neighbours.
void fill_gaps(std::vector<double>& users) {
    std::size_t known = users.size();
    for (std::size_t month = 0; month < users.size(); ++month) {
        if (users[month] < 0) continue;
        const double from = known == users.size() ? users[month] : users[known];
        const auto first = known == users.size() ? 0 : known + 1;
        for (auto gap = first; gap < month; ++gap) {
            const double part = known == users.size() ? 1.0
                                                      : static_cast<double>(gap - known) /
                                                            static_cast<double>(month - known);
            users[gap] = from + (users[month] - from) * part;
        }
        known = month;
    }
}

constexpr std::array linear_fields{
    &Phase::daily_users,
    &Phase::concurrent_users,
    &Phase::requests_a_day,
    &Phase::requests_a_second,
    &Phase::dashboards_a_day,
    &Phase::uploads_a_month,
    &Phase::uploads_a_day,
    &Phase::tradelines,
    &Phase::letters,
    &Phase::mailed,
    &Phase::database_bytes,
    &Phase::object_bytes,
};

}  // namespace

Result<std::vector<double>> read_growth_csv(std::string_view csv) {
    std::vector<double> users;
    std::size_t number = 0;
    for (const auto line : split(csv, '\n')) {
        ++number;
        if (trim(line).empty()) continue;
        const auto cells = split(line, ',');
        if (cells.size() != 2) return bad_line(number, "write month,users");
        const auto month = number_in(cells[0]);
        const auto count = number_in(cells[1]);
        if (number == 1 && !month) continue;  // a header
        if (!month || !count) return bad_line(number, "month and users must be numbers");
        const bool whole = std::floor(*month) == *month && *month >= 1 && *month <= months_max;
        if (!whole) return bad_line(number, "months are 1 to " + std::to_string(months_max));
        if (*count < 0) return bad_line(number, "users must not be negative");
        const auto at = static_cast<std::size_t>(*month) - 1;
        if (users.size() <= at) users.resize(at + 1, -1);
        if (users[at] >= 0) return bad_line(number, "the month stands twice");
        users[at] = *count;
    }
    if (users.empty()) return bad_line(number, "no month is in it");
    fill_gaps(users);
    return users;
}

GrowthCurve::GrowthCurve(const PlanInputs& plan, GrowthSettings settings)
    : plan_(plan), settings_(std::move(settings)) {
    // Through the first and the last phase: log(u / (ceiling - u)) is a straight line of months.
    const auto& first = plan_.phases.front();
    const auto& last = plan_.phases.back();
    const auto logit = [this](const Phase& phase) {
        const auto users = std::min(static_cast<double>(phase.users), settings_.ceiling * 0.999);
        return std::log(users / (settings_.ceiling - users));
    };
    if (last.month > first.month) {
        steepness_ = (logit(last) - logit(first)) / (last.month - first.month);
    }
    middle_ = steepness_ == 0 ? last.month : last.month - logit(last) / steepness_;
}

double GrowthCurve::from_s_curve(int month) const {
    return settings_.ceiling / (1 + std::exp(-steepness_ * (month - middle_)));
}

double GrowthCurve::from_table(int month) const {
    const auto& phases = plan_.phases;
    if (phases.size() == 1) return static_cast<double>(phases.front().users);
    auto upper = std::find_if(phases.begin(), phases.end(), [month](const Phase& phase) {
        return phase.month >= month;
    });
    if (upper == phases.begin()) ++upper;
    if (upper == phases.end()) --upper;
    const auto& low = *(upper - 1);
    const auto& high = *upper;
    const double part =
        static_cast<double>(month - low.month) / static_cast<double>(high.month - low.month);
    const double ratio = static_cast<double>(high.users) / static_cast<double>(low.users);
    return static_cast<double>(low.users) * std::pow(ratio, part);
}

double GrowthCurve::users_at(int month) const {
    const auto& own = settings_.own_users;
    double users = 0;
    if (!own.empty()) {
        const auto at = std::min(static_cast<std::size_t>(std::max(month, 1)), own.size()) - 1;
        users = own[at];
    } else {
        const bool curved = settings_.kind == GrowthKind::s_curve;
        users = curved ? from_s_curve(month) : from_table(month);
    }
    return users * settings_.scale;
}

Phase GrowthCurve::figures_at(int month) const {
    return figures_for(plan_, month, users_at(month));
}

Phase figures_for(const PlanInputs& plan, int month, double users) {
    const auto& last = plan.phases.back();
    Phase figures = last;
    figures.name = "month-" + std::to_string(month);
    figures.month = month;
    figures.users = std::llround(users);
    for (const auto field : linear_fields) {
        const auto whole = static_cast<double>(last.*field) * users;
        figures.*field = std::llround(whole / static_cast<double>(last.users));
    }
    return figures;
}

}  // namespace fairfile::capacity
