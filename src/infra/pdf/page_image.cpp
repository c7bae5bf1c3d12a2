#include "infra/pdf/opening.hpp"
#include "infra/pdf/pdf.hpp"
#include "infra/pdf/refusals.hpp"

#include <cmath>
#include <optional>

namespace fairfile::pdf {

namespace {

constexpr double points_per_inch = 72;
constexpr int dots_per_inch_min = 1;
constexpr std::uint64_t memory_bytes = 1024 * sandbox::mebibyte;

/// As many as asked for, or as the limit of pixels leaves.
int bounded_resolution(const PageShape& shape, int wanted) {
    const double inches = shape.width * shape.height / (points_per_inch * points_per_inch);
    if (inches <= 0) return wanted;
    const auto possible = static_cast<int>(std::sqrt(page_pixels_max / inches));
    return std::max(dots_per_inch_min, std::min(wanted, possible));
}

sandbox::SandboxRequest drawing(const PageImageRequest& request, int dots_per_inch) {
    const auto page = std::to_string(request.page);
    sandbox::SandboxRequest drawing{"pdftoppm"};
    drawing.arguments = {"-png", "-singlefile", "-f", page, "-l", page};
    drawing.arguments.insert(drawing.arguments.end(), {"-r", std::to_string(dots_per_inch)});
    if (request.grey) drawing.arguments.push_back("-gray");
    drawing.arguments.emplace_back(sandbox::input_path);
    drawing.limits.memory_bytes = memory_bytes;
    drawing.limits.wall = request.wall;
    return drawing;
}

}  // namespace

Result<std::string> page_image(
    const Sandbox& sandbox,
    std::shared_ptr<const SealedFile> document,
    const PageImageRequest& request
) {
    if (request.page < 1 || request.page > document_pages_max) {
        return refusal(Refusal::no_page, "no document has this page");
    }
    // From the first page on: asked for pages beyond the last, pdfinfo only fails.
    const auto opened = open_document(sandbox, std::move(document), request.page);
    if (!opened) return opened.error();
    const auto shape = opened->facts.shapes.find(request.page);
    if (shape == opened->facts.shapes.end()) {
        return refusal(Refusal::no_page, std::to_string(opened->facts.pages) + " pages");
    }
    auto run = drawing(request, bounded_resolution(shape->second, request.dots_per_inch));
    run.input = opened->document;
    auto outcome = sandbox.run(run);
    if (!outcome) return outcome.error();
    if (auto refused = judge_end(*outcome)) return *refused;
    if (outcome->output.empty()) return refusal(Refusal::malformed, "no image");
    return std::move(outcome->output);
}

runtime::awaitable<Result<std::string>> page_image(
    const Sandbox& sandbox,
    runtime::CpuPool& pool,
    std::shared_ptr<const SealedFile> document,
    PageImageRequest request
) {
    std::optional<Result<std::string>> image;
    auto work = [&sandbox, &document, &request, &image] {
        image = page_image(sandbox, document, request);
        return true;
    };
    auto worked = co_await runtime::offload(pool, std::move(work));
    if (!worked) co_return worked.error();
    co_return std::move(*image);
}

}  // namespace fairfile::pdf
