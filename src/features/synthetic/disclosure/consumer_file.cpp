#include "features/synthetic/disclosure/consumer_file.hpp"

#include "features/synthetic/invented_names.hpp"

#include <algorithm>
#include <chrono>

namespace fairfile::synthetic {

namespace {

using std::chrono::days;
using std::chrono::months;

PartialDate days_before(const PartialDate& date, int count) {
    return to_date(first_day(date) - days(count));
}

PartialDate month_of(const PartialDate& date, int back) {
    auto month = std::chrono::year(date.year) / date.month;
    month -= months(back);
    return {
        .year = static_cast<int>(month.year()),
        .month = static_cast<int>(static_cast<unsigned>(month.month()))};
}

std::string invent_digits(Dice& dice, int count) {
    std::string digits(1, static_cast<char>('1' + dice.between(0, 8)));
    while (static_cast<int>(digits.size()) < count) {
        digits += static_cast<char>('0' + dice.between(0, 9));
    }
    return digits;
}

std::string invent_phone(Dice& dice) {
    const auto exchange = std::to_string(dice.between(200, 989));
    return "(800) " + exchange + "-" + std::to_string(dice.between(1000, 9999));
}

/// A year and a half to fifteen years, counted back from the report.
PartialDate invent_opening(Dice& dice, const PartialDate& today) {
    return days_before(today, dice.between(500, 5400));
}

void invent_amounts(Dice& dice, FileAccount& account) {
    switch (account.loan) {
        case Loan::card:
        case Loan::store_card:
            account.limit = 250 * dice.between(2, 70);
            account.balance = *account.limit * dice.between(0, 95) / 100;
            account.highest = account.balance + dice.between(0, *account.limit - account.balance);
            account.monthly = account.balance == 0 ? 0 : 25 + account.balance / 50;
            return;
        case Loan::debt:
            account.balance = dice.between(45, 6400);
            account.highest = account.balance;
            account.past_due = account.balance;
            return;
        case Loan::house:
            account.months = 360;
            account.highest = 1000 * dice.between(80, 640);
            break;
        case Loan::student:
            account.months = 120;
            account.highest = 10 * dice.between(180, 5200);
            break;
        case Loan::car:
        case Loan::personal:
            account.months = 12 * dice.between(2, 7);
            account.highest = 10 * dice.between(150, 4800);
            break;
    }
    account.balance = account.highest * dice.between(8, 97) / 100;
    account.monthly = std::max(20, account.highest / account.months);
}

void invent_trouble(Dice& dice, FileAccount& account) {
    if (account.loan == Loan::debt) {
        account.trouble = Trouble::collection;
    } else if (dice.chance(22)) {
        account.trouble = Trouble::late;
        account.days_late = 30 * dice.between(1, 4);
        account.balance = std::max(account.balance, 140);
        account.monthly = std::max(account.monthly, 25);
        account.past_due = std::min(account.balance, account.monthly * account.days_late / 30);
    } else if (dice.chance(15)) {
        account.trouble = account.loan == Loan::car && dice.chance(60) ? Trouble::repossessed
                                                                       : Trouble::charged_off;
        account.balance = std::max(account.balance, 310);
        account.past_due = account.balance;
        account.monthly = 0;
        account.open = false;
    } else if (dice.chance(25)) {
        account.open = false;
        account.balance = 0;
        account.monthly = 0;
    }
}

std::string mark_of(const FileAccount& account, int back, int behind) {
    const int late = std::max(0, behind - back) * 30;
    switch (account.trouble) {
        case Trouble::none:
            return "ok";
        case Trouble::late:
            return late == 0 ? "ok" : std::to_string(late);
        case Trouble::charged_off:
        case Trouble::repossessed:
            if (late > 120)
                return account.trouble == Trouble::repossessed ? "repossession" : "charge_off";
            return late == 0 ? "ok" : std::to_string(late);
        case Trouble::collection:
            break;
    }
    return "collection";
}

/// From the report's last full month back to the opening, at most as long as the bureau prints.
void invent_history(Dice& dice, FileAccount& account, int longest) {
    const int lost_for = dice.between(2, 9);  // months since the charge-off
    const int behind = account.trouble == Trouble::late ? account.days_late / 30 : 4 + lost_for;
    const bool old_slip = account.trouble == Trouble::none && dice.chance(20);
    const int slip = dice.between(3, 20);
    for (int back = 0; back < longest; ++back) {
        const auto month = month_of(account.updated, back);
        const bool opened_later = std::pair(month.year, month.month) <
                                  std::pair(account.opened.year, account.opened.month);
        if (opened_later) break;
        auto mark = mark_of(account, back, behind);
        if (old_slip && back == slip) mark = "30";
        if (mark == "ok" && dice.chance(3)) mark = "no_data";
        account.history.push_back({month.year, month.month, std::move(mark)});
    }
    if (account.trouble == Trouble::late || account.trouble == Trouble::charged_off ||
        account.trouble == Trouble::repossessed) {
        account.first_missed = month_of(account.updated, behind - 1);
    }
}

FileAccount invent_file_account(Dice& dice, const ConsumerFile& file) {
    FileAccount account;
    account.loan = static_cast<Loan>(dice.between(0, 6));
    const bool debt = account.loan == Loan::debt;
    account.creditor = debt ? invent_collector(dice) : invent_bank(dice);
    account.digits = invent_digits(dice, debt ? dice.between(6, 10) : dice.between(10, 16));
    account.address = invent_address(dice);
    account.phone = invent_phone(dice);
    account.updated = days_before(file.date, dice.between(2, 40));
    account.opened = invent_opening(dice, file.date);
    if (dice.chance(12) && !debt) account.whose = Whose::joint;
    if (dice.chance(12) && account.loan == Loan::card) account.whose = Whose::guest;
    invent_amounts(dice, account);
    invent_trouble(dice, account);
    if (!debt) invent_history(dice, account, dice.between(10, 60));
    if (debt) {
        account.original_creditor = invent_bank(dice);
        account.first_missed = days_before(account.opened, dice.between(90, 300));
        account.remark = "Placed for collection";
    } else {
        account.paid = days_before(account.updated, dice.between(3, 150));
        if (!account.open) account.closed = days_before(account.updated, dice.between(20, 400));
    }
    if (account.trouble == Trouble::none && !account.open) {
        account.remark = "Account closed at consumer's request";
    }
    return account;
}

std::vector<FileInquiry> invent_file_inquiries(Dice& dice, const PartialDate& today) {
    std::vector<FileInquiry> inquiries;
    for (int nth = dice.between(0, 7); nth > 0; --nth) {
        const auto company = invent_bank(dice);
        const auto date = days_before(today, dice.between(4, 720));
        inquiries.push_back({company, date, dice.chance(60)});
    }
    return inquiries;
}

}  // namespace

bool FileAccount::adverse() const {
    return trouble != Trouble::none || std::any_of(history.begin(), history.end(), [](auto& each) {
               return each.mark != "ok" && each.mark != "no_data";
           });
}

ConsumerFile invent_file(Dice& dice) {
    ConsumerFile file;
    const auto person = invent_person(dice);
    file.name = person.given + " " + person.middle + " " + person.family;
    file.born = *make_date(dice.between(1944, 2004), dice.between(1, 12), dice.between(1, 28));
    file.addresses = {invent_address(dice)};
    if (dice.chance(60)) file.addresses.push_back(invent_address(dice));
    file.employer = invent_employer(dice);
    file.date = *make_date(dice.between(2023, 2026), dice.between(1, 12), dice.between(1, 28));
    file.number = std::to_string(dice.between(100000000, 999999999));
    const int accounts = dice.chance(85) ? dice.between(1, 10) : dice.between(11, 45);
    for (int nth = 0; nth < accounts; ++nth) {
        file.accounts.push_back(invent_file_account(dice, file));
    }
    file.inquiries = invent_file_inquiries(dice, file.date);
    if (dice.chance(25)) {
        FileRecord record;
        record.chapter = dice.chance(70) ? 7 : 13;
        record.filed = days_before(file.date, dice.between(300, 3400));
        record.reference = std::to_string(dice.between(1000000, 9999999));
        record.court = "US BKPT CT OH DAYTON";
        record.discharged = dice.chance(75);
        file.records.push_back(std::move(record));
    }
    return file;
}

}  // namespace fairfile::synthetic
