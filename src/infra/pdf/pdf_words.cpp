#include "infra/pdf/bbox_parser.hpp"
#include "infra/pdf/opening.hpp"
#include "infra/pdf/pdf.hpp"
#include "infra/pdf/refusals.hpp"

#include <optional>
namespace fairfile::pdf {

namespace {

/// A page number and a stray mark are no text layer.
constexpr std::size_t letters_of_a_text_layer = 20;

bool is_private_or_replaced(std::string_view text, std::size_t at) {
    constexpr std::string_view replacement = "\ufffd";
    if (text.substr(at).starts_with(replacement)) return true;
    // U+E000 to U+F8FF, where fonts without a table of characters put their glyphs.
    const auto byte = static_cast<unsigned char>(text[at]);
    return byte == 0xee || (byte == 0xef && static_cast<unsigned char>(text[at + 1]) < 0xa4);
}

/// Too little text to be the page's, or a font whose characters nobody can tell.
bool lacks_text(const PageOfWords& page) {
    std::size_t letters = 0;
    std::size_t garbled = 0;
    for (const auto& word : page.words) {
        for (std::size_t at = 0; at < word.text.size(); ++at) {
            const auto byte = static_cast<unsigned char>(word.text[at]);
            if (byte >= 0x80 && byte < 0xc0) continue;
            ++letters;
            if (byte >= 0xe0 && is_private_or_replaced(word.text, at)) ++garbled;
        }
    }
    return letters < letters_of_a_text_layer || garbled * 3 > letters;
}

/// Poppler names the sides of a turned page as they lie in the file, the boxes as they are seen.
void turn_pages(DocumentOfWords& document, const PdfFacts& facts) {
    for (auto& page : document.pages) {
        const auto shape = facts.shapes.find(page.number);
        if (shape == facts.shapes.end() || shape->second.rotation % 180 == 0) continue;
        page.width = shape->second.width;
        page.height = shape->second.height;
    }
}

PdfWords finish(DocumentOfWords document, const PdfFacts& facts, bool truncated) {
    PdfWords words{std::move(document), {}};
    words.document.truncated =
        truncated || static_cast<int>(words.document.pages.size()) < facts.pages;
    turn_pages(words.document, facts);
    for (const auto& page : words.document.pages) {
        if (lacks_text(page)) words.pages_without_text.push_back(page.number);
    }
    return words;
}

}  // namespace

Result<PdfWords> words_of_pdf(
    const Sandbox& sandbox,
    std::shared_ptr<const SealedFile> document,
    const PdfLimits& limits,
    const Progress& progress
) {
    auto opened = open_document(sandbox, std::move(document), limits.pages_max);
    if (!opened) return opened.error();
    const int pages = opened->facts.pages;
    if (pages > limits.pages_max) {
        return refusal(Refusal::too_many_pages, std::to_string(pages) + " pages");
    }
    BboxParser parser([&progress, pages](int read) {
        if (progress) progress(read, pages);
    });

    sandbox::SandboxRequest request{"pdftotext"};
    request.arguments = {
        "-bbox-layout", "-l", std::to_string(pages), std::string(sandbox::input_path), "-"};
    request.input = opened->document;
    request.limits.wall = limits.wall;
    bool within_limits = true;
    request.on_output = [&parser, &within_limits](std::string_view bytes) {
        within_limits = within_limits && parser.feed(bytes);
    };
    const auto outcome = sandbox.run(request);
    if (!outcome) return outcome.error();
    if (auto refused = judge_end(*outcome)) return *refused;
    if (!within_limits) return refusal(Refusal::too_large, "more words than a document has");
    const bool truncated = opened->truncated || !parser.complete();
    return finish(parser.take(), opened->facts, truncated);
}

runtime::awaitable<Result<PdfWords>> words_of_pdf(
    const Sandbox& sandbox,
    runtime::CpuPool& pool,
    std::shared_ptr<const SealedFile> document,
    PdfLimits limits,
    Progress progress
) {
    std::optional<Result<PdfWords>> words;
    auto work = [&sandbox, &document, &limits, &progress, &words] {
        words = words_of_pdf(sandbox, document, limits, progress);
        return true;
    };
    auto worked = co_await runtime::offload(pool, std::move(work));
    if (!worked) co_return worked.error();
    co_return std::move(*words);
}

}  // namespace fairfile::pdf
