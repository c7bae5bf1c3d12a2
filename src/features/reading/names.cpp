#include "features/reading/reading.hpp"

#include <array>

namespace fairfile::reading {
namespace {

template <class Enum, std::size_t count>
std::string_view name_in(const std::array<std::string_view, count>& names, Enum value) {
    const auto index = static_cast<std::size_t>(value);
    return index < count ? names[index] : std::string_view("unknown");
}

}  // namespace

std::string_view to_string(DocumentKind kind) {
    static constexpr std::array<std::string_view, 5> names{
        "credit_report", "bureau_answer", "furnisher_file", "not_a_credit_report", "unknown"};
    return name_in(names, kind);
}

std::string_view to_string(Verdict verdict) {
    static constexpr std::array<std::string_view, 3> names{"accepted", "needs_review", "refused"};
    return name_in(names, verdict);
}

std::string_view to_string(Refusal refusal) {
    static constexpr std::array<std::string_view, 13> names{
        "not_a_credit_report",
        "unknown_layout",
        "malformed",
        "no_text",
        "business_report",
        "foreign_report",
        "encrypted",
        "too_large",
        "too_many_pages",
        "timeout",
        "memory",
        "infected",
        "unsupported_type",
    };
    return name_in(names, refusal);
}

std::string_view to_string(Bureau bureau) {
    static constexpr std::array<std::string_view, 3> names{"TransUnion", "Experian", "Equifax"};
    return name_in(names, bureau);
}

std::string_view to_string(AccountType type) {
    static constexpr std::array<std::string_view, 7> names{
        "revolving", "installment", "mortgage", "open", "line_of_credit", "collection", "other"};
    return name_in(names, type);
}

std::string_view to_string(Responsibility responsibility) {
    static constexpr std::array<std::string_view, 7> names{
        "individual", "joint", "authorized_user", "co_signer", "maker", "terminated", "deceased"};
    return name_in(names, responsibility);
}

std::string_view to_string(AccountStatus status) {
    static constexpr std::array<std::string_view, 6> names{
        "open", "closed", "paid", "transferred", "refinanced", "derogatory"};
    return name_in(names, status);
}

std::string_view to_string(PaymentStatus status) {
    static constexpr std::array<std::string_view, 15> names{
        "current",
        "late_30",
        "late_60",
        "late_90",
        "late_120",
        "late_150",
        "late_180",
        "charge_off",
        "collection",
        "repossession",
        "voluntary_surrender",
        "foreclosure",
        "bankruptcy",
        "settled",
        "paid",
    };
    return name_in(names, status);
}

std::string_view to_string(HistoryMark mark) {
    static constexpr std::array<std::string_view, 14> names{
        "ok",
        "30",
        "60",
        "90",
        "120",
        "150",
        "180",
        "charge_off",
        "collection",
        "repossession",
        "foreclosure",
        "bankruptcy",
        "no_data",
        "unknown",
    };
    return name_in(names, mark);
}

std::string_view to_string(NegativeReason reason) {
    static constexpr std::array<std::string_view, 11> names{
        "late_payment",
        "past_due",
        "charge_off",
        "collection",
        "repossession",
        "foreclosure",
        "bankruptcy",
        "tax_lien",
        "judgment",
        "settled",
        "public_record",
    };
    return name_in(names, reason);
}

std::string_view to_string(PublicRecordType type) {
    static constexpr std::array<std::string_view, 4> names{
        "bankruptcy", "tax_lien", "judgment", "other"};
    return name_in(names, type);
}

std::string_view to_string(InquiryKind kind) {
    return kind == InquiryKind::hard ? "hard" : "soft";
}

std::string_view to_string(Outcome outcome) {
    static constexpr std::array<std::string_view, 10> names{
        "deleted",
        "updated",
        "verified",
        "reinserted",
        "identity_not_verified",
        "frivolous",
        "already_in_progress",
        "received",
        "third_party_suspected",
        "unknown",
    };
    return name_in(names, outcome);
}

std::string_view to_string(ReadingMethod method) {
    static constexpr std::array<std::string_view, 5> names{
        "text", "ocr", "structured", "model", "user"};
    return name_in(names, method);
}

}  // namespace fairfile::reading
