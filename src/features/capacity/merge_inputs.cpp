#include "features/capacity/merge_inputs.hpp"

#include "features/capacity/inputs.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <set>

namespace fairfile::capacity {

namespace {

namespace json = boost::json;

// Words about the plan, and its promises of latency: nothing is computed with them.
constexpr std::array<std::string_view, 8> without_effect{
    "about",
    "notes",
    "known_errors",
    "current_latency_ms_month_6",
    "target_latency_ms",
    "redis_size",
    "score_history_compressed",
    "rate_limiters"};
constexpr std::array<std::string_view, 3> own_readers{
    "scenarios", "triggers", "object_storage_plan"};
constexpr std::array<std::string_view, 3> fixed_sections{"unit_prices_usd", "habits", "measured"};
constexpr std::array<std::string_view, 6> sections_by_phase{
    "rows",
    "planned_index_size",
    "monthly_cost_usd",
    "monthly_revenue_usd",
    "letter_price_by_phase",
    "limiter_by_phase"};

template <std::size_t count>
bool is_one_of(const std::array<std::string_view, count>& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

/// Letters to insert, drop or exchange.
std::size_t distance(std::string_view one, std::string_view other) {
    std::vector<std::size_t> row(other.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < one.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i + 1;
        for (std::size_t j = 0; j < other.size(); ++j) {
            const auto exchanged = diagonal + (one[i] == other[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({row[j] + 1, row[j + 1] + 1, exchanged});
        }
    }
    return row.back();
}

void refuse(
    InputReader& reader,
    const std::string& place,
    std::string_view name,
    const std::vector<std::string_view>& known
) {
    std::string_view nearest;
    auto best = std::max<std::size_t>(name.size() / 2, 2) + 1;
    for (const auto candidate : known) {
        // "unit_prices" for "unit_prices_usd": begun alike is near, too.
        const bool begun = candidate.starts_with(name) || name.starts_with(candidate);
        const auto far = begun ? 1 : distance(name, candidate);
        if (far < best) {
            best = far;
            nearest = candidate;
        }
    }
    std::string why = "is not part of a plan";
    if (!nearest.empty()) why += "; did you mean " + std::string(nearest) + "?";
    reader.fail(place + std::string(name), why);
}

std::vector<std::string_view> keys_of(const json::object& object) {
    std::vector<std::string_view> keys;
    for (const auto& [key, value] : object) keys.push_back(key);
    return keys;
}

void lay_over(json::object& base, const json::object& own) {
    for (const auto& [key, value] : own) {
        auto* under = base.if_contains(key);
        if (under != nullptr && under->is_object() && value.is_object()) {
            lay_over(under->get_object(), value.get_object());
        } else {
            base[key] = value;
        }
    }
}

/// Phases given are the plan's phases; what one of them leaves out is the built-in plan's.
json::value phases_over(const json::value& built_in, const json::value& own) {
    if (!own.is_array()) return own;
    json::array phases;
    for (const auto& entry : own.get_array()) {
        const auto* given = entry.if_object();
        const auto* name = given == nullptr ? nullptr : given->if_contains("name");
        json::value merged = entry;
        for (const auto& known : built_in.get_array()) {
            if (name == nullptr || known.at("name") != *name) continue;
            auto phase = known.get_object();
            lay_over(phase, *given);
            merged = std::move(phase);
        }
        phases.push_back(std::move(merged));
    }
    return phases;
}

std::set<std::string, std::less<>> names_of(const json::value& phases) {
    std::set<std::string, std::less<>> names;
    if (!phases.is_array()) return names;
    for (const auto& phase : phases.get_array()) {
        const auto* name = phase.is_object() ? phase.get_object().if_contains("name") : nullptr;
        if (name != nullptr && name->is_string()) names.emplace(name->get_string());
    }
    return names;
}

/// "database > 6 GB": what is watched, and beyond what.
struct Trigger {
    std::string subject;
    std::string bound;
};

std::optional<Trigger> trigger_in(std::string_view when) {
    const auto sign = when.find('>');
    if (sign == std::string_view::npos) return std::nullopt;
    const auto strip = [](std::string_view text) {
        while (text.starts_with(' ')) text.remove_prefix(1);
        while (text.ends_with(' ')) text.remove_suffix(1);
        return std::string(text);
    };
    Trigger trigger{strip(when.substr(0, sign)), strip(when.substr(sign + 1))};
    if (const auto of = trigger.bound.find(" of "); of != std::string::npos) {
        trigger.bound.resize(of);
    }
    return trigger;
}

/// Triggers that the forecast can tell become its bounds; the others are for alerts.
void read_triggers(InputReader& reader, const json::value& list, json::object& habits) {
    if (!list.is_array()) return reader.fail("triggers", "must be a list");
    std::size_t nth = 0;
    std::vector<std::pair<std::int64_t, std::string>> sizes;
    for (const auto& entry : list.get_array()) {
        const auto place = "triggers[" + std::to_string(nth++) + "]";
        const auto when = reader.text_at(reader.object_of(entry, place), "when", place);
        const auto trigger = trigger_in(when);
        if (!trigger) {
            reader.fail(place + ".when", "must be like 'database > 6 GB'");
        } else if (trigger->subject == "database") {
            const json::value bound(trigger->bound);
            sizes.emplace_back(reader.amount(bound, Unit::bytes, place + ".when"), trigger->bound);
        } else if (trigger->subject == "object storage") {
            habits["object_storage_trigger"] = trigger->bound;
        } else if (trigger->subject == "database connections") {
            habits["connection_trigger"] = trigger->bound;
        }
    }
    std::sort(sizes.begin(), sizes.end());
    if (!sizes.empty()) habits["database_trigger"] = sizes.front().second;
    if (sizes.size() > 1) habits["partition_trigger"] = sizes.back().second;
}

/// The average file, and for each phase how many and how large together.
void read_object_storage(InputReader& reader, const json::value& section, json::object& plan) {
    constexpr std::string_view place = "object_storage_plan";
    for (const auto& [key, value] : reader.object_of(section, std::string(place))) {
        const std::string_view name = key;
        const auto where = std::string(place) + "." + std::string(name);
        if (name == "file_size_limit") continue;  // the server's own, not the plan's
        if (name == "average_pdf") {
            plan["habits"].get_object()["average_pdf"] = value;
            continue;
        }
        auto& phases = plan["phases"];
        if (!phases.is_array()) return;
        bool found = false;
        for (auto& phase : phases.get_array()) {
            if (!phase.is_object() || phase.get_object()["name"] != json::value(name)) continue;
            found = true;
            const auto& own = reader.object_of(value, where);
            if (const auto* size = own.if_contains("size")) {
                phase.get_object()["object_storage"] = *size;
            }
            if (const auto* count = own.if_contains("pdfs")) {
                phase.get_object()["uploads_per_month"] = *count;
            }
        }
        if (!found) reader.fail(where, "there is no such phase");
    }
}

void check_names(InputReader& reader, const json::object& own, const json::object& built_in) {
    auto known = keys_of(built_in);
    known.insert(known.end(), own_readers.begin(), own_readers.end());
    known.insert(known.end(), without_effect.begin(), without_effect.end());
    for (const auto& [key, value] : own) {
        const std::string_view section = key;
        if (std::find(known.begin(), known.end(), section) == known.end()) {
            refuse(reader, "", section, known);
        }
        if (!is_one_of(fixed_sections, section) || !value.is_object()) continue;
        const auto& fields = built_in.at(section).get_object();
        for (const auto& [field, ignored] : value.get_object()) {
            if (fields.contains(field)) continue;
            refuse(reader, std::string(section) + ".", field, keys_of(fields));
        }
    }
}

void check_fields(
    InputReader& reader,
    const json::object& section,
    const std::string& place,
    const std::vector<std::string_view>& known
) {
    for (const auto& [name, entry] : section) {
        if (!entry.is_object()) continue;
        for (const auto& [field, ignored] : entry.get_object()) {
            const std::string_view key = field;
            if (std::find(known.begin(), known.end(), key) != known.end()) continue;
            refuse(reader, place + "." + std::string(name) + ".", key, known);
        }
    }
}

/// Below a phase or a tier: the fields that the built-in plan has there.
void check_nested(InputReader& reader, const json::object& own, const json::object& built_in) {
    constexpr std::array<std::string_view, 4> nested{
        "rows", "monthly_cost_usd", "monthly_revenue_usd", "tier_limits"};
    for (const auto section : nested) {
        const auto* given = own.if_contains(section);
        if (given == nullptr || !given->is_object()) continue;
        const auto& first = built_in.at(section).get_object().begin()->value();
        check_fields(reader, given->get_object(), std::string(section), keys_of(first.as_object()));
    }
    const auto* storage = own.if_contains("object_storage_plan");
    if (storage != nullptr && storage->is_object()) {
        const std::vector<std::string_view> known{"pdfs", "size", "cost"};
        check_fields(reader, storage->get_object(), "object_storage_plan", known);
    }
}

void check_phases(InputReader& reader, const json::object& own, const json::value& phases) {
    const auto names = names_of(phases);
    for (const auto section : sections_by_phase) {
        const auto* given = own.if_contains(section);
        if (given == nullptr || !given->is_object()) continue;
        for (const auto& [phase, ignored] : given->get_object()) {
            if (names.count(phase) > 0) continue;
            const auto place = std::string(section) + "." + std::string(phase);
            reader.fail(place, "there is no such phase");
        }
    }
}

}  // namespace

MergedInputs merge_inputs(InputReader& reader, const json::object& own) {
    const auto built_in = json::parse(built_in_plan()).as_object();
    check_names(reader, own, built_in);
    check_nested(reader, own, built_in);
    MergedInputs merged{built_in, {}};
    auto sections = own;
    for (const auto name : own_readers) sections.erase(name);
    for (const auto name : without_effect) {
        if (sections.erase(name) > 0) merged.no_effect.emplace_back(name);
    }
    sections.erase("phases");
    // A list of phases of one's own has no use for the rows and costs of the others.
    lay_over(merged.plan, sections);
    if (const auto* phases = own.if_contains("phases")) {
        merged.plan["phases"] = phases_over(built_in.at("phases"), *phases);
    }
    check_phases(reader, own, merged.plan["phases"]);
    const auto names = names_of(merged.plan["phases"]);
    for (const auto section : sections_by_phase) {
        auto* object = merged.plan[section].if_object();
        if (object == nullptr) continue;
        for (const auto key : keys_of(built_in.at(section).get_object())) {
            if (names.count(key) == 0) object->erase(key);
        }
    }
    if (const auto* list = own.if_contains("triggers")) {
        read_triggers(reader, *list, merged.plan["habits"].get_object());
    }
    if (const auto* section = own.if_contains("object_storage_plan")) {
        read_object_storage(reader, *section, merged.plan);
    }
    return merged;
}

}  // namespace fairfile::capacity
