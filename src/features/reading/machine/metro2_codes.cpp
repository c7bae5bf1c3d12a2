#include "features/reading/machine/metro2_codes.hpp"

#include <array>

namespace fairfile::reading {
namespace {

struct StatusRow {
    std::string_view code;
    std::optional<PaymentStatus> payment;
    std::optional<AccountStatus> account;
    std::string_view meaning;
};

constexpr auto statuses = std::to_array<StatusRow>({
    {"05", std::nullopt, AccountStatus::transferred, "Account transferred"},
    {"11", PaymentStatus::current, std::nullopt, "Current (0-29 days)"},
    {"13", std::nullopt, std::nullopt, "Paid or closed, zero balance"},
    {"61", PaymentStatus::paid, AccountStatus::paid, "Paid, was a voluntary surrender"},
    {"62", PaymentStatus::paid, AccountStatus::paid, "Paid, was a collection"},
    {"63", PaymentStatus::paid, AccountStatus::paid, "Paid, was a repossession"},
    {"64", PaymentStatus::paid, AccountStatus::paid, "Paid, was a charge-off"},
    {"65", PaymentStatus::paid, AccountStatus::paid, "Paid, a foreclosure was started"},
    {"71", PaymentStatus::late_30, std::nullopt, "30-59 days past due"},
    {"78", PaymentStatus::late_60, std::nullopt, "60-89 days past due"},
    {"80", PaymentStatus::late_90, std::nullopt, "90-119 days past due"},
    {"82", PaymentStatus::late_120, std::nullopt, "120-149 days past due"},
    {"83", PaymentStatus::late_150, std::nullopt, "150-179 days past due"},
    {"84", PaymentStatus::late_180, std::nullopt, "180 or more days past due"},
    {"88", std::nullopt, std::nullopt, "Claim filed with government"},
    {"89", PaymentStatus::foreclosure, std::nullopt, "Deed in lieu of foreclosure"},
    {"93", PaymentStatus::collection, std::nullopt, "Collections"},
    {"94", PaymentStatus::foreclosure, std::nullopt, "Foreclosure completed"},
    {"95", PaymentStatus::voluntary_surrender, std::nullopt, "Voluntary surrender"},
    {"96", PaymentStatus::repossession, std::nullopt, "Repossession"},
    {"97", PaymentStatus::charge_off, std::nullopt, "Charge-off"},
    {"DA", std::nullopt, std::nullopt, "Delete"},
    {"DF", std::nullopt, std::nullopt, "Delete, confirmed fraud"},
});

}  // namespace

void give_status_of_code(EntryBuilder& entry, std::string_view code) {
    auto& line = entry.line;
    for (const auto& row : statuses) {
        if (row.code != code) continue;
        line.payment_status = row.payment;
        line.account_status = row.account;
        line.payment_status_text = std::string(row.meaning);
        entry.note("payment_status", code);
    }
}

std::optional<AccountType> type_of_codes(std::string_view portfolio, std::string_view type) {
    for (const std::string_view collection : {"48", "0C", "77"}) {
        if (type == collection) return AccountType::collection;
    }
    if (portfolio == "C") return AccountType::line_of_credit;
    if (portfolio == "I") return AccountType::installment;
    if (portfolio == "M") return AccountType::mortgage;
    if (portfolio == "O") return AccountType::open;
    if (portfolio == "R") return AccountType::revolving;
    return std::nullopt;
}

std::optional<Responsibility> owner_of_ecoa(std::string_view ecoa) {
    if (ecoa == "1") return Responsibility::individual;
    if (ecoa == "2") return Responsibility::joint;
    if (ecoa == "3") return Responsibility::authorized_user;
    if (ecoa == "5") return Responsibility::co_signer;
    if (ecoa == "7") return Responsibility::maker;
    if (ecoa == "T") return Responsibility::terminated;
    if (ecoa == "X") return Responsibility::deceased;
    return std::nullopt;
}

}  // namespace fairfile::reading
