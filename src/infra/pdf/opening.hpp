// A document as Poppler can open it: as it came or, if it breaks off, with a new ending.
#pragma once

#include "infra/pdf/poppler.hpp"

namespace fairfile::pdf {

struct Opened {
    std::shared_ptr<const SealedFile> document;
    PdfFacts facts;
    bool truncated = false;
};

/// Facts are about pages 1 to `last_page`.
Result<Opened> open_document(
    const Sandbox& sandbox, std::shared_ptr<const SealedFile> document, int last_page
);

}  // namespace fairfile::pdf
