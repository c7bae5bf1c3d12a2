#include "features/synthetic/disclosure/publisher.hpp"
#include "features/synthetic/layouts.hpp"

#include <array>

namespace fairfile::synthetic {

namespace {

constexpr std::string_view bureau = "Experian";

constexpr std::array<Sign, 10> signs{{
    {"ok", "✓"},
    {"30", "30"},
    {"60", "60"},
    {"90", "90"},
    {"120", "120"},
    {"charge_off", "CO"},
    {"collection", "C"},
    {"repossession", "R"},
    {"no_data", "ND"},
}};

std::string_view type_of(Loan loan) {
    switch (loan) {
        case Loan::card:
            return "Credit card";
        case Loan::store_card:
            return "Charge Account";
        case Loan::car:
            return "Auto Loan";
        case Loan::student:
            return "Education Loan";
        case Loan::house:
            return "Mortgage";
        case Loan::personal:
            return "Unsecured";
        case Loan::debt:
            break;
    }
    return "Collection";
}

/// What the contract calls a type; the same for every bureau.
std::string_view class_of(Loan loan) {
    switch (loan) {
        case Loan::card:
        case Loan::store_card:
            return "revolving";
        case Loan::house:
            return "mortgage";
        case Loan::debt:
            return "collection";
        default:
            return "installment";
    }
}

std::string owing(const FileAccount& account) {
    const auto amount = DisclosureWriter::dollars(account.past_due);
    return amount + " past due as of " + DisclosureWriter::month(account.updated) + ".";
}

std::string status_of(const FileAccount& account) {
    switch (account.trouble) {
        case Trouble::none:
            if (!account.adverse()) {
                return account.open ? "Open/Never late." : "Paid, Closed/Never late.";
            }
            return account.open ? "Open." : "Paid, Closed.";
        case Trouble::late:
            return "Past due " + std::to_string(account.days_late) + " days. " + owing(account);
        case Trouble::charged_off:
            return "Account charged off. " + DisclosureWriter::dollars(account.balance) +
                   " written off. " + owing(account);
        case Trouble::repossessed:
            return "Repossession. " + owing(account);
        case Trouble::collection:
            break;
    }
    return "Collection account. " + owing(account);
}

void say_standing(DisclosureWriter& writer, const FileAccount& account) {
    const auto status = json_text(status_of(account));
    const bool plain = account.trouble == Trouble::none && account.adverse();
    if (!plain) writer.know("payment_status_text", status);
    const bool one_word_for_both = account.trouble == Trouble::charged_off ||
                                   account.trouble == Trouble::collection ||
                                   account.trouble == Trouble::none;
    if (one_word_for_both) writer.know("account_status_text", status);
    switch (account.trouble) {
        case Trouble::none:
            writer.know("account_status", json_text(account.open ? "open" : "paid"));
            if (!account.adverse()) writer.know("payment_status", json_text("current"));
            return;
        case Trouble::late:
            writer.know("payment_status", json_text("late_" + std::to_string(account.days_late)));
            break;
        case Trouble::charged_off:
            writer.know("payment_status", json_text("charge_off"));
            writer.know("charge_off_cents", json_cents(account.balance));
            break;
        case Trouble::repossessed:
            writer.know("payment_status", json_text("repossession"));
            break;
        case Trouble::collection:
            writer.know("payment_status", json_text("collection"));
    }
    writer.know("past_due_cents", json_cents(account.past_due));
}

void say_reasons(FactList& facts, const FileAccount& account) {
    switch (account.trouble) {
        case Trouble::none:
            return;
        case Trouble::late:
            facts.reason("late_payment");
            break;
        case Trouble::charged_off:
            facts.reason("charge_off");
            break;
        case Trouble::repossessed:
            facts.reason("repossession");
            break;
        case Trouble::collection:
            facts.reason("collection");
    }
    facts.reason("past_due");
}

std::optional<PartialDate> removal_of(const FileAccount& account) {
    if (!account.first_missed) return std::nullopt;
    return PartialDate{
        .year = account.first_missed->year + 7, .month = account.first_missed->month};
}

AccountFacts facts_of(const DisclosureWriter& writer, const FileAccount& account) {
    FactList facts(writer);
    facts.text("Account Name", account.creditor);
    facts.text("Account Number", writer.masked(account, 'X'), "account_number");
    facts.text("Account Type", type_of(account.loan), "account_type_text");
    const bool alone = account.whose == Whose::alone;
    const bool joint = account.whose == Whose::joint;
    facts.word(
        "Responsibility",
        alone ? "Individual" : (joint ? "Joint" : "Authorized User"),
        "responsibility",
        alone ? "individual" : (joint ? "joint" : "authorized_user")
    );
    facts.day("Date Opened", account.opened, "date_opened");
    facts.text("Status", status_of(account));
    facts.month("Status Updated", account.updated, "");
    facts.text("Original Creditor", account.original_creditor, "original_creditor");
    facts.money("Balance", account.balance, "balance_cents");
    facts.day("Balance Updated", account.updated, "date_reported");
    facts.nothing("Recent Payment");
    if (account.trouble == Trouble::collection) {
        facts.nothing("Monthly Payment");
    } else {
        facts.money("Monthly Payment", account.monthly, "monthly_payment_cents");
    }
    if (account.limit) {
        facts.money("Credit Limit", *account.limit, "credit_limit_cents");
        facts.money("Highest Balance", account.highest, "high_credit_cents");
    } else {
        facts.money("Original Balance", account.highest, "high_credit_cents");
        facts.nothing("Highest Balance");
    }
    const auto months = account.months == 0 ? "" : std::to_string(account.months) + " Months";
    facts.text("Terms", months, "terms");
    facts.month("On Record Until", removal_of(account), "date_removal");
    say_reasons(facts, account);
    return facts.take();
}

void draw_account(DisclosureWriter& writer, const FileAccount& account) {
    auto& sheet = writer.sheet;
    sheet.heading(3, account.creditor);
    writer.begin_account(account, writer.masked(account, 'X'));
    writer.know("account_type", json_text(class_of(account.loan)));
    if (account.adverse()) sheet.line("Potentially Negative");
    sheet.line("Account Info");
    writer.print(facts_of(writer, account), sheet.style().arrangement);
    say_standing(writer, account);
    if (!account.history.empty()) {
        sheet.line("Payment History");
        writer.print_years(account, signs);
        sheet.line(
            "✓ Current / Terms met   30 Past due 30 days   60 Past due 60 days   CO Charge off"
        );
    }
    sheet.line("Contact Info");
    const std::array<LabelledValue, 2> contact{{
        {"Address", account.address[0] + " " + account.address[1]},
        {"Phone Number", account.phone},
    }};
    sheet.values(contact);
    if (account.remark.empty()) return;
    sheet.line("Comment");
    const std::array<LabelledValue, 1> comment{{{"Current", account.remark + "."}}};
    sheet.values(comment);
    writer.know("remarks", "[" + json_text(account.remark) + "]");
}

void draw_inquiries(DisclosureWriter& writer, bool hard) {
    auto& sheet = writer.sheet;
    sheet.heading(2, hard ? "Hard Inquiries" : "Soft Inquiries");
    sheet.line(
        hard ? "Hard inquiries are requests for your credit history after you applied for credit."
             : "Soft inquiries are seen by you alone and do not affect your credit score."
    );
    for (const auto& inquiry : writer.file.inquiries) {
        if (inquiry.hard != hard) continue;
        sheet.heading(3, inquiry.company);
        sheet.line("Inquired on " + writer.day(inquiry.date));
    }
}

void draw_records(DisclosureWriter& writer) {
    auto& sheet = writer.sheet;
    sheet.heading(2, "Public Records");
    if (writer.file.records.empty()) sheet.line("No public records on file.");
    for (const auto& record : writer.file.records) {
        sheet.heading(3, record.court);
        FactList facts(writer);
        const auto chapter = "Chapter " + std::to_string(record.chapter) + " bankruptcy ";
        facts.text("Status", chapter + (record.discharged ? "discharged" : "dismissed"));
        facts.day("Date Filed", record.filed, "");
        facts.text("Reference Number", record.reference);
        facts.text("Responsibility", "Individual");
        sheet.values(facts.take().values);
    }
}

void draw_person(DisclosureWriter& writer) {
    auto& sheet = writer.sheet;
    const auto& file = writer.file;
    sheet.heading(2, "Personal Information");
    sheet.heading(3, "Names");
    sheet.line(file.name);
    sheet.heading(3, "Addresses");
    for (const auto& address : file.addresses) sheet.lines(address);
    sheet.heading(3, "Year of Birth");
    sheet.line(std::to_string(file.born.year));
    sheet.heading(3, "Employers");
    sheet.line(file.employer);
}

}  // namespace

Drawing draw_experian_layout(Dice& dice) {
    const auto file = invent_file(dice);
    constexpr std::array usual{
        Arrangement::two_panels, Arrangement::four_cells, Arrangement::two_cells};
    Sheet sheet(invent_sheet_style(dice, usual));
    DisclosureWriter writer(dice, file, sheet);
    sheet.heading(1, "Annual Credit Report - Experian");
    sheet.line("Prepared For " + file.name);
    sheet.line("Date Generated " + writer.day(file.date));
    sheet.line("Report Number " + file.number);
    draw_person(writer);
    sheet.heading(2, "Accounts");
    for (const auto& account : file.accounts) {
        if (account.loan != Loan::debt) draw_account(writer, account);
    }
    sheet.heading(2, "Collections");
    for (const auto& account : file.accounts) {
        if (account.loan == Loan::debt) draw_account(writer, account);
    }
    draw_records(writer);
    draw_inquiries(writer, true);
    draw_inquiries(writer, false);
    const DisclosureTruth shown{.bureau = bureau, .birth = std::to_string(file.born.year)};
    auto truth = disclosure_truth(writer, shown);
    return {sheet.finish(), std::move(truth), "html"};
}

}  // namespace fairfile::synthetic
