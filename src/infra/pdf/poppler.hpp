// Poppler's programs in the cage, and what they say about a document.
#pragma once

#include "infra/pdf/pdf.hpp"

#include <map>

namespace fairfile::pdf {

struct PageShape {
    double width = 0;  // in points, as the page is turned for the eye
    double height = 0;
    int rotation = 0;
};

struct PdfFacts {
    int pages = 0;
    std::map<int, PageShape> shapes;
};

/// Facts about pages `first` to `last` and the number of all pages. Refuses what cannot be opened.
Result<PdfFacts> facts_of_pdf(
    const Sandbox& sandbox, std::shared_ptr<const SealedFile> document, int first, int last
);

/// What pdfinfo prints, as facts; 0 pages when it does not say.
PdfFacts parse_facts(std::string_view printed);

/// A refusal when the program gave up on the document, judged by its exit and its complaints.
std::optional<Error> judge_end(const sandbox::SandboxOutcome& outcome);

}  // namespace fairfile::pdf
