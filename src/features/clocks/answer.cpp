#include "base/dates.hpp"
#include "features/clocks/clocks.hpp"

#include <array>
#include <stdexcept>

namespace fairfile::clocks {

namespace {

using namespace std::chrono;

// No law of the table is older, and no report tells of more than a lifetime ahead.
constexpr int year_min = 1900;
constexpr int year_max = 2200;
constexpr int bankruptcy_years = 10;
constexpr std::array<std::string_view, 4> block_elements{
    "identity_proof", "identity_theft_report", "items_identified", "statement"};
constexpr std::array<std::string_view, 10> names_of_several_clocks{
    "received",
    "information_received",
    "relevant",
    "already_found",
    "annual_report",
    "first_delinquency",
    "filed",
    "signed",
    "statement",
    "complete"};

/// Takes inputs by name; the first that makes no sense is kept as the error.
class Inputs {
  public:
    explicit Inputs(const Question& question) : question_(question) { refuse_unknown(); }

    const std::string& error() const { return error_; }

    sys_days day(std::string_view name) {
        const auto found = optional_day(name);
        if (!found) fail(name, "is missing");
        return found.value_or(sys_days{});
    }

    std::optional<sys_days> optional_day(std::string_view name) {
        const auto entry = question_.inputs.find(name);
        if (entry == question_.inputs.end()) return std::nullopt;
        const auto* text = std::get_if<std::string>(&entry->second);
        const auto date = text ? parse_iso_date(*text) : std::nullopt;
        if (!date || !date->has_day()) {
            fail(name, "must be a day of the calendar like 2025-01-31");
            return sys_days{};
        }
        if (date->year < year_min || date->year > year_max) fail(name, "is in an impossible year");
        return first_day(*date);
    }

    bool truth(std::string_view name, bool otherwise) {
        const auto entry = question_.inputs.find(name);
        if (entry == question_.inputs.end()) return otherwise;
        const auto* truth = std::get_if<bool>(&entry->second);
        if (!truth) fail(name, "must be true or false");
        return truth ? *truth : otherwise;
    }

    bool is_truth(std::string_view name) const {
        const auto entry = question_.inputs.find(name);
        return entry != question_.inputs.end() && std::holds_alternative<bool>(entry->second);
    }

  private:
    /// A misspelt condition must not silently change a date.
    void refuse_unknown() {
        for (const auto& [name, input] : question_.inputs) {
            if (!is_known(name)) fail(name, "is no input of any clock");
        }
    }

    static bool is_known(std::string_view name) {
        for (const auto known : names_of_several_clocks) {
            if (known == name) return true;
        }
        for (const auto known : block_elements) {
            if (known == name) return true;
        }
        for (const auto& rule : rules()) {
            if (rule.starts == name) return true;
        }
        return false;
    }

    void fail(std::string_view name, std::string_view problem) {
        if (error_.empty()) error_ = std::string(name) + " " + std::string(problem) + ".";
    }

    const Question& question_;
    std::string error_;
};

/// A day on which the report came, or plainly whether the dispute followed one.
bool follows_annual_report(Inputs& inputs, sys_days received) {
    if (inputs.is_truth("annual_report")) return inputs.truth("annual_report", false);
    const auto came = inputs.optional_day("annual_report");
    return came && *came <= received;
}

sys_days response_day(std::string_view clock, Inputs& inputs) {
    Receipt receipt{inputs.day("received")};
    if (clock != "C1") {
        receipt.information_received = inputs.optional_day("information_received");
        receipt.is_relevant = inputs.truth("relevant", true);
        receipt.is_already_found = inputs.truth("already_found", false);
    }
    if (clock == "C3") {
        receipt.after_annual_report = follows_annual_report(inputs, receipt.delivered);
    }
    return response_due(receipt).day;
}

sys_days block_day(Inputs& inputs) {
    auto last = inputs.day(block_elements[0]);
    for (const auto element : block_elements) last = std::max(last, inputs.day(element));
    return business_days_after(last, find_rule("C14")->length);
}

sys_days plain_day(const ClockRule& rule, Inputs& inputs) {
    const auto start = inputs.day(rule.starts);
    switch (rule.unit) {
        case Unit::days:
            return start + days{rule.length};
        case Unit::business_days:
            return business_days_after(start, rule.length);
        case Unit::years:
            return years_after(start, rule.length);
        case Unit::hours:
            return start;
    }
    throw std::logic_error("a clock without a unit");
}

std::optional<sys_days> day_of(std::string_view clock, Inputs& inputs) {
    if (clock == "7y180") return seven_years_and_180_days(inputs.day("first_delinquency"));
    if (clock == "10y") return years_after(inputs.day("filed"), bankruptcy_years);
    if (clock == "C14") return block_day(inputs);
    if (clock == "C1" || clock == "C2" || clock == "C3") return response_day(clock, inputs);
    const auto* rule = find_rule(clock);
    if (!rule) return std::nullopt;
    return plain_day(*rule, inputs);
}

}  // namespace

Answer answer(const Question& question) {
    Inputs inputs(question);
    const auto day = day_of(question.clock, inputs);
    if (!day) return {.error = "There is no clock of this name."};
    if (!inputs.error().empty()) return {.error = inputs.error()};

    Answer found{.date = day};
    if (question.clock == "C21") found.services_from = *day + days{1};
    return found;
}

}  // namespace fairfile::clocks
