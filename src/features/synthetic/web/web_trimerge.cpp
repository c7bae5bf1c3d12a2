// Three-bureau reports as the monitoring sites show them: web pages made of tables, a column for
// each bureau, saved from the browser or printed. Cells may be so narrow that words break inside.
#include "features/synthetic/disclosure/sheet.hpp"
#include "features/synthetic/invent.hpp"
#include "features/synthetic/layouts.hpp"
#include "features/synthetic/truth.hpp"

#include <algorithm>
#include <array>

namespace fairfile::synthetic {

namespace {

using Rows = std::vector<std::vector<std::string>>;

struct FieldLabel {
    Field field;
    std::string_view label;
};

constexpr std::array identity_iq{
    FieldLabel{Field::number, "Account #:"},
    FieldLabel{Field::type, "Account Type:"},
    FieldLabel{Field::responsibility, "Bureau Code:"},
    FieldLabel{Field::status, "Account Status:"},
    FieldLabel{Field::monthly_payment, "Monthly Payment:"},
    FieldLabel{Field::opened, "Date Opened:"},
    FieldLabel{Field::balance, "Balance:"},
    FieldLabel{Field::terms, "No. of Months (terms):"},
    FieldLabel{Field::high_credit, "High Credit:"},
    FieldLabel{Field::limit, "Credit Limit:"},
    FieldLabel{Field::past_due, "Past Due:"},
    FieldLabel{Field::payment_status, "Payment Status:"},
    FieldLabel{Field::reported, "Last Reported:"},
    FieldLabel{Field::remarks, "Comments:"},
    FieldLabel{Field::last_active, "Date Last Active:"},
    FieldLabel{Field::last_payment, "Date of Last Payment:"},
    FieldLabel{Field::original_creditor, "Original Creditor:"},
};
constexpr std::array smart_credit{
    FieldLabel{Field::number, "Account Number"},
    FieldLabel{Field::balance, "Balance Owed"},
    FieldLabel{Field::opened, "Date Opened"},
    FieldLabel{Field::closed, "Closed Date"},
    FieldLabel{Field::high_credit, "High Balance"},
    FieldLabel{Field::status, "Account Status"},
    FieldLabel{Field::payment_status, "Payment Status"},
    FieldLabel{Field::type, "Account Type"},
    FieldLabel{Field::responsibility, "Responsibility"},
    FieldLabel{Field::remarks, "Creditor Remarks"},
    FieldLabel{Field::monthly_payment, "Payment Amount"},
    FieldLabel{Field::last_payment, "Last Payment"},
    FieldLabel{Field::terms, "Term Length"},
    FieldLabel{Field::past_due, "Past Due Amount"},
    FieldLabel{Field::limit, "Credit Limit"},
    FieldLabel{Field::reported, "Last Reported"},
    FieldLabel{Field::original_creditor, "Original Creditor"},
};

class SiteReport {
  public:
    SiteReport(Dice& dice, Report& report, Sheet& sheet)
        : report_(report), style_(report.style), sheet_(sheet) {
        smart_ = dice.chance(45);
        table_ = dice.chance(30) ? "b narrow" : "b";
        month_and_year_ = dice.chance(60);
        numbered_ = dice.chance(30);
    }

    void draw() {
        heading();
        scores();
        identities();
        summary();
        sheet_.heading(2, smart_ ? "Credit Accounts" : "Account History");
        std::size_t nth = 0;
        for (auto& account : report_.accounts) draw_account(account, ++nth);
        inquiries();
        records();
        sheet_.heading(2, "Creditor Contacts");
        sheet_.table(
            Rows{
                {"Creditor Name", "Address", "Phone Number"},
                {"NORTHGATE BANK", "PO BOX 77 DAYTON, OH 45401", "(800) 555-0100"}},
            "list"
        );
    }

  private:
    std::vector<std::string> header(std::string corner) const {
        std::vector<std::string> cells{std::move(corner)};
        for (const auto bureau : style_.order) cells.emplace_back(bureau_names[bureau]);
        return cells;
    }

    std::string said(std::string text) const {
        return text.empty() ? std::string(style_.nothing) : text;
    }

    void heading() {
        report_.heading_shown = true;
        sheet_.heading(1, style_.publisher);
        sheet_.table(
            Rows{
                {"Reference #:", report_.reference},
                {"Report Date:", printed_date(style_, report_.date)}},
            "list"
        );
    }

    void scores() {
        sheet_.heading(2, "Credit Score");
        Rows rows{header("")};
        rows.push_back({"Credit Score:"});
        rows.push_back({"Score Scale:"});
        for (const auto bureau : style_.order) {
            rows[1].push_back(std::to_string(report_.scores[bureau].value));
            rows[2].emplace_back("300-850");
        }
        sheet_.table(rows, table_);
    }

    void identities() {
        report_.identities_shown = true;
        sheet_.heading(2, "Personal Information");
        Rows rows{header("")};
        const auto add = [&](std::string label, const auto& text) {
            std::vector<std::string> row{std::move(label)};
            for (const auto bureau : style_.order) row.push_back(text(report_.identities[bureau]));
            rows.push_back(std::move(row));
        };
        add("Name:", [](const Identity& one) { return one.name; });
        add("Date of Birth:",
            [this](const Identity& one) { return printed_date(style_, one.birth); });
        const auto address = [](std::size_t nth) {
            return [nth](const Identity& one) {
                return one.addresses[nth][0] + ", " + one.addresses[nth][1];
            };
        };
        add("Current Address(es):", address(0));
        add("Previous Address(es):", address(1));
        add("Employers:", [](const Identity& one) { return one.employer; });
        sheet_.table(rows, "b");
    }

    void summary() {
        sheet_.heading(2, "Summary");
        const auto count = std::to_string(report_.accounts.size());
        Rows rows{header("")};
        for (const auto* label :
             {"Total Accounts:",
              "Open Accounts:",
              "Delinquent:",
              "Derogatory:",
              "Collection:",
              "Inquiries(2 years):"}) {
            rows.push_back({label, count, count, count});
        }
        sheet_.table(rows, "b");
    }

    std::vector<std::string> row_of(Account& account, const FieldLabel& labelled) {
        std::vector<std::string> row{std::string(labelled.label)};
        for (const auto bureau : style_.order) {
            auto* entry = account.at(bureau);
            row.push_back(entry == nullptr ? "" : said(show((*entry)[labelled.field])));
        }
        return row;
    }

    static bool anyone_says(const Account& account, Field field) {
        return std::any_of(account.entries.begin(), account.entries.end(), [field](auto& entry) {
            return !entry[field].printed.empty();
        });
    }

    template <std::size_t count>
    Rows account_rows(Account& account, const std::array<FieldLabel, count>& labels) {
        Rows rows{header("")};
        for (const auto& labelled : labels) {
            const bool always = labelled.field != Field::original_creditor;
            if (always || anyone_says(account, labelled.field)) {
                rows.push_back(row_of(account, labelled));
            }
        }
        return rows;
    }

    void draw_account(Account& account, std::size_t nth) {
        const auto name = show_shared(account, Field::creditor);
        sheet_.heading(3, numbered_ ? std::to_string(nth) + ". " + name : name);
        const auto rows =
            smart_ ? account_rows(account, smart_credit) : account_rows(account, identity_iq);
        sheet_.table(rows, table_);
        draw_history(account);
        if (smart_) return;
        sheet_.line("Days Late - 7 Year History");
        Rows late{header("")};
        for (const auto* days : {"30:", "60:", "90:"}) {
            late.push_back({days, "0", "0", "0"});
        }
        sheet_.table(late, "m");
    }

    void draw_history(Account& account) {
        const auto& months = account.entries.front().history;
        if (months.empty()) return;
        constexpr std::array<std::string_view, 12> names{
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
        sheet_.line(smart_ ? "24-Month Payment History" : "Two-Year payment history");
        Rows rows{{"Month"}, {"Year"}};
        for (const auto& month : months) {
            const auto name = names[static_cast<std::size_t>(month.month.month - 1)];
            const auto year = std::to_string(month.month.year).substr(2);
            rows[0].push_back(std::string(name) + (month_and_year_ ? "" : "-" + year));
            rows[1].push_back(year);
        }
        if (!month_and_year_) rows.pop_back();
        for (const auto bureau : style_.order) {
            auto* entry = account.at(bureau);
            std::vector<std::string> row{std::string(bureau_names[bureau])};
            for (std::size_t nth = 0; nth < months.size(); ++nth) {
                row.push_back(entry == nullptr ? "" : entry->history[nth].printed);
            }
            if (entry != nullptr) entry->history_shown = true;
            rows.push_back(std::move(row));
        }
        sheet_.table(rows, "m");
    }

    void inquiries() {
        report_.inquiries_shown = true;
        report_.inquiry_kinds_shown = false;
        sheet_.heading(2, "Inquiries");
        Rows rows{{"Creditor Name", "Type of Business", "Date of inquiry", "Credit Bureau"}};
        for (const auto& inquiry : report_.inquiries) {
            rows.push_back(
                {inquiry.creditor,
                 "Bank Credit Cards",
                 printed_date(style_, inquiry.date),
                 std::string(bureau_names[inquiry.bureau])}
            );
        }
        if (rows.size() == 1) return sheet_.line("None Reported");
        sheet_.table(rows, "list");
    }

    void records() {
        report_.records_shown = true;
        sheet_.heading(2, "Public Information");
        if (report_.records.empty()) return sheet_.line("None Reported");
        for (const auto& record : report_.records) {
            Rows rows{header("")};
            const auto add = [&](std::string label, const std::string& text) {
                std::vector<std::string> row{std::move(label)};
                for (const auto bureau : style_.order) {
                    const auto& named = record.bureaus;
                    const bool here = std::find(named.begin(), named.end(), bureau) != named.end();
                    row.push_back(here ? text : std::string(style_.nothing));
                }
                rows.push_back(std::move(row));
            };
            add("Type:", "Bankruptcy Chapter " + std::to_string(record.chapter));
            add("Status:", record.status);
            add("Date Filed/Reported:", printed_date(style_, record.filed));
            add("Reference#:", record.reference);
            add("Court:", record.court);
            sheet_.table(rows, "b");
        }
    }

    Report& report_;
    const Style& style_;
    Sheet& sheet_;
    bool smart_ = false;
    bool month_and_year_ = true;
    bool numbered_ = false;
    std::string table_;
};

}  // namespace

Drawing draw_site_layout(Dice& dice) {
    auto report = invent_report(dice, invent_plan(dice));
    constexpr std::array usual{Arrangement::four_cells};
    Sheet sheet(invent_sheet_style(dice, usual));
    SiteReport(dice, report, sheet).draw();
    return {sheet.finish(), truth_of(report), "html"};
}

}  // namespace fairfile::synthetic
