#include "features/reading/answers/letters.hpp"
#include "features/reading/bundles.hpp"
#include "features/reading/engine/assemble.hpp"
#include "features/reading/engine/labels_below.hpp"
#include "features/reading/engine/line_kinds.hpp"
#include "features/reading/engine/panels.hpp"
#include "features/reading/engine/walker.hpp"
#include "features/reading/layout/line.hpp"
#include "features/reading/meaning/phrase.hpp"
#include "features/reading/meaning/values.hpp"
#include "features/reading/reading.hpp"
#include "features/reading/recognition.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace fairfile::reading {
namespace {

void count_pages(CreditReport& report, const DocumentOfWords& document) {
    report.pages = static_cast<int>(document.pages.size());
    report.pages_ocr = static_cast<int>(std::count_if(
        document.pages.begin(),
        document.pages.end(),
        [](const PageOfWords& page) { return page.method == ReadingMethod::ocr; }
    ));
}

CreditReport refused_as(Refusal reason, const DocumentOfWords& document) {
    const auto kind = reason == Refusal::not_a_credit_report ? DocumentKind::not_a_credit_report
                                                             : DocumentKind::unknown;
    auto report = refused(reason, kind);
    count_pages(report, document);
    return report;
}

bool is_empty(const CreditReport& report) {
    return report.tradelines.empty() && report.scores.empty() && report.inquiries.empty() &&
           report.public_records.empty() && report.consumers.empty();
}

/// Half a report is usable when accounts can be told; what is missing must be said.
void mark_truncated(CreditReport& report) {
    report.warnings.push_back("The document is cut off; accounts may be missing.");
    report.verdict = Verdict::needs_review;
}

/// Whether the pages print an account's number behind its label: then there are accounts.
bool prints_accounts(const std::vector<Line>& lines) {
    return std::any_of(lines.begin(), lines.end(), [](const Line& line) {
        const auto pairs = pairs_of(line, Section::accounts, WeakLabels::in_any_cell);
        return std::any_of(pairs.begin(), pairs.end(), [&line](const Pair& pair) {
            return pair.field == Field::account_number && !pair.value.empty() &&
                   looks_like_account_number(line.words[pair.value.first].text);
        });
    });
}

template <std::size_t count>
bool says_any(const std::vector<Line>& lines, const std::array<std::string_view, count>& phrases) {
    return std::any_of(lines.begin(), lines.end(), [&phrases](const Line& line) {
        const auto text = normalised(text_of(line));
        return std::any_of(phrases.begin(), phrases.end(), [&text](std::string_view phrase) {
            return has_phrase(text, phrase);
        });
    });
}

/// A file without accounts says so; one that says nothing is in a layout that is not read.
bool says_no_accounts(const std::vector<Line>& lines) {
    static constexpr std::array<std::string_view, 5> phrases{
        "no accounts",
        "no credit accounts",
        "no tradelines",
        "no trade lines",
        "no account information"};
    return says_any(lines, phrases);
}

/// Not the "deceased" that one account's responsibility may be.
void warn_of_death(CreditReport& report, const std::vector<Line>& lines) {
    static constexpr std::array<std::string_view, 6> phrases{
        "reported as deceased",
        "consumer is deceased",
        "consumer deceased",
        "deceased indicator",
        "deceased alert",
        "reported deceased"};
    if (says_any(lines, phrases)) {
        report.warnings.push_back("The report says that this person has died.");
    }
}

CreditReport read_one(const DocumentOfWords& document, const LinesOfDocument& found) {
    if (found.lines.empty()) {
        return refused_as(document.truncated ? Refusal::malformed : Refusal::no_text, document);
    }
    if (auto answer = read_answer_letter(found.lines)) {
        count_pages(*answer, document);
        return std::move(*answer);
    }
    const auto recognition = recognise(found.lines);
    if (recognition.refusal) return refused_as(*recognition.refusal, document);
    WalkSettings settings;
    settings.only_bureau = recognition.only_bureau;
    const auto lines = unfold_panels(labels_first(found.lines), settings.only_bureau.has_value());
    auto report = assemble(walk(lines, settings));
    const bool cut = document.truncated || found.cut;
    // A report whose accounts are there to be seen and were not read is not an empty one.
    const bool missed = report.tradelines.empty() && prints_accounts(found.lines);
    const bool unread = is_empty(report) && !says_no_accounts(found.lines);
    if (unread || missed) {
        return refused_as(cut ? Refusal::malformed : Refusal::unknown_layout, document);
    }
    report.format = recognition.format;
    count_pages(report, document);
    warn_of_death(report, found.lines);
    if (cut) mark_truncated(report);
    return report;
}

}  // namespace

std::vector<CreditReport> read_document(const DocumentOfWords& document) {
    const auto found = lines_of(document);
    const auto parts = reports_in(document, found.lines);
    if (parts.size() == 1) return {read_one(document, found)};
    std::vector<CreditReport> reports;
    for (const auto& part : parts) reports.push_back(read_one(part, lines_of(part)));
    return reports;
}

CreditReport refused(Refusal reason, DocumentKind kind) {
    CreditReport report;
    report.kind = kind;
    report.verdict = Verdict::refused;
    report.reason = reason;
    return report;
}

}  // namespace fairfile::reading
