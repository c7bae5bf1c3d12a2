// The kinds of letters, each with its law, whom it goes to and how many items it may name: rows, so
// that a lawyer can correct them. Their texts are templates in the database. Pure.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace fairfile::letters {

/// Whom a letter goes to. Bureaus stand in the address table; the others' addresses come from the
/// person, as the report prints them.
enum class Recipient { bureau, furnisher, collector, creditor };

struct LetterType {
    std::string_view id;
    std::string_view title;
    Recipient recipient;
    std::size_t items_max;
    bool is_dispute;  // counts for the guard against repeated disputes, 15 USC 1681i(a)(3)
    /// What the person is told before: an empty text is nothing.
    std::string_view warning;
};

/// Nullptr when there is no such kind.
const LetterType* find_letter_type(std::string_view id);
/// For input checks.
std::vector<std::string_view> letter_type_ids();

/// More items in one letter get it called frivolous or read badly.
inline constexpr std::size_t items_per_letter = 5;

}  // namespace fairfile::letters
