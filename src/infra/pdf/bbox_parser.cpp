#include "infra/pdf/bbox_parser.hpp"

#include "base/text.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <utility>

namespace fairfile::pdf {

namespace {

constexpr std::size_t tag_bytes_max = 4096;
constexpr std::size_t word_bytes_max = 1024;
constexpr std::size_t words_max = 1'000'000;
constexpr std::size_t pages_max = 2000;
// PDF allows 14,400 units; a page far beyond that is an attack on whoever computes with it.
constexpr double coordinate_max = 100'000;

/// The value of ` name="…"` in a tag.
std::optional<std::string_view> attribute(std::string_view tag, std::string_view name) {
    for (auto at = tag.find(name); at != tag.npos; at = tag.find(name, at + 1)) {
        const auto after = tag.substr(at + name.size());
        if (at == 0 || !is_space(tag[at - 1]) || !after.starts_with("=\"")) continue;
        const auto end = after.find('"', 2);
        if (end == after.npos) return std::nullopt;
        return after.substr(2, end - 2);
    }
    return std::nullopt;
}

std::optional<double> coordinate(std::string_view tag, std::string_view name) {
    const auto text = attribute(tag, name);
    if (!text) return std::nullopt;
    double value = 0;
    const auto [end, failed] = std::from_chars(text->data(), text->data() + text->size(), value);
    if (failed != std::errc{} || end != text->data() + text->size()) return std::nullopt;
    if (!std::isfinite(value) || std::abs(value) > coordinate_max) return std::nullopt;
    return value;
}

std::optional<Box> box_of(std::string_view tag) {
    const auto left = coordinate(tag, "xMin");
    const auto top = coordinate(tag, "yMin");
    const auto right = coordinate(tag, "xMax");
    const auto bottom = coordinate(tag, "yMax");
    if (!left || !top || !right || !bottom) return std::nullopt;
    return Box{
        std::min(*left, *right),
        std::min(*top, *bottom),
        std::max(*left, *right),
        std::max(*top, *bottom)};
}

void append_utf8(std::string& text, unsigned long code) {
    const auto byte = [&text](unsigned long value) { text += static_cast<char>(value); };
    if (code < 0x80) {
        byte(code);
    } else if (code < 0x800) {
        byte(0xc0 | code >> 6);
        byte(0x80 | (code & 0x3f));
    } else if (code < 0x10000) {
        byte(0xe0 | code >> 12);
        byte(0x80 | (code >> 6 & 0x3f));
        byte(0x80 | (code & 0x3f));
    } else if (code < 0x110000) {
        byte(0xf0 | code >> 18);
        byte(0x80 | (code >> 12 & 0x3f));
        byte(0x80 | (code >> 6 & 0x3f));
        byte(0x80 | (code & 0x3f));
    }
}

/// `name` stands between & and ;.
bool append_entity(std::string& text, std::string_view name) {
    constexpr std::array<std::pair<std::string_view, char>, 5> named{
        {{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}}};
    for (const auto& [entity, character] : named) {
        if (name != entity) continue;
        text += character;
        return true;
    }
    if (!name.starts_with('#')) return false;
    const bool hexadecimal = name.size() > 1 && (name[1] == 'x' || name[1] == 'X');
    const auto digits = name.substr(hexadecimal ? 2 : 1);
    unsigned long code = 0;
    const auto last = digits.data() + digits.size();
    const auto [end, failed] = std::from_chars(digits.data(), last, code, hexadecimal ? 16 : 10);
    if (failed != std::errc{} || end != last) return false;
    append_utf8(text, code);
    return true;
}

/// Length of an invisible or blank sequence at the start of `text`; 0 when it is visible.
/// `blank` says whether it parts words.
std::size_t invisible(std::string_view text, bool& blank) {
    constexpr std::array<std::string_view, 3> nothing{"\u200b", "\ufeff", "\u00ad"};
    for (const auto sequence : nothing) {
        if (!text.starts_with(sequence)) continue;
        blank = false;
        return sequence.size();
    }
    constexpr std::string_view no_break_space = "\u00a0";
    blank = text.starts_with(no_break_space) || is_space(text[0]);
    if (text.starts_with(no_break_space)) return no_break_space.size();
    const auto byte = static_cast<unsigned char>(text[0]);
    return byte < 0x21 || byte == 0x7f ? 1 : 0;
}

/// A word that holds blanks is several; each part gets its share of the width.
void append_words(std::vector<Word>& words, std::string_view text, const Box& box) {
    const double step = text.empty() ? 0 : box.width() / static_cast<double>(text.size());
    Word word;
    std::size_t start = 0;
    const auto finish = [&](std::size_t end) {
        if (word.text.empty()) return;
        word.box = box;
        word.box.left = box.left + step * static_cast<double>(start);
        word.box.right = box.left + step * static_cast<double>(end);
        words.push_back(std::exchange(word, {}));
    };
    for (std::size_t at = 0; at < text.size();) {
        bool blank = false;
        const auto length = invisible(text.substr(at), blank);
        if (length > 0) {
            if (blank) finish(at);
            at += length;
            continue;
        }
        if (word.text.empty()) start = at;
        word.text += text[at++];
    }
    finish(text.size());
}

}  // namespace

BboxParser::BboxParser(std::function<void(int)> on_page) : on_page_(std::move(on_page)) {}

bool BboxParser::feed(std::string_view bytes) {
    for (const char character : bytes) {
        if (over_limit_) return false;
        take_character(character);
    }
    return !over_limit_;
}

void BboxParser::take_character(char character) {
    if (character == '<') {
        inside_tag_ = true;
        tag_.clear();
    } else if (!inside_tag_) {
        if (inside_word_ && text_.size() < word_bytes_max) text_ += character;
    } else if (character == '>') {
        inside_tag_ = false;
        handle_tag(tag_);
    } else if (tag_.size() < tag_bytes_max) {
        tag_ += character;
    }
}

void BboxParser::handle_tag(std::string_view tag) {
    if (tag.starts_with("word ")) {
        open_word(tag);
    } else if (tag == "/word") {
        close_word();
    } else if (tag.starts_with("page ")) {
        open_page(tag);
    } else if (tag == "/page") {
        close_page();
    } else if (tag.starts_with("meta ")) {
        handle_meta(tag);
    }
}

void BboxParser::open_page(std::string_view tag) {
    if (document_.pages.size() >= pages_max) {
        over_limit_ = true;
        return;
    }
    PageOfWords page;
    page.number = static_cast<int>(document_.pages.size()) + 1;
    const auto width = coordinate(tag, "width");
    const auto height = coordinate(tag, "height");
    if (width && *width > 0) page.width = *width;
    if (height && *height > 0) page.height = *height;
    document_.pages.push_back(std::move(page));
    inside_page_ = true;
    inside_word_ = false;
}

void BboxParser::close_page() {
    if (!inside_page_) return;
    inside_page_ = false;
    inside_word_ = false;
    if (on_page_) on_page_(static_cast<int>(document_.pages.size()));
}

void BboxParser::open_word(std::string_view tag) {
    const auto box = box_of(tag);
    inside_word_ = inside_page_ && box.has_value();
    text_.clear();
    if (box) box_ = *box;
}

void BboxParser::close_word() {
    if (!std::exchange(inside_word_, false)) return;
    auto& words = document_.pages.back().words;
    const auto before = words.size();
    append_words(words, to_valid_utf8(decode_entities(text_)), box_);
    words_ += words.size() - before;
    over_limit_ = words_ > words_max;
}

void BboxParser::handle_meta(std::string_view tag) {
    if (attribute(tag, "name") != "Producer") return;
    const auto content = attribute(tag, "content");
    if (content) document_.producer = to_valid_utf8(decode_entities(*content));
}

std::string decode_entities(std::string_view text) {
    constexpr std::size_t entity_bytes_max = 10;
    std::string decoded;
    decoded.reserve(text.size());
    while (!text.empty()) {
        const auto end = text[0] == '&' ? text.substr(0, entity_bytes_max).find(';') : text.npos;
        if (end != text.npos && append_entity(decoded, text.substr(1, end - 1))) {
            text.remove_prefix(end + 1);
            continue;
        }
        decoded += text[0];
        text.remove_prefix(1);
    }
    return decoded;
}

}  // namespace fairfile::pdf
