// Invented pages for tests: typewriter text, or words put at a place, as a document of words.
#pragma once

#include "base/text.hpp"
#include "base/words.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace fairfile::reading::test {

inline constexpr double letter_width = 5.4;
inline constexpr double line_pitch = 11.8;
inline constexpr double letter_height = 9.5;

inline void add_words(PageOfWords& page, std::string_view line, double left, double top) {
    std::size_t at = 0;
    while (at < line.size()) {
        while (at < line.size() && line[at] == ' ') ++at;
        auto end = at;
        while (end < line.size() && line[end] != ' ') ++end;
        if (end > at) {
            const double x = left + letter_width * static_cast<double>(at);
            const double right = left + letter_width * static_cast<double>(end);
            page.words.push_back(
                {std::string(line.substr(at, end - at)), {x, top, right, top + letter_height}, 1}
            );
        }
        at = end;
    }
}

/// Typewriter text; a form feed starts a new page.
inline DocumentOfWords typed(std::string_view text) {
    DocumentOfWords document;
    for (const auto page_text : split(text, '\f')) {
        PageOfWords page;
        page.number = static_cast<int>(document.pages.size()) + 1;
        double top = 40;
        for (const auto line : split(page_text, '\n')) {
            add_words(page, line, 40, top);
            top += line_pitch;
        }
        document.pages.push_back(std::move(page));
    }
    return document;
}

/// A page of words in a proportional face: every letter as wide as it is in print, roughly.
class PrintedPage {
  public:
    PrintedPage() { document_.pages.emplace_back(); }

    PrintedPage& put(double left, double top, std::string_view text, double size = 8) {
        double x = left;
        for (const auto word : split(text, ' ')) {
            const double width = size * 0.5 * static_cast<double>(word.size());
            if (!word.empty()) {
                document_.pages.back().words.push_back(
                    {std::string(word), {x, top, x + width, top + size * 1.1}, 1}
                );
            }
            x += width + size * 0.28;
        }
        return *this;
    }

    PrintedPage& next_page() {
        document_.pages.emplace_back();
        document_.pages.back().number = static_cast<int>(document_.pages.size());
        return *this;
    }

    const DocumentOfWords& document() const { return document_; }

  private:
    DocumentOfWords document_;
};

}  // namespace fairfile::reading::test
