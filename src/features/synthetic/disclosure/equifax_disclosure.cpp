#include "features/synthetic/disclosure/equifax_words.hpp"
#include "features/synthetic/disclosure/publisher.hpp"
#include "features/synthetic/layouts.hpp"

#include <algorithm>
#include <array>

namespace fairfile::synthetic {

namespace {

constexpr std::string_view bureau = "Equifax";

constexpr std::array<Sign, 10> signs{{
    {"ok", "✓"},
    {"30", "30"},
    {"60", "60"},
    {"90", "90"},
    {"120", "120"},
    {"charge_off", "CO"},
    {"collection", "C"},
    {"repossession", "R"},
    {"no_data", ""},
}};

std::string number_of(const FileAccount& account) {
    return "xxxxxxxx " + account.digits.substr(account.digits.size() - 4);
}

AccountFacts summary_of(const DisclosureWriter& writer, const FileAccount& account) {
    FactList facts(writer);
    const auto standing = equifax_standing(account);
    facts.text("Account Number", number_of(account), "account_number");
    facts.money("Reported Balance", account.balance, "balance_cents");
    facts.text("Account Status", standing.printed, "account_status_text");
    facts.text(
        "Available Credit",
        account.limit ? writer.dollars(std::max(0, *account.limit - account.balance)) : ""
    );
    return facts.take();
}

AccountFacts details_of(const DisclosureWriter& writer, const FileAccount& account) {
    FactList facts(writer);
    facts.money("High Credit", account.highest, "high_credit_cents");
    const bool joint = account.whose == Whose::joint;
    const bool guest = account.whose == Whose::guest;
    facts.word(
        "Owner",
        joint ? "JOINT" : (guest ? "AUTHORIZED_USER" : "INDIVIDUAL"),
        "responsibility",
        joint ? "joint" : (guest ? "authorized_user" : "individual")
    );
    if (account.limit) {
        facts.money("Credit Limit", *account.limit, "credit_limit_cents");
    } else {
        facts.text("Credit Limit", "");
    }
    facts.text("Account Type", equifax_type(account.loan), "account_type_text");
    facts.text("Terms Frequency", "MONTHLY");
    const auto months = std::to_string(account.months);
    if (account.months == 0) facts.text("Term Duration", months);
    if (account.months > 0) facts.text("Term Duration", months, "terms");
    facts.money("Balance", account.balance, "balance_cents");
    facts.day("Date Opened", account.opened, "date_opened");
    facts.money("Amount Past Due", account.past_due, "past_due_cents");
    facts.day("Date Reported", account.updated, "date_reported");
    facts.text("Actual Payment Amount", "");
    facts.month("Date of Last Payment", account.paid, "date_last_payment");
    facts.text("Date of Last Activity", "");
    facts.money("Scheduled Payment Amount", account.monthly, "monthly_payment_cents");
    facts.text("Months Reviewed", std::to_string(account.history.size()));
    facts.text("Delinquency First Reported", "");
    facts.text("Activity Designator", account.open ? "" : "CLOSED");
    facts.text("Creditor Classification", "UNKNOWN");
    facts.text("Deferred Payment Start Date", "");
    const bool lost = account.trouble == Trouble::charged_off;
    if (lost) facts.money("Charge Off Amount", account.balance, "charge_off_cents");
    if (!lost) facts.text("Charge Off Amount", "");
    facts.text("Balloon Payment Date", "");
    facts.text("Balloon Payment Amount", "");
    facts.text("Loan Type", equifax_loan_type(account.loan));
    facts.day("Date Closed", account.closed, "date_closed");
    facts.month("Date of First Delinquency", account.first_missed, "date_first_delinquency");
    if (account.past_due > 0) facts.reason("past_due");
    if (account.trouble != Trouble::none) facts.reason(equifax_standing(account).reason);
    return facts.take();
}

void draw_balances(DisclosureWriter& writer, const FileAccount& account) {
    auto& sheet = writer.sheet;
    sheet.heading(4, "Account History");
    sheet.line(
        "The tables below show up to 2 years of the monthly balance, available credit, scheduled "
        "payment, date of last payment, high credit, credit limit, amount past due, activity "
        "designator, and comments."
    );
    sheet.line("Balance");
    std::vector<std::vector<std::string>> rows{
        {"Year",
         "Jan",
         "Feb",
         "Mar",
         "Apr",
         "May",
         "Jun",
         "Jul",
         "Aug",
         "Sep",
         "Oct",
         "Nov",
         "Dec"}};
    for (int year = account.updated.year - 1; year <= account.updated.year; ++year) {
        std::vector<std::string> row(13);
        row[0] = std::to_string(year);
        for (const auto& month : account.history) {
            if (month.year != year) continue;
            row[static_cast<std::size_t>(month.month)] = writer.dollars(account.balance);
        }
        rows.push_back(std::move(row));
    }
    sheet.table(rows, "m");
}

void draw_account(DisclosureWriter& writer, const FileAccount& account, const std::string& place) {
    auto& sheet = writer.sheet;
    sheet.heading(3, place + " " + account.creditor + (account.open ? "" : " (CLOSED)"));
    writer.begin_account(account, number_of(account));
    writer.know("account_type", json_text(equifax_class(account.loan)));
    const auto standing = equifax_standing(account);
    writer.know("payment_status", json_text(standing.word));
    writer.know("payment_status_text", json_text(standing.printed));
    sheet.heading(4, "Summary");
    sheet.line(
        "Your debt-to-credit ratio represents the amount of credit you're using and generally "
        "makes "
        "up a percentage of your credit score."
    );
    writer.print(summary_of(writer, account), Arrangement::four_cells);
    if (writer.wording.alternative == 0) draw_balances(writer, account);
    sheet.heading(4, "Payment History");
    sheet.line("View up to 7 years of monthly payment history on this account.");
    writer.print_years(account, signs);
    sheet.line(
        "✓ Paid on Time   30 30 Days Past Due   CO Charge-Off   C Collection   R Repossession"
    );
    sheet.heading(4, "Account Details");
    sheet.line("View detailed information about this account.");
    writer.print(details_of(writer, account), sheet.style().arrangement);
    const std::array<LabelledValue, 2> closing{{
        {"Comments", account.remark},
        {"Contact", account.creditor + " " + account.address[0] + " " + account.address[1]},
    }};
    sheet.values(closing, Arrangement::four_cells);
    if (!account.remark.empty()) writer.know("remarks", "[" + json_text(account.remark) + "]");
}

void draw_collection(
    DisclosureWriter& writer, const FileAccount& account, const std::string& place
) {
    auto& sheet = writer.sheet;
    sheet.heading(3, place + " " + account.creditor);
    writer.begin_account(account, number_of(account));
    writer.know("account_type", json_text("collection"));
    FactList facts(writer);
    facts.day("Date Reported", account.updated, "date_reported");
    facts.text("Collection Agency", account.creditor);
    facts.money("Balance Amount", account.balance, "balance_cents");
    facts.text("Original Creditor Name", account.original_creditor, "original_creditor");
    facts.day("Date Assigned", account.opened, "date_opened");
    facts.text("Account Number", number_of(account), "account_number");
    facts.money("Original Amount Owed", account.highest, "high_credit_cents");
    facts.word("Account Designator Code", "INDIVIDUAL_ACCOUNT", "responsibility", "individual");
    facts.day("Date of First Delinquency", account.first_missed, "date_first_delinquency");
    facts.text("Status", "UNPAID");
    writer.know("account_status_text", json_text("UNPAID"));
    facts.reason("collection");
    writer.print(facts.take(), sheet.style().arrangement);
}

void draw_person(DisclosureWriter& writer) {
    auto& sheet = writer.sheet;
    const auto& file = writer.file;
    sheet.heading(2, "7. Personal Information");
    sheet.heading(3, "7.1 Identification");
    const std::array<LabelledValue, 4> identity{{
        {"Name", file.name},
        {"Formerly Known As", ""},
        {"Social Security Number", "xxxxx4821"},
        {"Age or Date of Birth", writer.day(file.born)},
    }};
    sheet.values(identity, Arrangement::two_cells);
    sheet.heading(3, "7.2 Contact Information");
    std::vector<std::vector<std::string>> rows{{"Address", "Status", "Date Reported"}};
    for (const auto& address : file.addresses) {
        rows.push_back(
            {address[0] + " " + address[1],
             rows.size() == 1 ? "Current" : "Former",
             writer.day(file.date)}
        );
    }
    sheet.table(rows, "list");
    sheet.heading(3, "7.3 Employment History");
    const std::vector<std::vector<std::string>> work{
        {"Company", "Occupation"}, {file.employer, ""}};
    sheet.table(work, "list");
}

void draw_inquiries(DisclosureWriter& writer) {
    auto& sheet = writer.sheet;
    sheet.heading(2, "8. Inquiries");
    for (const bool hard : {true, false}) {
        sheet.heading(3, hard ? "8.1 Hard Inquiries" : "8.2 Soft Inquiries");
        std::vector<std::vector<std::string>> rows{{"Date", "Company", "Request Originator"}};
        for (const auto& inquiry : writer.file.inquiries) {
            if (inquiry.hard == hard)
                rows.push_back({writer.day(inquiry.date), inquiry.company, ""});
        }
        if (rows.size() == 1) {
            sheet.line("You currently do not have any inquiries of this kind in your file.");
        } else {
            sheet.table(rows, "list");
        }
    }
}

void draw_records(DisclosureWriter& writer) {
    auto& sheet = writer.sheet;
    sheet.heading(2, "9. Public Records");
    sheet.heading(3, "9.1 Bankruptcies");
    if (writer.file.records.empty()) {
        sheet.line("You currently do not have any Bankruptcies in your file.");
    }
    for (const auto& record : writer.file.records) {
        FactList facts(writer);
        facts.text("Reference Number", record.reference);
        facts.text("Status", record.discharged ? "Discharged" : "Dismissed");
        facts.day("Date Filed", record.filed, "");
        facts.text("Bankruptcy Chapter", "Chapter " + std::to_string(record.chapter));
        facts.text("Court", record.court);
        facts.day("Date Reported", writer.file.date, "");
        sheet.values(facts.take().values, Arrangement::four_cells);
    }
}

void draw_loans(DisclosureWriter& writer) {
    int chapter = 2;
    for (const auto& section : equifax_sections()) {
        writer.sheet.heading(2, std::to_string(chapter) + ". " + std::string(section.title));
        writer.sheet.line(section.about);
        int place = 0;
        for (const auto& account : writer.file.accounts) {
            const auto& loans = section.loans;
            if (std::find(loans.begin(), loans.end(), account.loan) == loans.end()) continue;
            ++place;
            draw_account(writer, account, std::to_string(chapter) + "." + std::to_string(place));
        }
        if (place == 0) {
            const auto title = std::string(section.title);
            writer.sheet.line("You currently do not have any " + title + " in your file.");
        }
        ++chapter;
    }
}

void draw_collections(DisclosureWriter& writer) {
    writer.sheet.heading(2, "10. Collections");
    writer.sheet.line(
        "Collections are accounts with outstanding debt that have been placed by a creditor with a "
        "collection agency."
    );
    int place = 0;
    for (const auto& account : writer.file.accounts) {
        if (account.loan != Loan::debt) continue;
        draw_collection(writer, account, "10." + std::to_string(++place));
    }
    if (place == 0) writer.sheet.line("You currently do not have any Collections in your file.");
}

}  // namespace

Drawing draw_equifax_layout(Dice& dice) {
    const auto file = invent_file(dice);
    constexpr std::array usual{
        Arrangement::four_cells, Arrangement::two_panels, Arrangement::two_cells};
    Sheet sheet(invent_sheet_style(dice, usual));
    DisclosureWriter writer(dice, file, sheet);
    sheet.heading(1, "EQUIFAX");
    sheet.line(file.name + " | " + writer.day(file.date));
    sheet.heading(2, "CREDIT REPORT");
    sheet.line("Report Confirmation");
    sheet.line(file.number);
    sheet.heading(2, "1. Summary");
    sheet.line(
        "Review this summary for a quick view of key information in your Equifax Credit Report."
    );
    const std::array<LabelledValue, 4> summary{{
        {"Report Date", writer.day(file.date)},
        {"Credit File Status", "No fraud indicator on file"},
        {"Average Account Age", "4 Years, 2 Months"},
        {"Most Recent Account", file.accounts.front().creditor},
    }};
    sheet.values(summary, Arrangement::two_cells);
    draw_loans(writer);
    sheet.heading(2, "6. Consumer Statements");
    sheet.line("You currently do not have any Consumer Statements in your file.");
    draw_person(writer);
    draw_inquiries(writer);
    draw_records(writer);
    draw_collections(writer);
    sheet.heading(2, "11. Dispute File Information");
    sheet.line(
        "If you believe that any of the information found on this report is incorrect, tell us."
    );
    const DisclosureTruth shown{.bureau = bureau, .birth = to_string(file.born)};
    auto truth = disclosure_truth(writer, shown);
    return {sheet.finish(), std::move(truth), "html"};
}

}  // namespace fairfile::synthetic
