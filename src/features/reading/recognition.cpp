#include "features/reading/recognition.hpp"

#include "features/reading/engine/line_kinds.hpp"
#include "features/reading/meaning/phrase.hpp"
#include "features/reading/meaning/term.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace fairfile::reading {
namespace {

/// Marks stand in the first pages or nowhere; a limit keeps long documents cheap.
constexpr std::size_t lines_searched_max = 3000;

constexpr auto credit_words = std::to_array<std::string_view>({
    "credit report",  "credit file",    "credit score",      "tradeline",
    "tradelines",     "trade lines",    "credit accounts",   "account status",
    "payment status", "pay status",     "past due",          "date opened",
    "high credit",    "credit limit",   "high limit",        "inquiries",
    "hard inquiries", "public records", "original creditor", "date of first delinquency",
    "last reported",  "date reported",  "payment history",   "charge off",
    "collection",
});

constexpr auto family_brands = std::to_array<std::string_view>({
    "identityiq",
    "identity iq",
    "smartcredit",
    "myfreescorenow",
    "my free score now",
    "privacyguard",
    "privacy guard",
    "3 bureau",
    "three bureau",
    "3 bureaus",
    "tri merge",
    "trimerge",
    "3b report",
    "credit score dashboard",
});

constexpr auto business_marks = std::to_array<std::string_view>({
    "business credit report",
    "business credit profile",
    "dun and bradstreet",
    "d u n s number",
    "duns number",
    "paydex",
    "intelliscore",
    "business credit score",
    "days beyond terms",
    "commercial credit report",
});

constexpr auto foreign_marks = std::to_array<std::string_view>({
    "equifax canada",
    "transunion canada",
    "transunion of canada",
    "social insurance number",
    "transunion cibil",
    "cibil",
    "experian limited",
    "equifax limited",
    "callcredit",
    "transunion international uk",
    "electoral roll",
    "schufa",
    "country court judgments",
    "county court judgments",
    "equifax australia",
    "experian australia",
    "centrix",
    "buro de credito",
    "serasa",
});

/// Wordings of one bureau's own disclosure.
constexpr auto product_marks = std::to_array<Term<Bureau>>({
    {"annual credit report experian", Bureau::experian},
    {"potentially negative items or items for further review", Bureau::experian},
    {"this account is scheduled to continue on record until", Bureau::experian},
    {"experian credit report", Bureau::experian},
    {"accounts with adverse information", Bureau::transunion},
    {"estimated month and year that this item will be removed", Bureau::transunion},
    {"estimated month and year this item will be removed", Bureau::transunion},
    {"transunion credit report", Bureau::transunion},
    {"personal credit report for", Bureau::transunion},
    {"equifax credit report", Bureau::equifax},
    {"dispute file information", Bureau::equifax},
    {"average account age", Bureau::equifax},
});

struct Features {
    bool family = false;
    bool business = false;
    bool foreign = false;
    bool says_report = false;
    bool letter_opens = false;
    bool letter_closes = false;
    int sections = 0;
    int headers = 0;
    int pipes = 0;
    std::array<bool, 3> bureaus{};
    std::array<int, 3> mentions{};   // lines that name the bureau
    std::array<bool, 3> headed{};    // a line that names it and nothing else
    std::array<bool, 3> products{};  // words that only its own disclosure prints
    std::vector<std::string_view> marks;
};

template <std::size_t count>
bool has_any(const std::array<std::string_view, count>& words, std::string_view phrase) {
    return std::any_of(words.begin(), words.end(), [&](auto word) {
        return has_phrase(phrase, word);
    });
}

void count_bureaus(Features& features, const Line& line, std::string_view phrase) {
    const std::array<bool, 3> named{
        has_phrase(phrase, "transunion") || has_phrase(phrase, "trans union"),
        has_phrase(phrase, "experian"),
        has_phrase(phrase, "equifax")};
    for (std::size_t i = 0; i < named.size(); ++i) {
        features.bureaus[i] = features.bureaus[i] || named[i];
        features.mentions[i] += named[i] ? 1 : 0;
    }
    if (const auto heading = bureau_heading(line)) {
        features.headed[static_cast<std::size_t>(*heading)] = true;
    }
    for (const auto& mark : product_marks) {
        if (!has_phrase(phrase, mark.phrase)) continue;
        features.products[static_cast<std::size_t>(mark.value)] = true;
    }
}

void look_at(Features& features, const Line& line) {
    const auto phrase = normalised(text_of(line));
    features.family = features.family || has_any(family_brands, phrase);
    features.business = features.business || has_any(business_marks, phrase);
    features.foreign = features.foreign || has_any(foreign_marks, phrase);
    features.says_report = features.says_report || has_phrase(phrase, "credit report") ||
                           has_phrase(phrase, "credit file");
    features.letter_opens = features.letter_opens || phrase.starts_with("dear ");
    features.letter_closes = features.letter_closes || phrase == "sincerely";
    features.sections += section_heading(line) ? 1 : 0;
    features.headers += bureau_header(line).empty() ? 0 : 1;
    features.pipes += is_pipe_row(line) ? 1 : 0;
    count_bureaus(features, line, phrase);
    for (const auto word : credit_words) {
        const bool known =
            std::find(features.marks.begin(), features.marks.end(), word) != features.marks.end();
        if (!known && has_phrase(phrase, word)) features.marks.push_back(word);
    }
}

/// Every disclosure names the other two bureaus somewhere: in notices, in addresses. Whose it is
/// follows from wordings of its own, or from being named far more often than the others. Some
/// never name themselves in text: their name is a picture.
std::optional<std::size_t> sole_speaker(const Features& features) {
    constexpr int mentions_factor = 3;
    std::optional<std::size_t> owner;
    for (std::size_t i = 0; i < features.products.size(); ++i) {
        if (!features.products[i]) continue;
        if (owner) return std::nullopt;
        owner = i;
    }
    const auto& all = features.mentions;
    const auto most =
        static_cast<std::size_t>(std::max_element(all.begin(), all.end()) - all.begin());
    if (owner) return *owner == most || all[most] == 0 ? owner : std::nullopt;
    if (all[most] == 0) return std::nullopt;
    if (std::count(features.headed.begin(), features.headed.end(), true) > 1) return std::nullopt;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (i != most && all[i] * mentions_factor > all[most]) return std::nullopt;
    }
    return most;
}

void choose_format(Recognition& result, const Features& features) {
    const auto bureaus = std::count(features.bureaus.begin(), features.bureaus.end(), true);
    const auto speaker = sole_speaker(features);
    if (features.family || features.headers > 0) {
        result.format = "iiq_trimerge";
    } else if (features.pipes >= 2 && features.sections == 0) {
        result.format = "pipe_list";
    } else if (bureaus >= 2 && !speaker) {
        result.format = "iiq_trimerge";
    } else if (speaker) {
        constexpr std::array<std::string_view, 3> names{"transunion", "experian", "equifax"};
        result.format = names[*speaker];
        result.only_bureau = static_cast<Bureau>(*speaker);
    } else {
        result.format = "generic";
    }
}

}  // namespace

Recognition recognise(const std::vector<Line>& lines) {
    Features features;
    const auto count = std::min(lines.size(), lines_searched_max);
    for (std::size_t i = 0; i < count; ++i) look_at(features, lines[i]);
    Recognition result;
    const auto bureaus = std::count(features.bureaus.begin(), features.bureaus.end(), true);
    result.credit_marks = static_cast<int>(features.marks.size()) + static_cast<int>(bureaus) +
                          (features.family ? 2 : 0);
    choose_format(result, features);
    const bool letter = features.letter_opens && features.letter_closes && features.sections == 0;
    const bool claims =
        features.says_report || bureaus > 0 || features.family || features.pipes >= 2;
    if (features.foreign && features.headers == 0) {
        result.refusal = Refusal::foreign_report;
    } else if (features.business && features.headers == 0) {
        result.refusal = Refusal::business_report;
    } else if (letter || result.credit_marks < 3 || (!claims && result.credit_marks < 5)) {
        result.refusal = Refusal::not_a_credit_report;
    }
    return result;
}

}  // namespace fairfile::reading
