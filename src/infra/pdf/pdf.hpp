// Documents at the door and the text layer of PDFs. Nothing here parses a PDF itself: Poppler's
// programs do, each run in a cage of infra/sandbox. What is wrong with a document comes back as an
// Error whose code is "document." and the reason ("document.encrypted"); codes of infra/sandbox
// mean that the machine, not the document, is at fault.
#pragma once

#include "base/result.hpp"
#include "base/words.hpp"
#include "infra/runtime/runtime.hpp"
#include "infra/sandbox/sandbox.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace fairfile::pdf {

using sandbox::Sandbox;
using sandbox::SealedFile;

constexpr std::size_t document_bytes_max = 10'485'760;
constexpr int document_pages_max = 300;

enum class DocumentKind { pdf, png, jpeg, tiff, html, xml, json, metro2, text };

std::string_view to_string(DocumentKind kind);

/// Judges by size and content, never by name or declared type. Refuses empty files ("malformed"),
/// too large ones and what it does not know ("unsupported_type").
Result<DocumentKind> admit(std::string_view bytes);

/// The reason a person is told: "encrypted" for the code "document.encrypted"; empty for errors
/// that are not the document's.
std::string_view reason_of(const Error& error);

/// What Sandbox::start needs for this module.
std::vector<sandbox::SandboxProgram> cage_programs();

struct PdfLimits {
    int pages_max = document_pages_max;
    std::chrono::milliseconds wall{30'000};
};

/// Called on the reading thread after each page.
using Progress = std::function<void(int pages_read, int pages)>;

struct PdfWords {
    DocumentOfWords document;  // all pages, also those without words
    std::vector<int> pages_without_text;
};

/// Waits for the cage. A file that breaks off gives the words that can be read and `truncated`.
/// Reasons: encrypted, malformed, too_many_pages, timeout, memory, too_large.
Result<PdfWords> words_of_pdf(
    const Sandbox& sandbox,
    std::shared_ptr<const SealedFile> document,
    const PdfLimits& limits = {},
    const Progress& progress = {}
);

runtime::awaitable<Result<PdfWords>> words_of_pdf(
    const Sandbox& sandbox,
    runtime::CpuPool& pool,
    std::shared_ptr<const SealedFile> document,
    PdfLimits limits = {},
    Progress progress = {}
);

constexpr double page_pixels_max = 25e6;

struct PageImageRequest {
    int page = 1;
    int dots_per_inch = 150;  // fewer when the page would have more than page_pixels_max
    bool grey = false;
    std::chrono::milliseconds wall{20'000};
};

/// The page as PNG. "document.no_page" when there is none of that number.
Result<std::string> page_image(
    const Sandbox& sandbox,
    std::shared_ptr<const SealedFile> document,
    const PageImageRequest& request
);

runtime::awaitable<Result<std::string>> page_image(
    const Sandbox& sandbox,
    runtime::CpuPool& pool,
    std::shared_ptr<const SealedFile> document,
    PageImageRequest request
);

}  // namespace fairfile::pdf
