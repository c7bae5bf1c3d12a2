#include "base/json_writer.hpp"
#include "features/synthetic/invent.hpp"
#include "features/synthetic/invented_names.hpp"

#include <algorithm>
#include <chrono>
#include <optional>

namespace fairfile::synthetic {

namespace {

struct Kind {
    std::string_view word;                    // account_type
    std::array<std::string_view, 2> printed;  // how publishers write it
    std::string_view terms;
};

constexpr Kind card{"revolving", {"Credit Card - Revolving", "Credit Card"}, "Revolving"};
constexpr Kind car{"installment", {"Installment - Auto Loan", "Auto Loan"}, "72 Months"};
constexpr Kind student{"installment", {"Installment - Student Loan", "Student Loan"}, "120 Months"};
constexpr Kind house{"mortgage", {"Mortgage", "Conventional Mortgage"}, "360 Months"};
constexpr Kind debt{"collection", {"Collection Agency", "Collection"}, "1 Month"};

/// The figures that the bureaus' entries of one account have in common.
struct Figures {
    Kind kind = card;
    std::string creditor;
    std::string number;
    std::string responsibility = "individual";
    PartialDate opened;
    int owed = 0;
    std::optional<int> limit;
    std::optional<int> highest;
    int monthly = 0;
    int past_due = 0;
    int months_late = 0;    // at the end of the history
    std::string condition;  // payment_status when not current
    std::string original_creditor;
    bool closed = false;
    int paid_days_ago = 30;
    int placed_days_after = 30;  // a collection's last activity, after its opening
};

std::string quoted(std::string_view text) {
    std::string out;
    append_json_string(out, text);
    return out;
}

std::string invent_number(Dice& dice, bool masked) {
    const auto digits = std::to_string(dice.between(10000000, 99999999));
    if (!masked) return digits;
    switch (dice.between(0, 2)) {
        case 0:
            return digits + "****";
        case 1:
            return "****" + digits.substr(4);
        default:
            return "XXXXXX" + digits.substr(2);
    }
}

PartialDate years_before(Dice& dice, const PartialDate& date, int fewest, int most) {
    const int year = date.year - dice.between(fewest, most);
    return *make_date(year, dice.between(1, 12), dice.between(1, 28));
}

Figures invent_card(Dice& dice, const PartialDate& today) {
    Figures figures;
    figures.creditor = invent_bank(dice);
    figures.number = invent_number(dice, true);
    figures.opened = years_before(dice, today, 3, 14);
    figures.limit = 500 * dice.between(1, 30);
    figures.owed = *figures.limit * dice.between(0, 90) / 100;
    figures.highest = figures.owed + dice.between(0, *figures.limit - figures.owed);
    figures.monthly = figures.owed == 0 ? 0 : 25 + figures.owed / 50;
    return figures;
}

Figures invent_loan(Dice& dice, const PartialDate& today, const Kind& kind, int amount) {
    Figures figures;
    figures.kind = kind;
    figures.creditor = invent_bank(dice);
    figures.number = invent_number(dice, true);
    figures.opened = years_before(dice, today, 3, 5);
    figures.highest = amount + dice.between(0, 99) * 10;
    figures.monthly = *figures.highest / (kind.word == "mortgage" ? 160 : 70);
    figures.owed = *figures.highest * dice.between(20, 85) / 100;
    if (dice.chance(20)) {
        figures.closed = true;
        figures.owed = 0;
        figures.monthly = 0;
    }
    return figures;
}

Figures invent_collection(Dice& dice, const PartialDate& today) {
    Figures figures;
    figures.kind = debt;
    figures.creditor = invent_collector(dice);
    figures.number = invent_number(dice, dice.chance(40));
    figures.opened = years_before(dice, today, 1, 6);
    figures.owed = dice.between(80, 4800);
    figures.highest = figures.owed;
    figures.past_due = figures.owed;
    figures.condition = "collection";
    figures.original_creditor = invent_bank(dice);
    return figures;
}

void make_late(Dice& dice, Figures& figures) {
    figures.months_late = dice.between(1, 4);
    figures.condition = "late_" + std::to_string(30 * figures.months_late);
    figures.owed = std::max(figures.owed, 120);
    figures.monthly = std::max(figures.monthly, 25);
    figures.past_due = figures.monthly * figures.months_late;
}

void make_lost(Figures& figures, std::string_view condition) {
    figures.months_late = 4;
    figures.condition = condition;
    figures.owed = std::max(figures.owed, 350);
    figures.past_due = figures.owed;
    figures.monthly = 0;
    figures.closed = true;
}

Figures invent_figures(Dice& dice, const PartialDate& today, Story story) {
    Figures figures;
    switch (story) {
        case Story::collection:
            return invent_collection(dice, today);
        case Story::car_in_order:
            return invent_loan(dice, today, car, dice.between(90, 460) * 100);
        case Story::student_loan:
            return invent_loan(dice, today, student, dice.between(40, 380) * 100);
        case Story::mortgage:
            return invent_loan(dice, today, house, dice.between(900, 5200) * 100);
        case Story::car_repossessed:
            figures = invent_loan(dice, today, car, dice.between(90, 300) * 100);
            make_lost(figures, "repossession");
            return figures;
        case Story::card_late:
            figures = invent_card(dice, today);
            make_late(dice, figures);
            return figures;
        case Story::card_charged_off:
            figures = invent_card(dice, today);
            make_lost(figures, "charge_off");
            return figures;
        case Story::card_in_order:
            break;
    }
    figures = invent_card(dice, today);
    if (dice.chance(15)) figures.responsibility = "authorized_user";
    return figures;
}

/// Turns figures into an entry's facts, in one publisher's way of printing.
class Clerk {
  public:
    Clerk(Dice& dice, const Report& report, const Figures& figures)
        : dice_(dice), report_(report), figures_(figures) {}

    Entry write(std::size_t bureau) {
        Entry entry;
        entry.bureau = bureau;
        write_names(entry);
        write_standing(entry);
        write_dates(entry);
        write_amounts(entry);
        write_remarks(entry);
        if (figures_.kind.word != "collection") write_history(entry);
        return entry;
    }

  private:
    void text(Entry& entry, Field field, std::string_view key, std::string_view content) {
        if (content.empty()) return;
        entry[field] = {std::string(content), {{std::string(key), quoted(content)}}, {}, false};
    }

    void date(Entry& entry, Field field, std::string_view key, const PartialDate& day) {
        const auto iso = quoted(to_string(day));
        entry[field] = {printed_date(report_.style, day), {{std::string(key), iso}}, {}, false};
    }

    void amount(Entry& entry, Field field, std::string_view key, int dollars) {
        const auto cents = std::to_string(std::int64_t{dollars} * 100);
        const auto printed = printed_amount(report_.style, dollars);
        entry[field] = {printed, {{std::string(key), cents}}, {}, false};
    }

    /// A printed text and the word of the contract that it means.
    void meaning(
        Entry& entry,
        Field field,
        std::string_view key,
        std::string_view printed,
        std::string_view word
    ) {
        text(entry, field, std::string(key) + "_text", printed);
        entry[field].truth.emplace_back(std::string(key), quoted(word));
    }

    void write_names(Entry& entry);
    void write_standing(Entry& entry);
    void write_dates(Entry& entry);
    void write_amounts(Entry& entry);
    void write_remarks(Entry& entry);
    void write_history(Entry& entry);
    std::string printed_condition() const;

    Dice& dice_;
    const Report& report_;
    const Figures& figures_;
};

void Clerk::write_names(Entry& entry) {
    text(entry, Field::creditor, "creditor", figures_.creditor);
    text(entry, Field::number, "account_number", figures_.number);
    text(entry, Field::original_creditor, "original_creditor", figures_.original_creditor);
    const auto& kind = figures_.kind;
    meaning(entry, Field::type, "account_type", kind.printed[report_.style.wording % 2], kind.word);
    text(entry, Field::terms, "terms", kind.terms);

    const bool guest = figures_.responsibility == "authorized_user";
    entry[Field::responsibility] = {
        guest ? "Authorized User" : "Individual",
        {{"responsibility", quoted(figures_.responsibility)}},
        {},
        false};
}

std::string Clerk::printed_condition() const {
    const bool short_form = report_.style.wording == 0;
    const auto& condition = figures_.condition;
    if (condition.empty()) return figures_.closed ? "Paid" : "Current";
    if (condition == "charge_off") return short_form ? "Charge Off" : "Charged Off";
    if (condition == "collection") return short_form ? "Collection" : "Collection Account";
    if (condition == "repossession") return "Repossession";
    const auto days = condition.substr(condition.find('_') + 1);
    return short_form ? "Late " + days + " Days" : days + " Days Late";
}

void Clerk::write_standing(Entry& entry) {
    const bool shut = figures_.closed;
    meaning(
        entry, Field::status, "account_status", shut ? "Closed" : "Open", shut ? "closed" : "open"
    );
    const auto fine = std::string(shut ? "paid" : "current");
    const auto word = figures_.condition.empty() ? fine : figures_.condition;
    meaning(entry, Field::payment_status, "payment_status", printed_condition(), word);
    if (word.starts_with("late")) {
        entry[Field::payment_status].reasons = {"late_payment"};
    } else if (word != fine) {
        entry[Field::payment_status].reasons = {word};
    }
}

void Clerk::write_dates(Entry& entry) {
    const auto today = first_day(report_.date);
    const auto day = std::chrono::days(1);
    date(entry, Field::opened, "date_opened", figures_.opened);
    date(entry, Field::reported, "date_reported", to_date(today - dice_.between(2, 24) * day));
    const int silent = 30 * figures_.months_late;
    const auto paid =
        to_date(today - (silent + figures_.paid_days_ago + (dice_.chance(6) ? 3 : 0)) * day);
    const bool handed_over = figures_.kind.word == "collection";
    if (!handed_over) {
        date(entry, Field::last_payment, "date_last_payment", paid);
    }
    const auto active = first_day(figures_.opened) + figures_.placed_days_after * day;
    date(entry, Field::last_active, "date_last_active", handed_over ? to_date(active) : paid);
    if (figures_.closed) date(entry, Field::closed, "date_closed", paid);
}

void Clerk::write_amounts(Entry& entry) {
    const bool differs = dice_.chance(12) && figures_.owed > 100;
    amount(entry, Field::balance, "balance_cents", figures_.owed + (differs ? 45 : 0));
    if (figures_.limit) amount(entry, Field::limit, "credit_limit_cents", *figures_.limit);
    if (figures_.highest) {
        amount(
            entry, Field::high_credit, "high_credit_cents", *figures_.highest + (differs ? 45 : 0)
        );
    }
    amount(entry, Field::monthly_payment, "monthly_payment_cents", figures_.monthly);
    amount(entry, Field::past_due, "past_due_cents", figures_.past_due);
    if (figures_.past_due > 0) entry[Field::past_due].reasons = {"past_due"};
}

void Clerk::write_remarks(Entry& entry) {
    std::string_view remark;
    if (figures_.condition == "collection") {
        remark = "Placed for collection";
    } else if (figures_.condition == "charge_off") {
        remark = "Unpaid balance charged off";
    } else if (figures_.condition.empty() && dice_.chance(40)) {
        remark = figures_.kind.word == "installment" ? "Collateral on file" : "Paid as agreed";
    }
    if (remark.empty()) return;
    entry[Field::remarks] = {
        std::string(remark), {{"remarks", "[" + quoted(remark) + "]"}}, {}, false};
}

/// The months before the report's own, newest first; arrears grow towards the newest.
void Clerk::write_history(Entry& entry) {
    using namespace std::chrono;
    auto month = year(report_.date.year) / report_.date.month;
    for (int back = 0; back < report_.style.history_months; ++back) {
        month -= months(1);
        const int late = std::max(0, figures_.months_late - back) * 30;
        const auto mark = late == 0 ? std::string("OK") : std::to_string(late);
        const auto number = static_cast<int>(static_cast<unsigned>(month.month()));
        const PartialDate when{.year = static_cast<int>(month.year()), .month = number};
        entry.history.push_back({when, mark, late == 0 ? "ok" : mark});
    }
}

}  // namespace

Account invent_account(Dice& dice, const Report& report, Story story, bool bureaus_may_miss) {
    auto figures = invent_figures(dice, report.date, story);
    figures.paid_days_ago = dice.between(25, 50);
    figures.placed_days_after = dice.between(20, 90);
    Clerk clerk(dice, report, figures);
    const auto missing = static_cast<std::size_t>(dice.between(0, 14));
    Account account;
    for (std::size_t bureau = 0; bureau < bureau_count; ++bureau) {
        if (bureaus_may_miss && bureau == missing) continue;
        account.entries.push_back(clerk.write(bureau));
    }
    return account;
}

}  // namespace fairfile::synthetic
