// What stands in a letter, as one value: what is sealed in the database and drawn as a PDF.
#pragma once

#include "base/result.hpp"
#include "features/letters/letters.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace fairfile::letters {

struct LetterContent {
    int template_version = 0;  // not sealed: a column of its own
    PostalAddress sender;
    PostalAddress addressee;
    std::string addressee_source;  // where the address comes from and when it was checked
    std::string dated;             // "November 26, 2026"
    std::string subject;
    std::string composed;  // as the template gave it
    std::string text;      // as it stands after the person's edits
    std::vector<std::string> enclosures;
    std::vector<std::string> grounds;  // claims that the person has confirmed: see guards.hpp
};

std::string to_json(const LetterContent& content);
/// Fails only for what was not written by `to_json`.
Result<LetterContent> content_from_json(std::string_view json);

}  // namespace fairfile::letters
