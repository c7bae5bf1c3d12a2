#include "features/reading/engine/linking.hpp"

#include "base/text.hpp"
#include "features/reading/meaning/phrase.hpp"

#include <algorithm>
#include <map>
#include <string>

namespace fairfile::reading {
namespace {

bool is_mask(char c) {
    return c == '*' || c == 'x' || c == 'X' || c == '#';
}

std::string sign_run(std::string_view text) {
    std::string signs;
    for (const char c : text) {
        if (is_digit(c) || is_letter(c) || c == '*' || c == '#') {
            signs += is_mask(c) ? '*' : (c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c);
        }
    }
    return signs;
}

std::string head_of(const std::string& signs) {
    return signs.substr(0, signs.find('*'));
}

std::string tail_of(const std::string& signs) {
    const auto mask = signs.rfind('*');
    return mask == std::string::npos ? signs : signs.substr(mask + 1);
}

/// Visible parts of masked numbers of different lengths: fronts with fronts, ends with ends.
NumberMatch compare_visible(const std::string& one, const std::string& other) {
    const auto fronts = std::min(head_of(one).size(), head_of(other).size());
    const auto ends = std::min(tail_of(one).size(), tail_of(other).size());
    const bool front_equal = head_of(one).compare(0, fronts, head_of(other), 0, fronts) == 0;
    const auto tail_one = tail_of(one).substr(tail_of(one).size() - ends);
    const auto tail_other = tail_of(other).substr(tail_of(other).size() - ends);
    const bool front_told = fronts >= 3;
    const bool end_told = ends >= 3;
    if ((front_told && !front_equal) || (end_told && tail_one != tail_other)) {
        return NumberMatch::different;
    }
    if ((front_told && fronts >= 4) || (end_told && ends >= 4)) return NumberMatch::strong;
    return front_told || end_told ? NumberMatch::weak : NumberMatch::unknown;
}

NumberMatch compare_same_length(const std::string& one, const std::string& other) {
    std::size_t common = 0;
    for (std::size_t i = 0; i < one.size(); ++i) {
        if (one[i] == '*' || other[i] == '*') continue;
        if (one[i] != other[i]) return NumberMatch::different;
        ++common;
    }
    if (common >= 4) return NumberMatch::strong;
    return common >= 2 ? NumberMatch::weak : NumberMatch::unknown;
}

bool names_alike(const Tradeline& one, const Tradeline& other) {
    if (!one.creditor || !other.creditor) return false;
    const auto left = normalised(*one.creditor);
    const auto right = normalised(*other.creditor);
    if (left == right) return true;
    const auto left_words = words_of(left);
    const auto right_words = words_of(right);
    if (left_words.empty() || right_words.empty()) return false;
    const auto& short_one =
        left_words[0].size() < right_words[0].size() ? left_words[0] : right_words[0];
    const auto& long_one =
        left_words[0].size() < right_words[0].size() ? right_words[0] : left_words[0];
    return short_one.size() >= 3 && long_one.starts_with(short_one);
}

template <class Value>
bool agree(const std::optional<Value>& one, const std::optional<Value>& other) {
    return !one || !other || *one == *other;
}

/// Stars come out of a picture as digits, more or fewer of them; the last four are as printed.
bool may_be_misread(const Tradeline& one, const Tradeline& other) {
    constexpr std::size_t shown = 4;
    const auto from_picture = [](const Tradeline& line) {
        const auto found = line.evidence.find("account_number");
        return found != line.evidence.end() && found->second.method == ReadingMethod::ocr;
    };
    if (!from_picture(one) || !from_picture(other)) return false;
    const auto left = sign_run(*one.account_number);
    const auto right = sign_run(*other.account_number);
    return left.size() >= shown && right.size() >= shown &&
           left.substr(left.size() - shown) == right.substr(right.size() - shown);
}

bool same_account(const Tradeline& one, const Tradeline& other) {
    const bool numbers = one.account_number && other.account_number;
    auto match = numbers ? compare_numbers(*one.account_number, *other.account_number)
                         : NumberMatch::unknown;
    if (match == NumberMatch::different && may_be_misread(one, other)) {
        match = NumberMatch::unknown;
    }
    if (match == NumberMatch::different) return false;
    const bool opened = one.date_opened && one.date_opened == other.date_opened;
    if (match == NumberMatch::strong) {
        return names_alike(one, other) || (opened && one.account_type == other.account_type);
    }
    if (match == NumberMatch::weak) return names_alike(one, other);
    const bool same_name =
        one.creditor && other.creditor && normalised(*one.creditor) == normalised(*other.creditor);
    return same_name && opened && one.account_type == other.account_type;
}

/// The same entry printed twice contradicts itself nowhere.
bool says_the_same(const Tradeline& one, const Tradeline& other) {
    return agree(one.balance, other.balance) && agree(one.date_opened, other.date_opened) &&
           agree(one.past_due, other.past_due) && agree(one.credit_limit, other.credit_limit) &&
           agree(one.high_credit, other.high_credit) &&
           agree(one.account_status, other.account_status) &&
           agree(one.payment_status, other.payment_status) &&
           agree(one.date_reported, other.date_reported) &&
           agree(one.monthly_payment, other.monthly_payment) &&
           agree(one.original_creditor, other.original_creditor);
}

template <class Value>
void fill(std::optional<Value>& into, const std::optional<Value>& from) {
    if (!into) into = from;
}

void fill_from(Tradeline& into, const Tradeline& from) {
    fill(into.creditor, from.creditor);
    fill(into.original_creditor, from.original_creditor);
    fill(into.account_number, from.account_number);
    fill(into.account_type, from.account_type);
    fill(into.account_type_text, from.account_type_text);
    fill(into.responsibility, from.responsibility);
    fill(into.account_status, from.account_status);
    fill(into.account_status_text, from.account_status_text);
    fill(into.payment_status, from.payment_status);
    fill(into.payment_status_text, from.payment_status_text);
    fill(into.date_opened, from.date_opened);
    fill(into.date_closed, from.date_closed);
    fill(into.date_reported, from.date_reported);
    fill(into.date_last_payment, from.date_last_payment);
    fill(into.date_last_active, from.date_last_active);
    fill(into.date_first_delinquency, from.date_first_delinquency);
    fill(into.date_removal, from.date_removal);
    fill(into.balance, from.balance);
    fill(into.credit_limit, from.credit_limit);
    fill(into.high_credit, from.high_credit);
    fill(into.past_due, from.past_due);
    fill(into.monthly_payment, from.monthly_payment);
    fill(into.charge_off, from.charge_off);
    fill(into.terms, from.terms);
    if (into.payment_history.empty()) into.payment_history = from.payment_history;
    for (const auto& remark : from.remarks) {
        const auto known = std::find(into.remarks.begin(), into.remarks.end(), remark);
        if (known == into.remarks.end()) into.remarks.push_back(remark);
    }
    into.evidence.insert(from.evidence.begin(), from.evidence.end());
    into.negative = into.negative || from.negative;
    for (const auto reason : from.negative_reasons) {
        auto& all = into.negative_reasons;
        if (std::find(all.begin(), all.end(), reason) == all.end()) all.push_back(reason);
    }
}

const Tradeline* entry_of(const AccountGroup& group, const std::optional<Bureau>& bureau) {
    for (const auto& line : group) {
        if (line.bureau == bureau) return &line;
    }
    return nullptr;
}

bool can_join(const AccountGroup& group, const AccountGroup& more) {
    if (group.empty() || more.empty() || !same_account(group.front(), more.front())) return false;
    for (const auto& line : more) {
        const auto* there = entry_of(group, line.bureau);
        if (there == nullptr) continue;
        const bool strong =
            there->account_number && line.account_number &&
            compare_numbers(*there->account_number, *line.account_number) == NumberMatch::strong;
        if (!strong || !says_the_same(*there, line)) return false;
    }
    return true;
}

void join(AccountGroup& group, AccountGroup more) {
    for (auto& line : more) {
        auto there = std::find_if(group.begin(), group.end(), [&](const Tradeline& one) {
            return one.bureau == line.bureau;
        });
        if (there == group.end()) {
            group.push_back(std::move(line));
        } else {
            fill_from(*there, line);
        }
    }
}

/// Only groups that share a first name letter are compared: keeps long hostile lists cheap.
char drawer_of(const AccountGroup& group) {
    if (group.empty() || !group.front().creditor) return ' ';
    const auto name = normalised(*group.front().creditor);
    return name.empty() ? ' ' : name.front();
}

}  // namespace

NumberMatch compare_numbers(std::string_view one, std::string_view other) {
    const auto left = sign_run(one);
    const auto right = sign_run(other);
    if (left.empty() || right.empty()) return NumberMatch::unknown;
    if (left == right && left.find('*') == std::string::npos) {
        return left.size() >= 4 ? NumberMatch::strong : NumberMatch::weak;
    }
    if (left.size() == right.size()) return compare_same_length(left, right);
    const bool masked = left.find('*') != std::string::npos || right.find('*') != std::string::npos;
    return masked ? compare_visible(left, right) : NumberMatch::different;
}

std::vector<AccountGroup> linked(std::vector<AccountGroup> groups) {
    constexpr std::size_t compared_max = 400;
    std::vector<AccountGroup> result;
    std::map<char, std::vector<std::size_t>> drawers;
    for (auto& group : groups) {
        auto& drawer = drawers[drawer_of(group)];
        bool joined = false;
        for (std::size_t i = 0; i < drawer.size() && i < compared_max && !joined; ++i) {
            if (!can_join(result[drawer[i]], group)) continue;
            join(result[drawer[i]], std::move(group));
            joined = true;
        }
        if (joined) continue;
        drawer.push_back(result.size());
        result.push_back(std::move(group));
    }
    return result;
}

}  // namespace fairfile::reading
