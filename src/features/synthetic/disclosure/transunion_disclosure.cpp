#include "features/synthetic/disclosure/publisher.hpp"
#include "features/synthetic/layouts.hpp"

#include <array>

namespace fairfile::synthetic {

namespace {

constexpr std::string_view bureau = "TransUnion";

constexpr std::array<Sign, 10> signs{{
    {"ok", "OK"},
    {"30", "30"},
    {"60", "60"},
    {"90", "90"},
    {"120", "120"},
    {"charge_off", "C/O"},
    {"collection", "COL"},
    {"repossession", "RPO"},
    {"no_data", "X"},
}};

struct Types {
    std::string_view account;
    std::string_view loan;
    std::string_view word;
};

Types types_of(Loan loan) {
    switch (loan) {
        case Loan::card:
            return {"Revolving Account", "CREDIT CARD", "revolving"};
        case Loan::store_card:
            return {"Revolving Account", "CHARGE ACCOUNT", "revolving"};
        case Loan::car:
            return {"Installment Account", "AUTOMOBILE", "installment"};
        case Loan::student:
            return {"Installment Account", "STUDENT LOAN", "installment"};
        case Loan::house:
            return {"Mortgage Account", "CONVENTIONAL REAL ESTATE MTG", "mortgage"};
        case Loan::personal:
            return {"Installment Account", "UNSECURED", "installment"};
        case Loan::debt:
            break;
    }
    return {"Open Account", "COLLECTION AGENCY/ATTORNEY", "collection"};
}

struct Standing {
    std::string printed;
    std::string word;
    std::string reason;
};

Standing standing_of(const FileAccount& account) {
    switch (account.trouble) {
        case Trouble::none:
            return {"Current; Paid or Paying as Agreed", "current", ""};
        case Trouble::late: {
            const auto days = std::to_string(account.days_late);
            return {"Account " + days + " Days Past Due Date", "late_" + days, "late_payment"};
        }
        case Trouble::charged_off:
            return {"Charged Off", "charge_off", "charge_off"};
        case Trouble::repossessed:
            return {"Repossession", "repossession", "repossession"};
        case Trouble::collection:
            break;
    }
    return {"Collection Account", "collection", "collection"};
}

std::string bracketed(const std::string& text, bool adverse) {
    return adverse ? ">" + text + "<" : text;
}

std::string removal_of(const FileAccount& account) {
    if (!account.first_missed) return "";
    const PartialDate date{
        .year = account.first_missed->year + 7, .month = account.first_missed->month};
    return DisclosureWriter::slashed_month(date);
}

AccountFacts facts_of(const DisclosureWriter& writer, const FileAccount& account) {
    FactList facts(writer);
    const bool debt = account.trouble == Trouble::collection;
    const auto types = types_of(account.loan);
    facts.day(debt ? "Placed for collection" : "Date Opened", account.opened, "date_opened");
    const bool joint = account.whose == Whose::joint;
    const bool guest = account.whose == Whose::guest;
    facts.word(
        "Responsibility",
        joint ? "Joint Account" : (guest ? "Authorized Account" : "Individual Account"),
        "responsibility",
        joint ? "joint" : (guest ? "authorized_user" : "individual")
    );
    facts.text("Account Type", types.account, "account_type_text");
    facts.text("Loan Type", types.loan);
    facts.money("Balance", account.balance, "balance_cents");
    facts.day("Date Updated", account.updated, "date_reported");
    facts.day("Last Payment Made", account.paid, "date_last_payment");
    facts.money(debt ? "Original Amount" : "High Balance", account.highest, "high_credit_cents");
    if (debt) facts.text("Original Creditor", account.original_creditor, "original_creditor");
    if (account.limit) facts.money("Credit Limit", *account.limit, "credit_limit_cents");
    const bool owing = account.past_due > 0;
    if (owing || writer.wording.dashes) {
        const auto amount = bracketed(writer.dollars(account.past_due), owing);
        facts.text("Past Due", amount);
        facts.mean("past_due_cents", json_cents(account.past_due));
        if (owing) facts.reason("past_due");
    }
    const auto standing = standing_of(account);
    const bool adverse = account.trouble != Trouble::none;
    facts.text("Pay Status", bracketed(standing.printed, adverse));
    facts.mean("payment_status", json_text(standing.word));
    if (adverse) facts.reason(standing.reason);
    if (account.months > 0) {
        const auto terms = writer.dollars(account.monthly) + " per month, paid Monthly for " +
                           std::to_string(account.months) + " months";
        facts.text("Terms", terms, "terms");
        facts.also("monthly_payment_cents", json_cents(account.monthly));
    }
    facts.day("Date Closed", account.closed, "date_closed");
    return facts.take();
}

void draw_account(DisclosureWriter& writer, const FileAccount& account) {
    auto& sheet = writer.sheet;
    const auto number = writer.masked(account, '*');
    sheet.heading(3, account.creditor + (writer.wording.alternative == 0 ? " #" : " ") + number);
    writer.begin_account(account, number);
    const auto types = types_of(account.loan);
    writer.know("account_type", json_text(types.word));
    writer.know("payment_status_text", json_text(standing_of(account).printed));
    sheet.line(account.address[0] + ", " + account.address[1] + " " + account.phone);
    writer.print(facts_of(writer, account), sheet.style().arrangement);
    if (!account.remark.empty()) {
        sheet.line("Remarks: " + bracketed(account.remark, account.trouble != Trouble::none));
        writer.know("remarks", "[" + json_text(account.remark) + "]");
    }
    const auto removal = removal_of(account);
    if (!removal.empty()) {
        sheet.line("Estimated month and year that this item will be removed: " + removal);
        const auto month = removal.substr(3) + "-" + removal.substr(0, 2);
        writer.know("date_removal", json_text(month));
    }
    if (account.history.empty()) return;
    if (writer.dice.chance(50)) {
        writer.print_months(account, signs);
    } else {
        sheet.heading(4, "Payment History");
        writer.print_years(account, signs);
    }
}

enum class Part { adverse, good, collections };

bool belongs(const FileAccount& account, Part part, bool collections_apart) {
    const bool debt = account.loan == Loan::debt;
    if (part == Part::collections) return debt && collections_apart;
    if (debt && collections_apart) return false;
    return account.adverse() == (part == Part::adverse);
}

void draw_part(DisclosureWriter& writer, Part part, bool collections_apart) {
    for (const auto& account : writer.file.accounts) {
        if (belongs(account, part, collections_apart)) draw_account(writer, account);
    }
}

void draw_person(DisclosureWriter& writer) {
    auto& sheet = writer.sheet;
    const auto& file = writer.file;
    sheet.heading(2, "Personal Information");
    sheet.line("You have been on our files since 06/2004");
    const std::array<LabelledValue, 4> identity{{
        {"Name", file.name},
        {"SSN", "XXX-XX-4821"},
        {"Other Names", ""},
        {"Date of Birth", writer.day(file.born)},
    }};
    sheet.values(identity, Arrangement::colon_grid);
    sheet.heading(3, "Addresses");
    std::vector<LabelledValue> addresses;
    for (const auto& address : file.addresses) {
        const auto* label = addresses.empty() ? "Current Address" : "Other Address";
        addresses.push_back({label, address[0] + ", " + address[1]});
    }
    sheet.values(addresses, Arrangement::two_cells);
    sheet.heading(3, "Employers");
    sheet.line(file.employer);
}

void draw_records(DisclosureWriter& writer) {
    auto& sheet = writer.sheet;
    if (writer.file.records.empty()) return;
    sheet.heading(2, "Public Records");
    for (const auto& record : writer.file.records) {
        sheet.heading(3, record.court + " Docket #: " + record.reference);
        FactList facts(writer);
        const auto chapter = "Chapter " + std::to_string(record.chapter) + " Bankruptcy ";
        facts.text("Type", chapter + (record.discharged ? "Discharged" : "Dismissed"));
        facts.day("Date Filed", record.filed, "");
        facts.text("Responsibility", "Individual Debt");
        facts.text("Court Type", "Federal District");
        sheet.values(facts.take().values);
    }
}

void draw_inquiries(DisclosureWriter& writer) {
    auto& sheet = writer.sheet;
    for (const bool hard : {true, false}) {
        sheet.heading(2, hard ? "Regular Inquiries" : "Account Review Inquiries");
        sheet.line(
            hard ? "Regular Inquiries are posted when someone accesses your credit information."
                 : "The listing of a company's inquiry in this section means that they obtained "
                   "information from your file in connection with an account review."
        );
        for (const auto& inquiry : writer.file.inquiries) {
            if (inquiry.hard != hard) continue;
            sheet.heading(3, inquiry.company);
            sheet.line("Requested On: " + writer.day(inquiry.date));
        }
    }
}

}  // namespace

Drawing draw_transunion_layout(Dice& dice) {
    const auto file = invent_file(dice);
    constexpr std::array usual{
        Arrangement::colon_grid,
        Arrangement::label_above,
        Arrangement::four_cells,
        Arrangement::colon_lines};
    Sheet sheet(invent_sheet_style(dice, usual));
    DisclosureWriter writer(dice, file, sheet);
    sheet.line("Personal Credit Report for:");
    sheet.heading(1, file.name);
    sheet.line("File Number: " + file.number);
    sheet.line("Date Created: " + writer.day(file.date));
    draw_person(writer);
    draw_records(writer);
    const bool collections_apart = dice.chance(50);
    sheet.heading(2, "Accounts with Adverse Information");
    sheet.line(
        "Adverse information typically remains on your credit file for up to 7 years from the date "
        "of the delinquency. To help you understand what is generally considered adverse, we have "
        "added >brackets< to those items in this report."
    );
    draw_part(writer, Part::adverse, collections_apart);
    if (collections_apart) {
        sheet.heading(2, "Collections");
        draw_part(writer, Part::collections, true);
    }
    sheet.heading(2, "Satisfactory Accounts");
    draw_part(writer, Part::good, collections_apart);
    draw_inquiries(writer);
    const DisclosureTruth shown{.bureau = bureau, .birth = to_string(file.born)};
    auto truth = disclosure_truth(writer, shown);
    return {sheet.finish(), std::move(truth), "html"};
}

}  // namespace fairfile::synthetic
