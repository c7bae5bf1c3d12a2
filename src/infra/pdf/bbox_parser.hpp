// Reads what `pdftotext -bbox-layout` prints, piece by piece as it comes. It believes nothing:
// the program has read a stranger's document. Whatever is not as expected is passed over.
#pragma once

#include "base/words.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace fairfile::pdf {

class BboxParser {
  public:
    /// `on_page` hears the number of pages that are complete.
    explicit BboxParser(std::function<void(int)> on_page = {});

    /// False once a limit is passed: more words or pages than any document has.
    bool feed(std::string_view bytes);

    /// Whether the end of the last page was seen.
    bool complete() const { return !inside_page_; }

    DocumentOfWords take() { return std::move(document_); }

  private:
    void take_character(char character);
    void handle_tag(std::string_view tag);
    void open_page(std::string_view tag);
    void close_page();
    void open_word(std::string_view tag);
    void close_word();
    void handle_meta(std::string_view tag);

    std::function<void(int)> on_page_;
    DocumentOfWords document_;
    std::string tag_;
    std::string text_;
    Box box_;
    std::size_t words_ = 0;
    bool inside_tag_ = false;
    bool inside_page_ = false;
    bool inside_word_ = false;
    bool over_limit_ = false;
};

/// Decodes the five named entities and numbered ones; leaves the rest as it is.
std::string decode_entities(std::string_view text);

}  // namespace fairfile::pdf
