// What the labels of consumer reports mean, as data: one table a section, because "Type", "Date"
// and "Status" mean different things in different sections.
#pragma once

#include <optional>
#include <string_view>

namespace fairfile::reading {

enum class Section {
    head,
    scores,
    personal,
    summary,
    accounts,
    inquiries,
    records,
    skipped,  // statements, contacts, notices
};

enum class Field {
    unknown,
    heading,
    creditor,
    original_creditor,
    account_number,
    account_type,
    account_detail,
    responsibility,
    account_status,
    payment_status,
    status,  // says either
    date_opened,
    date_closed,
    date_reported,
    date_last_payment,
    date_last_active,
    date_first_delinquency,
    date_removal,
    date_of_status,
    balance,
    credit_limit,
    high_credit,
    limit_or_amount,  // "Credit limit/Original amount": the account's kind tells which
    past_due,
    monthly_payment,
    charge_off,
    terms,
    remarks,
    history,
    bureau,
    name,
    birth,
    address,
    employer,
    score,
    model,
    report_date,
    reference,
    inquiry_creditor,
    inquiry_date,
    inquiry_kind,
    record_type,
    record_filed,
    record_status,
    record_reference,
    record_amount,
    ignored,  // known, but not part of the contract
};

enum class Shape { text, money, date, account_number, bureau };

Shape shape_of(Field field);

/// The contract's name of a tradeline field ("balance_cents"); empty when it has none.
std::string_view contract_name(Field field);

/// Meaning of a normalised label in a section.
std::optional<Field> field_of_label(Section section, std::string_view normalised_label);

struct Heading {
    Section section = Section::skipped;
    std::string_view hint;  // "hard", "soft", "collection", "closed", or empty
};

/// A normalised line that is a section's heading.
std::optional<Heading> heading_of(std::string_view normalised_line);

}  // namespace fairfile::reading
