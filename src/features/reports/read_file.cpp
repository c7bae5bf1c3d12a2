#include "features/findings/findings.hpp"
#include "features/reports/reports.hpp"
#include "infra/html/html.hpp"
#include "infra/ocr/ocr.hpp"
#include "infra/pdf/pdf.hpp"

#include <algorithm>

namespace fairfile::reports {

namespace {

using reading::CreditReport;
using sandbox::Sandbox;
using Document = std::shared_ptr<const sandbox::SealedFile>;  // shared: several runs read one file

constexpr int ocr_dots_per_inch = 300;

/// The document's own fault as a refusal; anything else stays an error of the machine.
Result<FileContent> refusal_or(const Error& error) {
    static constexpr std::pair<std::string_view, reading::Refusal> reasons[] = {
        {"encrypted", reading::Refusal::encrypted},
        {"malformed", reading::Refusal::malformed},
        {"too_large", reading::Refusal::too_large},
        {"too_many_pages", reading::Refusal::too_many_pages},
        {"timeout", reading::Refusal::timeout},
        {"memory", reading::Refusal::memory},
        {"unsupported_type", reading::Refusal::unsupported_type},
    };
    const auto reason = pdf::reason_of(error);
    for (const auto& [name, refusal] : reasons) {
        if (reason == name) return FileContent{{reading::refused(refusal)}, {}};
    }
    return error;
}

/// Reads the pages that have no text layer from their pictures, in place.
Result<int> read_pictures(const Sandbox& cage, const Document& document, pdf::PdfWords& words) {
    std::vector<ocr::PageToRead> pages;
    for (const int number : words.pages_without_text) {
        const auto& page = words.document.pages[static_cast<std::size_t>(number - 1)];
        pages.push_back({number, page.width, page.height});
    }
    auto picture = [&cage, &document](int number) {
        const pdf::PageImageRequest request{
            .page = number, .dots_per_inch = ocr_dots_per_inch, .grey = true};
        return pdf::page_image(cage, document, request);
    };
    auto read = ocr::words_of_pages(cage, pages, picture);
    if (!read) return read.error();
    for (auto& page : *read) {
        auto& place = words.document.pages[static_cast<std::size_t>(page.number - 1)];
        place = std::move(page);
    }
    return static_cast<int>(read->size());
}

std::vector<tradelines::PageSize> sizes_of(const DocumentOfWords& document) {
    std::vector<tradelines::PageSize> sizes;
    for (const auto& page : document.pages) sizes.push_back({page.width, page.height});
    return sizes;
}

bool has_words(const DocumentOfWords& document) {
    return std::any_of(document.pages.begin(), document.pages.end(), [](const auto& page) {
        return !page.words.empty();
    });
}

FileContent content_of(const DocumentOfWords& document) {
    FileContent content{{}, sizes_of(document)};
    if (has_words(document)) {
        content.reports = reading::read_document(document);
    } else {
        content.reports.push_back(reading::refused(reading::Refusal::no_text));
    }
    return content;
}

Result<FileContent> read_pdf(
    const Sandbox& cage, const Document& document, const PageProgress& progress
) {
    auto words = pdf::words_of_pdf(cage, document, {}, progress);
    if (!words) return refusal_or(words.error());
    const auto read = read_pictures(cage, document, *words);
    if (!read) return refusal_or(read.error());
    auto content = content_of(words->document);
    for (auto& report : content.reports) report.pages_ocr = std::max(report.pages_ocr, *read);
    return content;
}

Result<FileContent> read_image(
    const Sandbox& cage, const Document& document, const PageProgress& progress
) {
    auto words = ocr::words_of_image(cage, document, {}, progress);
    if (!words) return refusal_or(words.error());
    return content_of(*words);
}

/// A report saved from the browser. Nothing of it runs: no cage is needed to read its text.
Result<FileContent> read_page(std::string_view bytes) {
    auto words = html::words_of_html(bytes);
    if (!words) return refusal_or(words.error());
    return content_of(*words);
}

Result<FileContent> read_any(
    const Sandbox& cage, std::string_view bytes, const PageProgress& progress
) {
    const auto kind = pdf::admit(bytes);
    if (!kind) return refusal_or(kind.error());
    if (reading::recognise_bytes(bytes) != reading::MachineFormat::none) {
        return FileContent{reading::read_machine_document(bytes), {}};
    }

    if (*kind == pdf::DocumentKind::html) return read_page(bytes);
    if (*kind == pdf::DocumentKind::text) return content_of(html::words_of_text(bytes));

    auto sealed = sandbox::SealedFile::make(bytes);
    if (!sealed) return sealed.error();
    const auto document = std::make_shared<const sandbox::SealedFile>(std::move(*sealed));
    switch (*kind) {
        case pdf::DocumentKind::pdf:
            return read_pdf(cage, document, progress);
        case pdf::DocumentKind::png:
        case pdf::DocumentKind::jpeg:
        case pdf::DocumentKind::tiff:
            return read_image(cage, document, progress);
        default:
            break;
    }
    return FileContent{{reading::refused(reading::Refusal::unsupported_type)}, {}};
}

}  // namespace

Result<FileContent> read_file(
    const Sandbox& cage, std::string bytes, const FindingDay& day, const PageProgress& progress
) {
    auto content = read_any(cage, bytes, progress);
    if (!content) return content;
    for (auto& report : content->reports) {
        if (report.verdict == reading::Verdict::refused) continue;
        const bool needs_today = !day.asked && !report.report_date;
        findings::add_findings(report, needs_today ? std::optional(day.today) : day.asked);
    }
    return content;
}

}  // namespace fairfile::reports
