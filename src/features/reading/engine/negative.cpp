#include "features/reading/engine/negative.hpp"

#include "features/reading/meaning/vocabulary.hpp"

#include <algorithm>
#include <optional>
#include <set>

namespace fairfile::reading {
namespace {

std::optional<NegativeReason> reason_of(PaymentStatus status) {
    switch (status) {
        case PaymentStatus::current:
        case PaymentStatus::paid:
            return std::nullopt;
        case PaymentStatus::late_30:
        case PaymentStatus::late_60:
        case PaymentStatus::late_90:
        case PaymentStatus::late_120:
        case PaymentStatus::late_150:
        case PaymentStatus::late_180:
            return NegativeReason::late_payment;
        case PaymentStatus::charge_off:
            return NegativeReason::charge_off;
        case PaymentStatus::collection:
            return NegativeReason::collection;
        case PaymentStatus::repossession:
        case PaymentStatus::voluntary_surrender:
            return NegativeReason::repossession;
        case PaymentStatus::foreclosure:
            return NegativeReason::foreclosure;
        case PaymentStatus::bankruptcy:
            return NegativeReason::bankruptcy;
        case PaymentStatus::settled:
            return NegativeReason::settled;
    }
    return std::nullopt;
}

std::optional<NegativeReason> reason_of(HistoryMark mark) {
    switch (mark) {
        case HistoryMark::late_30:
        case HistoryMark::late_60:
        case HistoryMark::late_90:
        case HistoryMark::late_120:
        case HistoryMark::late_150:
        case HistoryMark::late_180:
            return NegativeReason::late_payment;
        case HistoryMark::charge_off:
            return NegativeReason::charge_off;
        case HistoryMark::collection:
            return NegativeReason::collection;
        case HistoryMark::repossession:
            return NegativeReason::repossession;
        case HistoryMark::foreclosure:
            return NegativeReason::foreclosure;
        case HistoryMark::bankruptcy:
            return NegativeReason::bankruptcy;
        case HistoryMark::ok:
        case HistoryMark::no_data:
        case HistoryMark::unknown:
            return std::nullopt;
    }
    return std::nullopt;
}

}  // namespace

void judge(Tradeline& line, const NegativeHints& hints) {
    std::set<NegativeReason> reasons;
    const auto add = [&](std::optional<NegativeReason> reason) {
        if (reason) reasons.insert(*reason);
    };
    if (line.payment_status) add(reason_of(*line.payment_status));
    if (hints.before) add(reason_of(*hints.before));
    if (hints.was_late) add(NegativeReason::late_payment);
    if (line.past_due && line.past_due->cents > 0) add(NegativeReason::past_due);
    if (line.charge_off && line.charge_off->cents > 0) add(NegativeReason::charge_off);
    if (line.account_type == AccountType::collection) add(NegativeReason::collection);
    for (const auto& entry : line.payment_history) add(reason_of(entry.mark));
    for (const auto mark : hints.undated_marks) add(reason_of(mark));
    for (const auto& remark : line.remarks) add(reason_in_remark(remark));
    line.negative_reasons.assign(reasons.begin(), reasons.end());
    line.negative = !reasons.empty() || line.account_status == AccountStatus::derogatory;
}

}  // namespace fairfile::reading
