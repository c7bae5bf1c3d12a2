// A row of a vocabulary table, shared by the sources of meaning/vocabulary only.
#pragma once

#include "features/reading/meaning/phrase.hpp"

#include <array>
#include <optional>
#include <string_view>

namespace fairfile::reading {

template <class Value>
struct Term {
    std::string_view phrase;
    Value value;
};

/// First table row whose phrase stands in the text: rows are ordered from telling to vague.
template <class Value, std::size_t count>
std::optional<Value> first_match(
    const std::array<Term<Value>, count>& table, std::string_view normalised_text
) {
    for (const auto& term : table) {
        if (has_phrase(normalised_text, term.phrase)) return term.value;
    }
    return std::nullopt;
}

}  // namespace fairfile::reading
