#include "infra/ocr/ocr.hpp"
#include "infra/ocr/refusals.hpp"

#include <algorithm>
#include <optional>

namespace fairfile::ocr {

namespace {

using runtime::awaitable;

/// Where the pictures come from and until when they are read.
struct Source {
    const Sandbox& sandbox;
    const PictureOfPage& picture;
    const OcrLimits& limits;
    std::chrono::steady_clock::time_point deadline;
};

Result<PageOfWords> read_page(const Source& source, const PageToRead& page) {
    if (std::chrono::steady_clock::now() > source.deadline) {
        return refusal(Refusal::timeout, "deadline of the document");
    }
    auto bytes = source.picture(page.number);
    if (!bytes) return bytes.error();
    auto sealed = SealedFile::make(*bytes);
    if (!sealed) return sealed.error();
    auto picture = std::make_shared<const SealedFile>(std::move(*sealed));
    return words_of_page(source.sandbox, std::move(picture), page, source.limits);
}

/// The pages of one document and who reads which. Lives in the coroutine that waits for all.
struct Shared {
    Source source;
    runtime::CpuPool& pool;
    const std::vector<PageToRead>& pages;
    std::size_t next = 0;
    std::vector<std::optional<PageOfWords>> read = {};
    std::optional<Error> failed = {};
};

/// All readers of a document run on one event loop: `next`, `read` and `failed` need no lock.
awaitable<void> read_until_none_is_left(Shared& shared) {
    while (shared.next < shared.pages.size() && !shared.failed) {
        const auto index = shared.next++;
        std::optional<Result<PageOfWords>> page;
        auto work = [&shared, &page, index] {
            page = read_page(shared.source, shared.pages[index]);
            return true;
        };
        auto worked = co_await runtime::offload(shared.pool, std::move(work));
        if (!worked) {
            shared.failed = worked.error();
        } else if (!*page) {
            shared.failed = page->error();
        } else {
            shared.read[index] = std::move(**page);
        }
    }
}

awaitable<void> read_side_by_side(Shared& shared, std::size_t readers) {
    using boost::asio::experimental::awaitable_operators::operator&&;
    auto first = read_until_none_is_left(shared);
    if (readers <= 1) {
        co_await std::move(first);
        co_return;
    }
    auto others = read_side_by_side(shared, readers - 1);
    auto all = std::move(first) && std::move(others);
    co_await std::move(all);
}

}  // namespace

Result<std::vector<PageOfWords>> words_of_pages(
    const Sandbox& sandbox,
    const std::vector<PageToRead>& pages,
    const PictureOfPage& picture,
    const OcrLimits& limits
) {
    const Source source{
        sandbox, picture, limits, std::chrono::steady_clock::now() + limits.document_wall};
    std::vector<PageOfWords> words;
    for (const auto& page : pages) {
        auto read = read_page(source, page);
        if (!read) return read.error();
        words.push_back(std::move(*read));
    }
    return words;
}

awaitable<Result<std::vector<PageOfWords>>> words_of_pages(
    const Sandbox& sandbox,
    runtime::CpuPool& pool,
    std::vector<PageToRead> pages,
    PictureOfPage picture,
    OcrLimits limits
) {
    constexpr std::size_t readers_max = 8;
    const auto deadline = std::chrono::steady_clock::now() + limits.document_wall;
    Shared shared{{sandbox, picture, limits, deadline}, pool, pages};
    shared.read.resize(shared.pages.size());
    auto reading =
        read_side_by_side(shared, std::clamp<std::size_t>(limits.pages_at_a_time, 1, readers_max));
    co_await std::move(reading);
    if (shared.failed) co_return *shared.failed;
    std::vector<PageOfWords> words;
    for (auto& page : shared.read) words.push_back(std::move(*page));
    co_return std::move(words);
}

}  // namespace fairfile::ocr
