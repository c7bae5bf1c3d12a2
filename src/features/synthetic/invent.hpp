// Invents the content of a credit report: people, creditors, accounts with consistent figures and
// histories. Nobody and nothing in it exists.
#pragma once

#include "features/synthetic/dice.hpp"
#include "features/synthetic/facts.hpp"

#include <vector>

namespace fairfile::synthetic {

enum class Story {
    card_in_order,
    card_late,
    card_charged_off,
    car_in_order,
    car_repossessed,
    student_loan,
    mortgage,
    collection,
};

struct Plan {
    Style style;
    PartialDate date;
    std::vector<Story> stories;  // one account each
    int inquiries = 0;
    int records = 0;
    bool bureaus_may_miss = true;  // whether some bureau may not report an account
};

Style invent_style(Dice& dice);
Plan invent_plan(Dice& dice);
Report invent_report(Dice& dice, const Plan& plan);

/// One account; `report` must have its style and date.
Account invent_account(Dice& dice, const Report& report, Story story, bool bureaus_may_miss);

}  // namespace fairfile::synthetic
