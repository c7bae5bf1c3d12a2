#include "features/capacity/capacity.hpp"
#include "features/capacity/read_inputs.hpp"

#include <algorithm>
#include <array>

namespace fairfile::capacity {

namespace {

namespace json = boost::json;

using Named = std::pair<std::string, Assumptions>;

std::vector<Named> usual_scenarios(const PlanInputs& plan) {
    const auto planned = assumptions_of(plan, Stack::planned);
    const auto measured = assumptions_of(plan, Stack::measured);
    auto real_pages = planned;
    real_pages.pages_an_upload = static_cast<double>(plan.habits.pages_of_real_report);
    auto half_mailed = measured;
    half_mailed.mail_share /= 2;
    auto triple = measured;
    triple.users = 3;
    return {
        {"the plan's stack", planned},
        {"Fairfile as measured", measured},
        {"the plan's stack, real reports", real_pages},
        {"Fairfile, half as many mailed", half_mailed},
        {"Fairfile, three times the users", triple},
    };
}

struct Change {
    std::string_view key;
    Unit unit;
    double Assumptions::*member;
};

constexpr std::array changes{
    Change{"mail_conversion", Unit::share, &Assumptions::mail_share},
    Change{"letter_cost", Unit::dollars, &Assumptions::letter_cost},
    Change{"letter_price", Unit::dollars, &Assumptions::letter_price},
    Change{"page_price", Unit::dollars, &Assumptions::page_price},
    Change{"machine_price", Unit::dollars, &Assumptions::machine_price},
    Change{"pages_per_upload", Unit::pieces, &Assumptions::pages_an_upload},
    Change{"users", Unit::share, &Assumptions::users},
    Change{"processor_time", Unit::share, &Assumptions::cpu},
};

Named read_scenario(
    InputReader& reader,
    const PlanInputs& plan,
    const json::object& object,
    const std::string& place
) {
    const auto name = reader.text_at(object, "name", place);
    const auto* stack = object.if_contains("stack");
    const bool measured = stack != nullptr && *stack == json::value("measured");
    if (stack != nullptr && !measured && *stack != json::value("planned")) {
        reader.fail(place + ".stack", "must be planned or measured");
    }
    auto own = assumptions_of(plan, measured ? Stack::measured : Stack::planned);
    for (const auto& [key, value] : object) {
        const std::string_view field = key;
        if (field == "name" || field == "stack") continue;
        const auto* change = changes.data();
        const auto* end = change + changes.size();
        while (change != end && change->key != field) ++change;
        if (change == end) {
            reader.fail(place + "." + std::string(field), "is not something a scenario changes");
            break;
        }
        const auto amount = reader.amount(value, change->unit, place + "." + std::string(field));
        const double factor =
            change->unit == Unit::pieces ? 1.0 : 1.0 / static_cast<double>(micros);
        own.*change->member = static_cast<double>(amount) * factor;
    }
    if (own.mail_share > 1) {
        reader.fail(place + ".mail_conversion", "is more than all of them");
    }
    return {name, own};
}

}  // namespace

Result<std::vector<Named>> read_scenarios(const PlanInputs& plan, std::string_view inputs) {
    auto scenarios = usual_scenarios(plan);
    boost::system::error_code failed;
    const auto root = json::parse(inputs, failed);
    const auto* list =
        failed || !root.is_object() ? nullptr : root.get_object().if_contains("scenarios");
    if (list == nullptr) return scenarios;
    InputReader reader;
    if (!list->is_array()) {
        reader.fail("scenarios", "must be a list");
        return *reader.error();
    }
    scenarios.resize(2);
    std::size_t nth = 0;
    for (const auto& entry : list->get_array()) {
        const auto place = "scenarios[" + std::to_string(nth++) + "]";
        auto scenario = read_scenario(reader, plan, reader.object_of(entry, place), place);
        const bool twice =
            std::any_of(scenarios.begin(), scenarios.end(), [&scenario](const Named& other) {
                return other.first == scenario.first;
            });
        if (twice) reader.fail(place + ".name", "'" + scenario.first + "' stands twice");
        scenarios.push_back(std::move(scenario));
    }
    if (reader.error()) return *reader.error();
    return scenarios;
}

}  // namespace fairfile::capacity
