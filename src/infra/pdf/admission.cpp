#include "base/text.hpp"
#include "infra/pdf/pdf.hpp"
#include "infra/pdf/refusals.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace fairfile::pdf {

namespace {

using namespace std::string_view_literals;

constexpr std::size_t head_bytes = 1024;

constexpr std::array<std::pair<std::string_view, DocumentKind>, 5> magic_bytes{{
    {"%PDF-"sv, DocumentKind::pdf},
    {"\x89PNG\r\n\x1a\n"sv, DocumentKind::png},
    {"\xff\xd8\xff"sv, DocumentKind::jpeg},
    {"II*\0"sv, DocumentKind::tiff},
    {"MM\0*"sv, DocumentKind::tiff},
}};

std::string_view without_byte_order_mark(std::string_view bytes) {
    constexpr auto mark = "\xef\xbb\xbf"sv;
    if (bytes.starts_with(mark)) bytes.remove_prefix(mark.size());
    return bytes;
}

bool is_markup_of_a_page(std::string_view head) {
    constexpr std::array<std::string_view, 5> signs{
        "<!doctype html", "<html", "<head", "<body", "<table"};
    const auto lower = to_lower(head);
    return std::any_of(signs.begin(), signs.end(), [&lower](auto sign) {
        return lower.find(sign) != std::string::npos;
    });
}

/// Letters, digits and line ends, with the few strange bytes an old code page brings.
bool is_plain_text(std::string_view head) {
    std::size_t strange = 0;
    for (const char character : head) {
        const auto byte = static_cast<unsigned char>(character);
        if (byte == 0) return false;
        if ((byte < ' ' && !is_space(character)) || byte >= 0x7f) ++strange;
    }
    return is_valid_utf8(head) || strange * 20 <= head.size();
}

/// A Metro 2 file opens with a header record: its length in four bytes, then this word.
bool is_metro2(std::string_view head) {
    constexpr std::size_t furthest = 16;
    return head.substr(0, furthest).find("HEADER") != std::string_view::npos;
}

std::optional<DocumentKind> kind_of(std::string_view bytes) {
    for (const auto& [magic, kind] : magic_bytes) {
        if (bytes.starts_with(magic)) return kind;
    }
    const auto head = without_byte_order_mark(bytes).substr(0, head_bytes);
    const auto text = trim(head);
    if (text.starts_with('<')) {
        return is_markup_of_a_page(text) ? DocumentKind::html : DocumentKind::xml;
    }
    if (is_metro2(head)) return DocumentKind::metro2;
    // Some programs write a line before the header; every reader accepts that.
    if (head.find("%PDF-") != std::string_view::npos) return DocumentKind::pdf;
    if (text.empty() || !is_plain_text(head)) return std::nullopt;
    if (text.starts_with('{') || text.starts_with('[')) return DocumentKind::json;
    return DocumentKind::text;
}

}  // namespace

std::string_view to_string(DocumentKind kind) {
    constexpr std::array<std::string_view, 9> names{
        "pdf", "png", "jpeg", "tiff", "html", "xml", "json", "metro2", "text"};
    return names.at(static_cast<std::size_t>(kind));
}

Result<DocumentKind> admit(std::string_view bytes) {
    if (bytes.empty()) return refusal(Refusal::malformed, "no bytes");
    if (bytes.size() > document_bytes_max) return refusal(Refusal::too_large, "admission");
    if (const auto kind = kind_of(bytes)) return *kind;
    return refusal(Refusal::unsupported_type, "no known magic bytes");
}

}  // namespace fairfile::pdf
