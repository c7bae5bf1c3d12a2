#include "infra/pdf/opening.hpp"

#include "infra/pdf/refusals.hpp"
#include "infra/pdf/repair.hpp"

#include <unistd.h>

namespace fairfile::pdf {

namespace {

std::string bytes_of(const SealedFile& document, std::size_t from) {
    std::string bytes(document.size() - from, '\0');
    const auto offset = static_cast<off_t>(from);
    const auto size = pread(document.descriptor(), bytes.data(), bytes.size(), offset);
    bytes.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
    return bytes;
}

/// The end mark stands at the end; some programs append a little after it.
bool breaks_off(const SealedFile& document) {
    constexpr std::size_t tail_bytes = 4096;
    const auto from = document.size() > tail_bytes ? document.size() - tail_bytes : 0;
    return bytes_of(document, from).find("%%EOF") == std::string::npos;
}

Result<Opened> open_repaired(const Sandbox& sandbox, const SealedFile& document, int last_page) {
    const auto bytes = bytes_of(document, 0);
    for (const auto& ending : endings_for(bytes)) {
        auto sealed = SealedFile::make(bytes + ending);
        if (!sealed) return sealed.error();
        auto repaired = std::make_shared<const SealedFile>(std::move(*sealed));
        auto facts = facts_of_pdf(sandbox, repaired, 1, last_page);
        if (facts) return Opened{std::move(repaired), std::move(*facts), true};
    }
    return refusal(Refusal::malformed, "breaks off before its first page");
}

}  // namespace

Result<Opened> open_document(
    const Sandbox& sandbox, std::shared_ptr<const SealedFile> document, int last_page
) {
    const bool truncated = breaks_off(*document);
    auto facts = facts_of_pdf(sandbox, document, 1, last_page);
    if (facts) return Opened{std::move(document), std::move(*facts), truncated};
    const bool damaged = reason_of(facts.error()) == "malformed";
    if (!damaged || !truncated) return facts.error();
    return open_repaired(sandbox, *document, last_page);
}

}  // namespace fairfile::pdf
