// The words by which a bureau's letter is known, and the labels in it.
#pragma once

#include "features/reading/meaning/phrase.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace fairfile::reading {

inline constexpr auto titles = std::to_array<std::string_view>({
    "investigation results",
    "reinvestigation results",
    "dispute results",
    "results of your dispute",
    "results of our investigation",
    "results of your investigation",
    "results of our reinvestigation",
    "outcome of your dispute",
    "completed our investigation",
    "completed our reinvestigation",
    "completed the investigation",
    "completed our processing of your dispute",
    "investigation of your dispute",
    "investigation is complete",
    "dispute is complete",
    "your recent dispute",
    "your recent request",
    "regarding your dispute",
    "response to your dispute",
    "received your dispute",
    "received your request",
    "receipt of your dispute",
});

inline constexpr auto result_labels = std::to_array<std::string_view>({
    "result",
    "results",
    "outcome",
    "dispute result",
    "dispute results",
    "dispute outcome",
    "investigation result",
    "investigation results",
    "our findings",
    "the results are",
    "findings",
});

inline constexpr auto reason_labels = std::to_array<std::string_view>({
    "reason",
    "reasons",
    "updated",
    "information updated",
    "what was updated",
    "changes",
});

template <std::size_t count>
bool has_any(const std::array<std::string_view, count>& phrases, std::string_view phrase) {
    return std::any_of(phrases.begin(), phrases.end(), [&](auto one) {
        return has_phrase(phrase, one);
    });
}

template <std::size_t count>
bool is_one_of(const std::array<std::string_view, count>& phrases, std::string_view phrase) {
    return std::find(phrases.begin(), phrases.end(), phrase) != phrases.end();
}

}  // namespace fairfile::reading
