// What one bureau keeps about one person, invented: accounts with figures, dates and months that
// agree with each other. Nobody and nothing in it exists.
#pragma once

#include "base/dates.hpp"
#include "features/synthetic/dice.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fairfile::synthetic {

enum class Loan { card, store_card, car, student, house, personal, debt };
enum class Whose { alone, joint, guest };
enum class Trouble { none, late, charged_off, repossessed, collection };

struct MonthMark {
    int year = 0;
    int month = 0;
    std::string mark;  // the contract's word: "ok", "30", "charge_off", "no_data", ...
};

struct FileAccount {
    Loan loan = Loan::card;
    Whose whose = Whose::alone;
    Trouble trouble = Trouble::none;
    int days_late = 0;  // with Trouble::late
    bool open = true;
    std::string creditor;
    std::string digits;             // the whole number
    std::string original_creditor;  // of a collection
    std::array<std::string, 2> address;
    std::string phone;
    PartialDate opened;
    PartialDate updated;
    std::optional<PartialDate> closed;
    std::optional<PartialDate> paid;
    std::optional<PartialDate> first_missed;
    int balance = 0;  // dollars, here and below
    std::optional<int> limit;
    int highest = 0;
    int past_due = 0;
    int monthly = 0;
    int months = 0;                  // of an instalment loan
    std::vector<MonthMark> history;  // newest first, without gaps
    std::string remark;

    bool adverse() const;
};

struct FileInquiry {
    std::string company;
    PartialDate date;
    bool hard = true;
};

struct FileRecord {
    int chapter = 7;
    PartialDate filed;
    std::string reference;
    std::string court;
    bool discharged = true;
};

struct ConsumerFile {
    std::string name;
    PartialDate born;
    std::vector<std::array<std::string, 2>> addresses;
    std::string employer;
    PartialDate date;
    std::string number;
    std::vector<FileAccount> accounts;
    std::vector<FileInquiry> inquiries;
    std::vector<FileRecord> records;
};

ConsumerFile invent_file(Dice& dice);

}  // namespace fairfile::synthetic
