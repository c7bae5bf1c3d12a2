// Text reduced to what labels and vocabularies are compared by: lower case words and '#', without
// punctuation. Matching is by whole words: "late" is not in "collateral".
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace fairfile::reading {

std::string normalised(std::string_view text);

/// The words of a normalised text.
std::vector<std::string_view> words_of(std::string_view normalised_text);

/// True when the normalised phrase occurs as whole words in the normalised text.
bool has_phrase(std::string_view normalised_text, std::string_view phrase);

}  // namespace fairfile::reading
