// History marks, public records, inquiries and medical words of meaning/vocabulary.
#include "features/reading/meaning/phrase.hpp"
#include "features/reading/meaning/term.hpp"
#include "features/reading/meaning/vocabulary.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace fairfile::reading {
namespace {

using Mark = HistoryMark;
constexpr auto history_marks = std::to_array<Term<Mark>>({
    {"ok", Mark::ok},
    {"curr", Mark::ok},
    {"current", Mark::ok},
    {"cur", Mark::ok},
    {"30", Mark::late_30},
    {"60", Mark::late_60},
    {"90", Mark::late_90},
    {"120", Mark::late_120},
    {"150", Mark::late_150},
    {"180", Mark::late_180},
    {"co", Mark::charge_off},
    {"c o", Mark::charge_off},
    {"chargeoff", Mark::charge_off},
    {"charge off", Mark::charge_off},
    {"col", Mark::collection},
    {"coll", Mark::collection},
    {"collection", Mark::collection},
    {"rp", Mark::repossession},
    {"repo", Mark::repossession},
    {"rpo", Mark::repossession},
    {"vs", Mark::repossession},
    {"r f", Mark::unknown},
    {"rf", Mark::unknown},
    {"fc", Mark::foreclosure},
    {"fo", Mark::foreclosure},
    {"foreclosure", Mark::foreclosure},
    {"bk", Mark::bankruptcy},
    {"pp", Mark::unknown},
    {"nd", Mark::no_data},
    {"n d", Mark::no_data},
    {"nr", Mark::no_data},
    {"na", Mark::no_data},
    {"n a", Mark::no_data},
    {"no data", Mark::no_data},
    {"x", Mark::no_data},
    {"clr", Mark::ok},
    {"late", Mark::unknown},
    {"unknown", Mark::unknown},
    {"u", Mark::unknown},
});

constexpr auto record_types = std::to_array<Term<PublicRecordType>>({
    {"bankruptcy", PublicRecordType::bankruptcy},
    {"chapter", PublicRecordType::bankruptcy},
    {"tax lien", PublicRecordType::tax_lien},
    {"lien", PublicRecordType::tax_lien},
    {"judgment", PublicRecordType::judgment},
    {"judgement", PublicRecordType::judgment},
});

constexpr auto medical_words = std::to_array<std::string_view>({
    "medical",
    "hospital",
    "health",
    "healthcare",
    "physician",
    "physicians",
    "radiology",
    "clinic",
    "dental",
    "ambulance",
    "anesthesia",
    "surgery",
    "surgical",
    "orthopedic",
    "pathology",
});

}  // namespace

std::optional<HistoryMark> history_mark_of(std::string_view text) {
    if (text == "-" || text == "--" || text == "—" || text == "–" || text == "." || text == "*") {
        return Mark::no_data;
    }
    if (text == "✓" || text == "✔") return Mark::ok;
    const auto phrase = normalised(text);
    for (const auto& term : history_marks) {
        if (phrase == term.phrase) return term.value;
    }
    return std::nullopt;
}

HistoryMark letter_mark_of(std::string_view text, std::optional<Bureau> publisher) {
    const auto letter = normalised(text);
    if (letter == "r" || letter == "v") return Mark::repossession;
    if (letter == "f") return Mark::foreclosure;
    const bool collects = publisher == Bureau::experian || publisher == Bureau::equifax;
    return letter == "c" && collects ? Mark::collection : Mark::unknown;
}

std::optional<PublicRecordType> public_record_type_of(std::string_view text) {
    return first_match(record_types, normalised(text));
}

std::optional<int> chapter_of(std::string_view text) {
    const auto phrase = normalised(text);
    const auto words = words_of(phrase);
    for (std::size_t i = 0; i < words.size(); ++i) {
        // Behind a label "Chapter" the number stands alone.
        const bool alone = words.size() == 1;
        if (!alone && (i == 0 || (words[i - 1] != "chapter" && words[i - 1] != "ch"))) continue;
        for (const int chapter : {7, 11, 12, 13}) {
            if (words[i] == std::to_string(chapter)) return chapter;
        }
    }
    return std::nullopt;
}

std::optional<InquiryKind> inquiry_kind_of(std::string_view text) {
    const auto phrase = normalised(text);
    for (const std::string_view word :
         {"soft", "promotional", "account review", "only by you", "not shared", "only to you"}) {
        if (has_phrase(phrase, word)) return InquiryKind::soft;
    }
    for (const std::string_view word : {"hard", "regular", "shared with others"}) {
        if (has_phrase(phrase, word)) return InquiryKind::hard;
    }
    return std::nullopt;
}

bool is_medical(std::string_view creditor_or_type) {
    const auto phrase = normalised(creditor_or_type);
    return std::any_of(medical_words.begin(), medical_words.end(), [&](auto word) {
        return has_phrase(phrase, word);
    });
}

}  // namespace fairfile::reading
