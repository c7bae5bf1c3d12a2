#include "base/text.hpp"
#include "infra/html/html.hpp"
#include "infra/html/layout.hpp"
#include "infra/html/text_decoding.hpp"

#include <algorithm>

namespace fairfile::html {

namespace {

// A typewriter's page. Lines of one paragraph touch, others keep a third of a letter apart.
constexpr double step_right = 6;
constexpr double letter_height = 10;
constexpr double between_joined = 0.5;
constexpr double between_lines = 3.5;
constexpr double blank_height = 10;
constexpr double page_height_max = 15'000;
constexpr std::size_t words_max = 400'000;

class Pages {
  public:
    Pages() { begin_page(); }

    void add(const TextLine& line) {
        if (line.pieces.empty()) {
            top_ += blank_height;
            return;
        }
        if (top_ > page_height_max) begin_page();
        top_ += line.joined ? between_joined : between_lines;
        for (const auto& piece : line.pieces) add(piece);
        top_ += letter_height;
        document_.pages.back().height = std::max(document_.pages.back().height, top_);
    }

    DocumentOfWords take() { return std::move(document_); }

  private:
    void begin_page() {
        document_.pages.emplace_back();
        document_.pages.back().number = static_cast<int>(document_.pages.size());
        top_ = 0;
    }

    void add(const Piece& piece) {
        double column = piece.column;
        for (const auto part : split(piece.text, ' ')) {
            const std::string text(part);
            const double width = width_of(text);
            if (!text.empty()) add_word(text, column, width);
            column += width + 1;
        }
    }

    void add_word(const std::string& text, double column, double width) {
        if (count_ >= words_max) {
            document_.truncated = true;
            return;
        }
        ++count_;
        const Box box{
            column * step_right, top_, (column + width) * step_right, top_ + letter_height};
        auto& page = document_.pages.back();
        page.width = std::max(page.width, box.right);
        page.words.push_back({text, box});
    }

    DocumentOfWords document_;
    double top_ = 0;
    std::size_t count_ = 0;
};

}  // namespace

Result<DocumentOfWords> words_of_html(std::string_view bytes) {
    const auto source = to_utf8(bytes);
    auto tree = parse(source);
    if (!tree) return tree.error();
    Pages pages;
    for (const auto& line : lines_of_page(*tree)) pages.add(line);
    return pages.take();
}

DocumentOfWords words_of_text(std::string_view bytes) {
    const auto source = to_utf8(bytes);
    Pages pages;
    for (const auto part : split(source, '\n')) {
        TextLine line;
        auto text = with_tabs_spread(part);
        if (!trim(text).empty()) line.pieces.push_back({0, std::move(text)});
        pages.add(line);
    }
    return pages.take();
}

}  // namespace fairfile::html
