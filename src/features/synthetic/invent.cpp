#include "features/synthetic/invent.hpp"

#include "features/synthetic/invented_names.hpp"

#include <algorithm>
#include <chrono>

namespace fairfile::synthetic {

namespace {

constexpr std::array<std::string_view, 5> publishers{
    "Three Bureau Credit Report",
    "3-Bureau Credit Report & Scores",
    "Tri-Merge Credit Report",
    "IdentityIQ Credit Report",
    "SmartCredit 3B Report"};
constexpr std::array<std::string_view, 4> typefaces{
    "DejaVu Sans", "Liberation Sans", "Liberation Serif", "DejaVu Serif"};
constexpr std::array<std::string_view, 3> nothings{"-", "", "--"};

void shuffle(Dice& dice, std::array<std::size_t, bureau_count>& order) {
    for (std::size_t last = order.size() - 1; last > 0; --last) {
        std::swap(order[last], order[dice.next() % (last + 1)]);
    }
}

PartialDate days_before(const PartialDate& date, int days) {
    return to_date(first_day(date) - std::chrono::days(days));
}

std::vector<ScoreFact> invent_scores(Dice& dice) {
    const int around = dice.between(540, 790);
    std::vector<ScoreFact> scores;
    for (std::size_t bureau = 0; bureau < bureau_count; ++bureau) {
        scores.push_back({bureau, around + dice.between(-18, 18)});
    }
    return scores;
}

std::string spelled(const PersonName& person, std::size_t bureau) {
    if (bureau == 0) return person.given + " " + person.middle + " " + person.family;
    return person.given + " " + person.family;
}

std::vector<Identity> invent_identities(Dice& dice) {
    const auto person = invent_person(dice);
    const auto born =
        *make_date(dice.between(1948, 2003), dice.between(1, 12), dice.between(1, 28));
    const std::vector<std::array<std::string, 2>> addresses{
        invent_address(dice), invent_address(dice)};
    const auto employer = invent_employer(dice);
    std::vector<Identity> identities;
    for (std::size_t bureau = 0; bureau < bureau_count; ++bureau) {
        identities.push_back({bureau, spelled(person, bureau), born, addresses, employer});
    }
    return identities;
}

std::vector<InquiryFact> invent_inquiries(Dice& dice, const Plan& plan) {
    std::vector<InquiryFact> inquiries;
    for (int nth = 0; nth < plan.inquiries; ++nth) {
        const auto bureau = static_cast<std::size_t>(dice.between(0, 2));
        const auto creditor = invent_bank(dice);
        inquiries.push_back({bureau, creditor, days_before(plan.date, dice.between(5, 700))});
    }
    return inquiries;
}

std::vector<RecordFact> invent_records(Dice& dice, const Plan& plan) {
    std::vector<RecordFact> records;
    for (int nth = 0; nth < plan.records; ++nth) {
        RecordFact record;
        record.bureaus = {plan.style.order[0], plan.style.order[2]};
        record.chapter = dice.chance(70) ? 7 : 13;
        record.filed = days_before(plan.date, dice.between(400, 4200));
        record.court = "US BANKRUPTCY COURT";
        record.status = dice.chance(80) ? "Discharged" : "Dismissed";
        const auto docket = std::to_string(dice.between(10000, 99999));
        record.reference = std::to_string(record.filed.year % 100) + "-" + docket;
        records.push_back(std::move(record));
    }
    return records;
}

}  // namespace

Style invent_style(Dice& dice) {
    Style style;
    style.publisher = dice.pick(publishers);
    style.typeface = dice.pick(typefaces);
    shuffle(dice, style.order);
    style.cents = dice.chance(30);
    style.month_names = dice.chance(15);
    style.nothing = dice.pick(nothings);
    style.wording = static_cast<std::size_t>(dice.between(0, 2));
    style.text_size = 7.5 + 0.5 * dice.between(0, 3);
    style.history_months = dice.chance(70) ? 24 : 12;
    style.keep_accounts_whole = dice.chance(25);
    return style;
}

Plan invent_plan(Dice& dice) {
    Plan plan;
    plan.style = invent_style(dice);
    plan.date = *make_date(dice.between(2023, 2025), dice.between(1, 12), dice.between(1, 28));
    // Few accounts are the common case; long reports come often enough to try page breaks.
    const int accounts = dice.chance(80) ? dice.between(1, 14) : dice.between(15, 40);
    for (int nth = 0; nth < accounts; ++nth) {
        plan.stories.push_back(static_cast<Story>(dice.between(0, 7)));
    }
    plan.inquiries = dice.between(0, 9);
    plan.records = dice.chance(35) ? dice.between(1, 2) : 0;
    return plan;
}

Report invent_report(Dice& dice, const Plan& plan) {
    Report report;
    report.style = plan.style;
    report.date = plan.date;
    const auto number = std::to_string(dice.between(1000000, 9999999));
    report.reference = number + "-" + std::to_string(dice.between(100, 999));
    report.scores = invent_scores(dice);
    report.identities = invent_identities(dice);
    for (const auto story : plan.stories) {
        report.accounts.push_back(invent_account(dice, report, story, plan.bureaus_may_miss));
    }
    report.inquiries = invent_inquiries(dice, plan);
    report.records = invent_records(dice, plan);
    return report;
}

}  // namespace fairfile::synthetic
