#include "features/reading/meaning/abbreviations.hpp"

#include "features/reading/meaning/phrase.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace fairfile::reading {
namespace {

using Spelling = std::pair<std::string_view, std::string_view>;

constexpr auto spellings = std::to_array<Spelling>({
    {"#", "number"},     {"accnt", "account"}, {"acct", "account"},       {"actl", "actual"},
    {"amt", "amount"},   {"bal", "balance"},   {"chg", "charge"},         {"cr", "credit"},
    {"cur", "current"},  {"curr", "current"},  {"delinq", "delinquency"}, {"dlq", "delinquency"},
    {"dt", "date"},      {"hi", "high"},       {"lim", "limit"},          {"lmt", "limit"},
    {"mo", "monthly"},   {"mthly", "monthly"}, {"nbr", "number"},         {"no", "number"},
    {"num", "number"},   {"orig", "original"}, {"paymt", "payment"},      {"pmt", "payment"},
    {"pymt", "payment"}, {"rpt", "reported"},  {"rptd", "reported"},      {"sched", "scheduled"},
    {"stat", "status"},  {"typ", "type"},      {"1st", "first"},
});

constexpr std::array<std::string_view, 5> fillers{"the", "of", "your", "this", "for"};

}  // namespace

std::string written_out(std::string_view normalised_label) {
    std::string out;
    for (auto word : words_of(normalised_label)) {
        if (std::find(fillers.begin(), fillers.end(), word) != fillers.end()) continue;
        const auto known =
            std::find_if(spellings.begin(), spellings.end(), [word](const Spelling& s) {
                return s.first == word;
            });
        if (known != spellings.end()) word = known->second;
        if (!out.empty()) out.push_back(' ');
        out.append(word);
    }
    return out;
}

}  // namespace fairfile::reading
