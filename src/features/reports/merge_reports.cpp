#include "features/reports/merge_reports.hpp"

#include <algorithm>
#include <iterator>

namespace fairfile::reports {

namespace {

template <class T>
void append(std::vector<T>& all, std::vector<T>& more) {
    all.insert(
        all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end())
    );
}

int last_account(const reading::CreditReport& report) {
    int last = 0;
    for (const auto& tradeline : report.tradelines) last = std::max(last, tradeline.account);
    return last;
}

/// A place counts within its part of the file.
void renumber(std::string& text, const reading::CreditReport& whole) {
    auto place = reading::parse_fact_place(text);
    if (!place) return;
    if (place->list == "tradelines") place->index += whole.tradelines.size();
    if (place->list == "public_records") place->index += whole.public_records.size();
    text = to_string(*place);
}

void renumber(reading::CreditReport& part, const reading::CreditReport& whole) {
    const int accounts = last_account(whole);
    for (auto& tradeline : part.tradelines) tradeline.account += accounts;
    for (auto& question : part.questions) renumber(question.about, whole);
    for (auto& finding : part.findings) {
        for (auto& index : finding.tradelines) index += whole.tradelines.size();
        for (auto& index : finding.public_records) index += whole.public_records.size();
        for (auto& place : finding.evidence_keys) renumber(place, whole);
    }
}

void join(reading::CreditReport& whole, reading::CreditReport& part) {
    renumber(part, whole);
    append(whole.consumers, part.consumers);
    append(whole.scores, part.scores);
    append(whole.tradelines, part.tradelines);
    append(whole.public_records, part.public_records);
    append(whole.inquiries, part.inquiries);
    append(whole.answers, part.answers);
    append(whole.findings, part.findings);
    append(whole.questions, part.questions);
    append(whole.warnings, part.warnings);
    whole.pages = std::max(whole.pages, part.pages);
    whole.pages_ocr = std::max(whole.pages_ocr, part.pages_ocr);
    if (part.verdict == reading::Verdict::needs_review) whole.verdict = part.verdict;
}

bool is_refused(const reading::CreditReport& report) {
    return report.verdict == reading::Verdict::refused;
}

}  // namespace

reading::CreditReport merge(std::vector<reading::CreditReport> parts) {
    const auto usable = std::find_if_not(parts.begin(), parts.end(), is_refused);
    if (usable == parts.end()) return std::move(parts.front());

    auto whole = std::move(*usable);
    for (auto part = std::next(usable); part != parts.end(); ++part) {
        if (is_refused(*part)) {
            whole.warnings.emplace_back("A part of the file could not be read.");
        } else {
            join(whole, *part);
        }
    }
    if (std::any_of(parts.begin(), usable, is_refused)) {
        whole.warnings.emplace_back("A part of the file could not be read.");
    }
    return whole;
}

}  // namespace fairfile::reports
