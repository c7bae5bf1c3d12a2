// Words from pictures of pages. Each picture is first put upright (turned by quarters,
// straightened, made grey) by our own reader and then read by Tesseract, both in cages of
// infra/sandbox. Boxes are in points of the upright page; `upright_image` gives the picture they
// lie on. Errors are as in infra/pdf: "document.malformed", "document.timeout", "document.memory",
// "document.too_large".
#pragma once

#include "base/result.hpp"
#include "base/words.hpp"
#include "infra/runtime/runtime.hpp"
#include "infra/sandbox/sandbox.hpp"

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace fairfile::ocr {

using sandbox::Sandbox;
using sandbox::SealedFile;

/// What Sandbox::start needs for this module. `reader` is the program whose main calls
/// `straighten_main` (straighten.hpp) when it is started with the argument "reader".
std::vector<sandbox::SandboxProgram> cage_programs(const std::string& reader);

struct OcrLimits {
    std::chrono::milliseconds page_wall{10'000};  // for each of the programs that read a page
    std::chrono::milliseconds document_wall{120'000};
    std::size_t pages_at_a_time = 2;
};

/// A page to read and its size in points as it is seen; 0 when only the picture can tell.
struct PageToRead {
    int number = 1;
    double width = 0;
    double height = 0;
};

/// The picture of a page (PNG, JPEG or TIFF); called on the pool's threads.
using PictureOfPage = std::function<Result<std::string>(int number)>;

/// Called after each page, on a thread of the pool's caller.
using Progress = std::function<void(int pages_read, int pages)>;

/// Waits for the cages. A page without anything to read has no words; that is no error.
Result<PageOfWords> words_of_page(
    const Sandbox& sandbox,
    std::shared_ptr<const SealedFile> picture,
    const PageToRead& page,
    const OcrLimits& limits = {}
);

/// One page after the other, within `document_wall` for all, else "document.timeout".
Result<std::vector<PageOfWords>> words_of_pages(
    const Sandbox& sandbox,
    const std::vector<PageToRead>& pages,
    const PictureOfPage& picture,
    const OcrLimits& limits = {}
);

/// Pages in their order, a few at a time. Pages that are not read within `document_wall` fail the
/// whole with "document.timeout".
runtime::awaitable<Result<std::vector<PageOfWords>>> words_of_pages(
    const Sandbox& sandbox,
    runtime::CpuPool& pool,
    std::vector<PageToRead> pages,
    PictureOfPage picture,
    OcrLimits limits = {}
);

constexpr int frames_max = 50;

/// An uploaded picture; a TIFF may hold several pages.
Result<DocumentOfWords> words_of_image(
    const Sandbox& sandbox,
    std::shared_ptr<const SealedFile> image,
    const OcrLimits& limits = {},
    const Progress& progress = {}
);

runtime::awaitable<Result<DocumentOfWords>> words_of_image(
    const Sandbox& sandbox,
    runtime::CpuPool& pool,
    std::shared_ptr<const SealedFile> image,
    OcrLimits limits = {},
    Progress progress = {}
);

/// The picture's page (1 is the first) as grey PNG, upright and straight. "document.no_page" when
/// the file has no such page.
Result<std::string> upright_image(
    const Sandbox& sandbox,
    std::shared_ptr<const SealedFile> picture,
    int page = 1,
    const OcrLimits& limits = {}
);

}  // namespace fairfile::ocr
