#include "infra/ocr/ocr.hpp"

#include "infra/ocr/refusals.hpp"
#include "infra/ocr/tesseract.hpp"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <utility>

namespace fairfile::ocr {

namespace {

using Time = std::chrono::steady_clock::time_point;

constexpr std::uint64_t memory_bytes = 1024 * sandbox::mebibyte;
// Blocks and columns found by Tesseract, and the whole page as one block: tables need both.
constexpr const char* automatic_layout = "3";
constexpr const char* one_block = "6";

// US letter: what a picture of a page most likely shows.
constexpr double short_side = 612;

sandbox::SandboxLimits cage_limits(const OcrLimits& limits) {
    sandbox::SandboxLimits cage;
    cage.memory_bytes = memory_bytes;
    cage.wall = limits.page_wall;
    return cage;
}

Result<Reading> recognise(
    const Sandbox& sandbox,
    std::shared_ptr<const SealedFile> upright,
    const char* layout,
    const OcrLimits& limits
) {
    sandbox::SandboxRequest request{"tesseract"};
    request.arguments = {"stdin", "stdout", "--dpi", "300", "-l", "eng", "--psm", layout, "tsv"};
    request.environment = {"OMP_THREAD_LIMIT=1"};
    request.input = std::move(upright);
    request.limits = cage_limits(limits);
    const auto outcome = sandbox.run(request);
    if (!outcome) return outcome.error();
    if (auto refused = judge_end(*outcome)) return *refused;
    return parse_tsv(outcome->output);
}

/// The page's size in points, turned as the upright picture is.
std::pair<double, double> size_in_points(const Reading& reading, const PageToRead& page) {
    const bool lying = reading.width > reading.height;
    if (page.width > 0 && page.height > 0) {
        const bool was_lying = page.width > page.height;
        if (lying == was_lying) return {page.width, page.height};
        return {page.height, page.width};
    }
    const double longer = std::max(reading.width, reading.height);
    const double shorter = std::max(1.0, std::min(reading.width, reading.height));
    const double long_side = short_side * longer / shorter;
    return lying ? std::pair{long_side, short_side} : std::pair{short_side, long_side};
}

PageOfWords to_page(Reading reading, const PageToRead& asked) {
    PageOfWords page;
    page.number = asked.number;
    page.method = ReadingMethod::ocr;
    std::tie(page.width, page.height) = size_in_points(reading, asked);
    const double across = reading.width > 0 ? page.width / reading.width : 0;
    const double down = reading.height > 0 ? page.height / reading.height : 0;
    for (auto& word : reading.words) {
        word.box = {
            word.box.left * across,
            word.box.top * down,
            word.box.right * across,
            word.box.bottom * down};
    }
    page.words = std::move(reading.words);
    return page;
}

Result<std::shared_ptr<const SealedFile>> seal(std::string_view bytes) {
    auto sealed = SealedFile::make(bytes);
    if (!sealed) return sealed.error();
    return std::make_shared<const SealedFile>(std::move(*sealed));
}

Result<PageOfWords> words_of_upright(
    const Sandbox& sandbox,
    std::string_view upright,
    const PageToRead& page,
    const OcrLimits& limits
) {
    auto picture = seal(upright);
    if (!picture) return picture.error();
    auto columns = recognise(sandbox, *picture, automatic_layout, limits);
    if (!columns) return columns.error();
    auto block = recognise(sandbox, *picture, one_block, limits);
    if (!block) return block.error();
    return to_page(merge(std::move(*columns), std::move(*block)), page);
}

/// `arguments` are those of straighten_main.
Result<std::string> straightened(
    const Sandbox& sandbox,
    const std::shared_ptr<const SealedFile>& picture,
    const std::vector<std::string>& arguments,
    const OcrLimits& limits
) {
    sandbox::SandboxRequest request{"reader", {"reader"}};
    request.arguments.insert(request.arguments.end(), arguments.begin(), arguments.end());
    request.input = picture;
    request.limits = cage_limits(limits);
    auto outcome = sandbox.run(request);
    if (!outcome) return outcome.error();
    if (auto refused = judge_end(*outcome)) return *refused;
    return std::move(outcome->output);
}

/// Nothing when Tesseract is not sure, or finds too few letters.
Result<std::optional<int>> turn_of(
    const Sandbox& sandbox, std::string_view picture, const OcrLimits& limits
) {
    auto sealed = seal(picture);
    if (!sealed) return sealed.error();
    sandbox::SandboxRequest request{"tesseract"};
    request.arguments = {"stdin", "stdout", "--dpi", "300", "--psm", "0"};
    request.environment = {"OMP_THREAD_LIMIT=1"};
    request.input = std::move(*sealed);
    request.limits = cage_limits(limits);
    const auto outcome = sandbox.run(request);
    if (!outcome) return outcome.error();
    return parse_orientation(outcome->output);
}

struct Upright {
    std::string picture;
    std::string turn;  // the reader's argument that put it upright
};

// Text of capitals, digits and bars misleads a look at the letters' shapes, so Tesseract is asked,
// whose own look costs less than reading the page.
Result<Upright> unruled_image(
    const Sandbox& sandbox,
    const std::shared_ptr<const SealedFile>& picture,
    int page,
    const OcrLimits& limits
) {
    const auto number = std::to_string(page);
    auto as_it_lies = straightened(sandbox, picture, {number, "0", "unruled"}, limits);
    if (!as_it_lies) return as_it_lies.error();
    const auto quarters = turn_of(sandbox, *as_it_lies, limits);
    if (!quarters) return quarters.error();
    if (*quarters == 0) return Upright{std::move(*as_it_lies), "0"};
    const auto turn = *quarters ? std::to_string(**quarters) : std::string("-");
    auto turned = straightened(sandbox, picture, {number, turn, "unruled"}, limits);
    if (!turned) return turned.error();
    return Upright{std::move(*turned), turn};
}

bool is_no_page(const Error& error) {
    return error.code == "document.no_page";
}

}  // namespace

std::vector<sandbox::SandboxProgram> cage_programs(const std::string& reader) {
    return {
        {"tesseract", "/usr/bin/tesseract", {"/usr/share/tesseract-ocr"}},
        {"reader", reader, {}},
    };
}

Result<std::string> upright_image(
    const Sandbox& sandbox,
    std::shared_ptr<const SealedFile> picture,
    int page,
    const OcrLimits& limits
) {
    auto unruled = unruled_image(sandbox, picture, page, limits);
    if (!unruled) return unruled.error();
    return straightened(sandbox, picture, {std::to_string(page), unruled->turn}, limits);
}

Result<PageOfWords> words_of_page(
    const Sandbox& sandbox,
    std::shared_ptr<const SealedFile> picture,
    const PageToRead& page,
    const OcrLimits& limits
) {
    auto upright = unruled_image(sandbox, picture, 1, limits);
    if (!upright) return upright.error();
    return words_of_upright(sandbox, upright->picture, page, limits);
}

Result<DocumentOfWords> words_of_image(
    const Sandbox& sandbox,
    std::shared_ptr<const SealedFile> image,
    const OcrLimits& limits,
    const Progress& progress
) {
    const Time deadline = std::chrono::steady_clock::now() + limits.document_wall;
    DocumentOfWords document;
    for (int number = 1; number <= frames_max; ++number) {
        if (std::chrono::steady_clock::now() > deadline) {
            return refusal(Refusal::timeout, "deadline of the document");
        }
        auto upright = unruled_image(sandbox, image, number, limits);
        if (!upright && number > 1 && is_no_page(upright.error())) return document;
        if (!upright) return upright.error();
        auto page = words_of_upright(sandbox, upright->picture, {.number = number}, limits);
        if (!page) return page.error();
        document.pages.push_back(std::move(*page));
        if (progress) progress(number, number);
    }
    return refusal(Refusal::too_large, "more pages than a picture may have");
}

runtime::awaitable<Result<DocumentOfWords>> words_of_image(
    const Sandbox& sandbox,
    runtime::CpuPool& pool,
    std::shared_ptr<const SealedFile> image,
    OcrLimits limits,
    Progress progress
) {
    std::optional<Result<DocumentOfWords>> words;
    auto work = [&sandbox, &image, &limits, &progress, &words] {
        words = words_of_image(sandbox, image, limits, progress);
        return true;
    };
    auto worked = co_await runtime::offload(pool, std::move(work));
    if (!worked) co_return worked.error();
    co_return std::move(*words);
}

}  // namespace fairfile::ocr
