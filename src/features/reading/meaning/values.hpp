// What printed text means as a value: money, dates, numbers of accounts, nothing at all. Strict:
// text that is not wholly of the kind asked for has no value.
#pragma once

#include "features/reading/reading.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace fairfile::reading {

/// "-", "N/A", "Not reported" and their like: the document says that it does not say.
bool is_nothing(std::string_view text);

/// "$1,250.00", "$5,000", "1250". Commas must group by three; two decimals or none.
std::optional<Money> parse_money(std::string_view text);

/// Month first, as these documents print: "01/15/2020", "03/2019", "Jan 15, 2020", "2020-01-15",
/// "1990". Day 00 gives a month.
std::optional<PartialDate> parse_date(std::string_view text);

/// One to twelve for "Jan", "january", "Sept".
int month_of_name(std::string_view text);

/// Digits and masks, at least four characters with a digit or a mask; no blanks left inside.
bool looks_like_account_number(std::string_view text);

std::optional<Bureau> bureau_of(std::string_view text);

/// Also the short names that only tables use: TU, TUC, EXP, EFX, EQF.
std::optional<Bureau> bureau_of_abbreviation(std::string_view text);

/// A bureau's name with at most two letters misread, as pictures give it: "Expenan".
std::optional<Bureau> bureau_resembling(std::string_view text);

PartialDate month_before(PartialDate month);
PartialDate month_only(const PartialDate& date);

}  // namespace fairfile::reading
