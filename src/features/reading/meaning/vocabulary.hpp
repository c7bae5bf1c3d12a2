// The words reports use for kinds and states of accounts, as data. Only what is firmly known has a
// value: words not listed here give nothing, and the text is kept beside the empty value.
#pragma once

#include "features/reading/reading.hpp"

#include <optional>
#include <string_view>

namespace fairfile::reading {

std::optional<AccountType> account_type_of(std::string_view text);
std::optional<Responsibility> responsibility_of(std::string_view text);
std::optional<AccountStatus> account_status_of(std::string_view text);

/// A payment status as it stands now, and what the words say happened before ("Paid, was a
/// charge-off"). `adverse`: the words speak of lateness without saying how much.
struct PaymentReading {
    std::optional<PaymentStatus> now;
    std::optional<PaymentStatus> before;
    bool adverse = false;
};
PaymentReading payment_status_of(std::string_view text);

/// A negative event that a remark states outright; remarks that merely mention or dispute one
/// give nothing.
std::optional<NegativeReason> reason_in_remark(std::string_view text);

/// One printed history mark ("OK", "30", "CO"). Bare digits below 30 mean different things at
/// different bureaus and are not in here.
std::optional<HistoryMark> history_mark_of(std::string_view text);

/// A sign in a place where a month's mark stands: the letters of the bureaus' own disclosures
/// (Experian: C, R, F; Equifax: C, V, R, F). What C means elsewhere is not known, nor other signs.
HistoryMark letter_mark_of(std::string_view text, std::optional<Bureau> publisher);

std::optional<PublicRecordType> public_record_type_of(std::string_view text);
std::optional<int> chapter_of(std::string_view text);
std::optional<InquiryKind> inquiry_kind_of(std::string_view text);

bool is_medical(std::string_view creditor_or_type);

/// Words that stand whole in these vocabularies: used to mend words broken inside narrow cells.
bool is_known_word(std::string_view lower_case_word);

}  // namespace fairfile::reading
