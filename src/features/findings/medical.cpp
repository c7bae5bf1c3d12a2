// Medical collections. These are the bureaus' dated policies, not statute: the CFPB rule of
// January 2025 was vacated and is not relied on.
#include "features/findings/rules.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace fairfile::findings {
namespace {

using reading::AccountStatus;
using reading::PaymentStatus;
using reading::Tradeline;

constexpr Money reported_from{50'000};

constexpr auto medical_words = std::to_array<std::string_view>({
    "medical",
    "hospital",
    "health",
    "healthcare",
    "physician",
    "physicians",
    "radiology",
    "clinic",
    "dental",
    "ambulance",
    "anesthesia",
    "surgery",
    "orthopedic",
    "pathology",
});

bool has_medical_word(const std::optional<std::string>& text) {
    if (!text) return false;
    std::string word;
    for (const char c : *text + ' ') {
        if (std::isalpha(static_cast<unsigned char>(c)) != 0) {
            word += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
            continue;
        }
        const auto found = std::find(medical_words.begin(), medical_words.end(), word);
        if (found != medical_words.end()) return true;
        word.clear();
    }
    return false;
}

bool is_medical_collection(const Tradeline& line) {
    const bool collection = line.account_type == reading::AccountType::collection ||
                            line.payment_status == PaymentStatus::collection;
    return collection &&
           (has_medical_word(line.creditor) || has_medical_word(line.original_creditor) ||
            has_medical_word(line.account_type_text));
}

}  // namespace

void find_medical(Collector& collector) {
    const auto& lines = collector.report.tradelines;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const auto& line = lines[i];
        if (!is_medical_collection(line)) continue;
        // The initial balance decides; a smaller balance now may be what is left of a larger one.
        const auto initial =
            line.high_credit && line.high_credit->cents > 0 ? line.high_credit : line.balance;
        if (initial && initial->cents > 0 && *initial < reported_from) {
            collector.about(
                "medical_under_500",
                i,
                "Medical collection of " + dollars(*initial) + "; under $500 is not reported.",
                {line.high_credit ? "high_credit_cents" : "balance_cents"}
            );
        }
        const bool paid = line.account_status == AccountStatus::paid ||
                          line.payment_status == PaymentStatus::paid;
        if (paid) {
            collector.about(
                "medical_paid",
                i,
                "Paid medical collections are not reported since July 2022.",
                {"account_status"}
            );
        }
    }
}

}  // namespace fairfile::findings
