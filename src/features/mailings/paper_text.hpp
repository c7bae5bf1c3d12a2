// A paper's words with a person's day and our terms in them. Pure.
#pragma once

#include "features/mailings/papers.hpp"

namespace fairfile::mailings {

/// As shown and signed: paragraphs parted by an empty line, `**bold**` as a whole or not at all.
struct PaperText {
    std::string kind;
    std::string version;
    std::string title;
    std::string law;
    std::string text;
    std::string attachment;

    /// Hex SHA-256 over text and attachment.
    std::string digest() const;
};

/// Replaces the {{names}} of text and attachment for a signature at `now`.
void fill_in(
    PaperText& paper, const ServiceTerms& terms, std::chrono::system_clock::time_point now
);

/// 750 to "$7.50".
std::string dollars(std::int64_t cents);

}  // namespace fairfile::mailings
