// How one bureau words its disclosure: the values of an account, its standing, its months, and the
// pages around the accounts. Written from what such disclosures print, not from what reads them.
#pragma once

#include "features/synthetic/disclosure/consumer_file.hpp"
#include "features/synthetic/disclosure/sheet.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace fairfile::synthetic {

/// What a page prints about an account, in order.
struct AccountFacts {
    std::vector<LabelledValue> values;
    std::vector<std::pair<std::string, std::string>> more;  // further keys and JSON
    std::vector<std::string> reasons;  // why the printed values make the account negative
};

/// Choices within one publisher's product, drawn once for each document.
struct Wording {
    bool month_names = false;  // "Mar 03, 2025"
    int mask = 0;              // which way of hiding an account number
    bool dashes = false;       // "-" for what is not known, else the label is left out
    int alternative = 0;       // 0 or 1: labels that two editions word differently
};

/// The contract's mark and what the publisher prints for it.
using Sign = std::pair<std::string_view, std::string_view>;

class DisclosureWriter {
  public:
    DisclosureWriter(Dice& dice, const ConsumerFile& file, Sheet& sheet);

    std::string day(const PartialDate& date) const;
    static std::string month(const PartialDate& date);          // Mar 2025
    static std::string slashed_month(const PartialDate& date);  // 03/2025
    static std::string dollars(int amount);
    std::string masked(const FileAccount& account, char sign) const;

    Dice& dice;
    const ConsumerFile& file;
    Sheet& sheet;
    Wording wording;
    std::vector<PrintedAccount> printed;

    /// Starts an account's truth; its values follow by `print`.
    void begin_account(const FileAccount& account, const std::string& number);
    void print(const AccountFacts& facts, Arrangement arrangement);
    void know(std::string_view key, std::string json);
    /// A year a row, a month a column, each mark in the publisher's sign; `signs` maps the
    /// contract's marks.
    void print_years(const FileAccount& account, std::span<const Sign> signs);
    /// Rows of twelve or so dated columns with a row of marks beneath.
    void print_months(const FileAccount& account, std::span<const Sign> signs);
};

std::string json_text(std::string_view text);
std::string json_cents(int dollars);

/// Adds a value with its meaning; nothing is added for an empty text unless the edition prints
/// dashes.
class FactList {
  public:
    explicit FactList(const DisclosureWriter& writer) : writer_(writer) {}

    void text(std::string_view label, std::string_view printed);
    void text(std::string_view label, std::string_view printed, std::string_view key);
    void word(
        std::string_view label,
        std::string_view printed,
        std::string_view key,
        std::string_view word
    );
    void money(std::string_view label, int dollars, std::string_view key);
    void day(std::string_view label, const std::optional<PartialDate>& date, std::string_view key);
    void month(
        std::string_view label, const std::optional<PartialDate>& date, std::string_view key
    );
    /// What the value just added says besides.
    void also(std::string_view key, std::string json) {
        facts_.more.emplace_back(std::string(key), std::move(json));
    }
    /// The meaning of the value just added.
    void mean(std::string_view key, std::string json);
    void reason(std::string_view reason) { facts_.reasons.emplace_back(reason); }
    void nothing(std::string_view label);
    AccountFacts take() { return std::move(facts_); }

  private:
    const DisclosureWriter& writer_;
    AccountFacts facts_;
};

struct DisclosureTruth {
    std::string_view bureau;
    std::string birth;
    bool employer = true;
};
std::string disclosure_truth(const DisclosureWriter& writer, const DisclosureTruth& shown);

}  // namespace fairfile::synthetic
