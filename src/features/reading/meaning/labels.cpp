#include "features/reading/meaning/labels.hpp"

#include "features/reading/meaning/abbreviations.hpp"
#include "features/reading/meaning/label_tables.hpp"
#include "features/reading/meaning/phrase.hpp"

#include <string>
#include <unordered_map>
#include <unordered_set>

namespace fairfile::reading {
namespace {

using enum Field;

/// Labels as they are printed, and as they are once abbreviations are written out.
struct Table {
    std::unordered_map<std::string_view, Field> printed;
    std::unordered_map<std::string, Field> written_out;
};

Table table_of(std::span<const Label> labels) {
    Table table;
    for (const auto& label : labels) {
        table.printed.emplace(label.phrase, label.field);
        table.written_out.emplace(written_out(label.phrase), label.field);
    }
    // "Account" alone may head names as well as numbers.
    table.written_out.erase("account");
    return table;
}

std::optional<Field> field_in(const Table& table, std::string_view label) {
    if (const auto found = table.printed.find(label); found != table.printed.end()) {
        return found->second;
    }
    const auto found = table.written_out.find(written_out(label));
    if (found == table.written_out.end()) return std::nullopt;
    return found->second;
}

const Table* table_for(Section section) {
    static const Table accounts = table_of(account_labels());
    static const Table inquiries = table_of(inquiry_labels());
    static const Table records = table_of(record_labels());
    static const Table personal = table_of(personal_labels());
    static const Table scores = table_of(score_labels());
    static const Table head = table_of(head_labels());
    switch (section) {
        case Section::accounts:
            return &accounts;
        case Section::inquiries:
            return &inquiries;
        case Section::records:
            return &records;
        case Section::personal:
            return &personal;
        case Section::scores:
            return &scores;
        case Section::head:
            return &head;
        case Section::summary:
        case Section::skipped:
            break;
    }
    return nullptr;
}

/// "Satisfactory and adverse accounts", "All open accounts", "Your credit cards and loans".
bool heads_accounts(std::string_view phrase) {
    static const std::unordered_set<std::string_view> nouns{
        "accounts", "tradelines", "loans", "cards", "mortgages"};
    static const std::unordered_set<std::string_view> describing{"account",
                                                                 "active",
                                                                 "adverse",
                                                                 "all",
                                                                 "and",
                                                                 "auto",
                                                                 "bad",
                                                                 "charge",
                                                                 "closed",
                                                                 "credit",
                                                                 "card",
                                                                 "current",
                                                                 "delinquent",
                                                                 "derogatory",
                                                                 "detailed",
                                                                 "details",
                                                                 "estate",
                                                                 "for",
                                                                 "further",
                                                                 "good",
                                                                 "in",
                                                                 "inactive",
                                                                 "individual",
                                                                 "installment",
                                                                 "joint",
                                                                 "list",
                                                                 "loan",
                                                                 "mortgage",
                                                                 "negative",
                                                                 "of",
                                                                 "on",
                                                                 "open",
                                                                 "or",
                                                                 "other",
                                                                 "past",
                                                                 "due",
                                                                 "positive",
                                                                 "potentially",
                                                                 "real",
                                                                 "reported",
                                                                 "review",
                                                                 "revolving",
                                                                 "satisfactory",
                                                                 "standing",
                                                                 "student",
                                                                 "the",
                                                                 "their",
                                                                 "trade",
                                                                 "unsatisfactory",
                                                                 "with",
                                                                 "you",
                                                                 "your"};
    const auto words = words_of(phrase);
    constexpr std::size_t words_max = 7;
    if (words.size() < 2 || words.size() > words_max) return false;
    bool named = false;
    for (const auto word : words) {
        if (nouns.contains(word)) {
            named = true;
        } else if (!describing.contains(word)) {
            return false;
        }
    }
    return named;
}

}  // namespace

Shape shape_of(Field field) {
    switch (field) {
        case balance:
        case credit_limit:
        case high_credit:
        case limit_or_amount:
        case past_due:
        case monthly_payment:
        case charge_off:
        case record_amount:
            return Shape::money;
        case date_opened:
        case date_closed:
        case date_reported:
        case date_last_payment:
        case date_last_active:
        case date_first_delinquency:
        case date_removal:
        case date_of_status:
        case birth:
        case report_date:
        case inquiry_date:
        case record_filed:
            return Shape::date;
        case account_number:
            return Shape::account_number;
        case Field::bureau:
            return Shape::bureau;
        default:
            return Shape::text;
    }
}

std::string_view contract_name(Field field) {
    static const std::unordered_map<Field, std::string_view> names{
        {heading, "creditor"},
        {creditor, "creditor"},
        {original_creditor, "original_creditor"},
        {account_number, "account_number"},
        {account_type, "account_type"},
        {account_detail, "account_type"},
        {responsibility, "responsibility"},
        {account_status, "account_status"},
        {payment_status, "payment_status"},
        {date_opened, "date_opened"},
        {date_closed, "date_closed"},
        {date_reported, "date_reported"},
        {date_last_payment, "date_last_payment"},
        {date_last_active, "date_last_active"},
        {date_first_delinquency, "date_first_delinquency"},
        {date_removal, "date_removal"},
        {balance, "balance_cents"},
        {credit_limit, "credit_limit_cents"},
        {high_credit, "high_credit_cents"},
        {past_due, "past_due_cents"},
        {monthly_payment, "monthly_payment_cents"},
        {charge_off, "charge_off_cents"},
        {terms, "terms"},
        {remarks, "remarks"},
        {history, "payment_history"},
    };
    const auto found = names.find(field);
    return found == names.end() ? std::string_view() : found->second;
}

std::optional<Field> field_of_label(Section section, std::string_view normalised_label) {
    const auto* table = table_for(section);
    if (table == nullptr) return std::nullopt;
    if (const auto found = field_in(*table, normalised_label)) return found;
    // The report's own date and number are often printed inside its first blocks.
    const bool early = section == Section::personal || section == Section::scores;
    return early ? field_of_label(Section::head, normalised_label) : std::nullopt;
}

std::optional<Heading> heading_of(std::string_view normalised_line) {
    static const auto table = [] {
        std::unordered_map<std::string_view, Heading> all;
        for (const auto& row : headings()) all.emplace(row.phrase, Heading{row.section, row.hint});
        return all;
    }();
    if (const auto found = table.find(normalised_line); found != table.end()) return found->second;
    if (heads_accounts(normalised_line)) return Heading{Section::accounts, {}};
    return std::nullopt;
}

}  // namespace fairfile::reading
