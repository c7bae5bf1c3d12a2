// An invented report before it is drawn: every fact with the text a page would print and the words
// of the contract it stands for. A rendering marks what it prints, and the truth file holds exactly
// what was printed: a fact that a layout leaves out must not be read out of it.
#pragma once

#include "base/dates.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace fairfile::synthetic {

constexpr std::size_t bureau_count = 3;
constexpr std::array<std::string_view, bureau_count> bureau_names{
    "TransUnion", "Experian", "Equifax"};

/// For what a page prints once, for no bureau in particular.
constexpr std::size_t no_bureau = bureau_count;

enum class Field {
    creditor,
    number,
    type,
    status,
    payment_status,
    responsibility,
    opened,
    closed,
    reported,
    last_payment,
    last_active,
    balance,
    limit,
    high_credit,
    past_due,
    monthly_payment,
    terms,
    original_creditor,
    remarks,
};
constexpr std::size_t field_count = static_cast<std::size_t>(Field::remarks) + 1;

/// Empty when `printed` is.
struct Fact {
    std::string printed;
    std::vector<std::pair<std::string, std::string>> truth;  // contract key, JSON
    std::vector<std::string> reasons;                        // why this makes the account negative
    bool shown = false;
};

struct HistoryMonth {
    PartialDate month;
    std::string printed;
    std::string truth;
};

/// One account at one bureau.
struct Entry {
    std::size_t bureau = 0;
    std::array<Fact, field_count> facts;
    std::vector<HistoryMonth> history;  // newest first
    bool history_shown = false;

    Fact& operator[](Field field) { return facts[static_cast<std::size_t>(field)]; }
    const Fact& operator[](Field field) const { return facts[static_cast<std::size_t>(field)]; }
};

struct Account {
    std::vector<Entry> entries;  // only bureaus that report it

    /// Null when that bureau does not report the account.
    Entry* at(std::size_t bureau);
};

struct Identity {
    std::size_t bureau = 0;
    std::string name;
    PartialDate birth;
    std::vector<std::array<std::string, 2>> addresses;  // street, city line
    std::string employer;
};

struct ScoreFact {
    std::size_t bureau = 0;
    int value = 0;
};

struct InquiryFact {
    std::size_t bureau = 0;
    std::string creditor;
    PartialDate date;
};

struct RecordFact {
    std::vector<std::size_t> bureaus;
    int chapter = 7;
    PartialDate filed;
    std::string court;
    std::string status;
    std::string reference;
};

/// How one publisher prints, so that no two files look alike.
struct Style {
    std::string_view publisher;
    std::string_view typeface;
    std::array<std::size_t, bureau_count> order{0, 1, 2};
    bool cents = false;
    bool month_names = false;  // "Mar 15, 2020" instead of "03/15/2020"
    std::string_view nothing;  // what stands where a bureau says nothing
    std::size_t wording = 0;   // which set of labels
    double text_size = 8.5;
    int history_months = 24;
    bool keep_accounts_whole = false;  // a page break never splits one
};

struct Report {
    Style style;
    PartialDate date;
    std::string reference;
    std::vector<ScoreFact> scores;
    std::vector<Identity> identities;
    std::vector<Account> accounts;
    std::vector<InquiryFact> inquiries;
    std::vector<RecordFact> records;
    bool score_model_shown = false;
    bool identities_shown = false;
    bool records_shown = false;
    bool inquiries_shown = false;
    bool inquiry_kinds_shown = true;  // that they are hard ones
    bool heading_shown = false;       // publisher, date, reference, scores
};

/// As the style prints it; a date of month precision as "03/2020".
std::string printed_date(const Style& style, const PartialDate& date);
std::string printed_amount(const Style& style, std::int64_t dollars);

/// A fact's text for the page; from now on the truth knows it. Empty facts give nothing.
std::string show(Fact& fact);

/// The same for a field of every bureau's entry, printed once for all of them.
std::string show_shared(Account& account, Field field);

}  // namespace fairfile::synthetic
