#include "features/letters/guards.hpp"

#include "base/text.hpp"
#include "infra/crypto/digest.hpp"

#include <algorithm>

namespace fairfile::letters {

namespace {

struct ClaimPhrase {
    std::string_view phrase;  // lower case, single spaces
    std::string_view ground;
};

// Phrases by which bureaus and furnishers read these claims. English, as letters are.
constexpr auto phrases = std::to_array<ClaimPhrase>({
    {"identity theft", "identity_theft"},
    {"identity was stolen", "identity_theft"},
    {"stole my identity", "identity_theft"},
    {"opened fraudulently", "identity_theft"},
    {"fraudulent account", "identity_theft"},
    {"fraudulently opened", "identity_theft"},
    {"not mine", "not_mine"},
    {"isn't mine", "not_mine"},
    {"not my account", "not_mine"},
    {"not my debt", "not_mine"},
    {"does not belong to me", "not_mine"},
    {"doesn't belong to me", "not_mine"},
    {"never opened this account", "not_mine"},
    {"no knowledge of this account", "not_mine"},
});

/// Lower case, typographic apostrophes as plain ones, single spaces.
std::string plain(std::string_view text) {
    constexpr std::string_view curly = "\xe2\x80\x99";
    auto words = to_lower(collapse_spaces(text));
    for (auto at = words.find(curly); at != std::string::npos; at = words.find(curly, at)) {
        words.replace(at, curly.size(), "'");
    }
    return words;
}

bool has(const std::vector<std::string>& grounds, std::string_view ground) {
    return std::find(grounds.begin(), grounds.end(), ground) != grounds.end();
}

std::string_view question_for(std::string_view ground) {
    if (ground == "identity_theft") {
        return "The letter speaks of identity theft. That needs all four: proof of identity, an"
               " identity theft report, the items named, and your statement that they are not"
               " your transactions.";
    }
    return "The letter says that something is not yours. Only you can say so: confirm it, or"
           " take the words out.";
}

}  // namespace

std::vector<std::string> grounds_of(const Confirmations& confirmed) {
    std::vector<std::string> grounds;
    if (confirmed.not_mine || confirmed.not_my_transactions) grounds.emplace_back("not_mine");
    if (confirmed.is_identity_theft()) grounds.emplace_back("identity_theft");
    return grounds;
}

std::optional<Error> unconfirmed_claim(
    std::string_view text, const std::vector<std::string>& grounds
) {
    const auto words = plain(text);
    for (const auto& row : phrases) {
        if (words.find(row.phrase) == std::string::npos || has(grounds, row.ground)) continue;
        return Error{
            Failure::invalid,
            "letters.unconfirmed_claim",
            std::string(question_for(row.ground)),
            std::string(row.ground)};
    }
    return std::nullopt;
}

std::size_t word_count(std::string_view text) {
    const auto words = collapse_spaces(text);
    if (words.empty()) return 0;
    return 1 + static_cast<std::size_t>(std::count(words.begin(), words.end(), ' '));
}

std::array<std::uint8_t, 32> guard_hash(DisputeClaim claim) {
    std::string all = to_string(claim.user);
    const auto add = [&all](std::string_view part) {
        const auto words = plain(part);
        all += '\n' + std::to_string(words.size()) + ':' + words;
    };
    add(claim.addressee);
    add(claim.item);
    add(claim.reason);
    add(claim.facts);
    add(claim.new_information);
    for (auto& enclosure : claim.enclosures) enclosure = plain(enclosure);
    std::sort(claim.enclosures.begin(), claim.enclosures.end());
    for (const auto& enclosure : claim.enclosures) add(enclosure);
    return crypto::sha256(all);
}

}  // namespace fairfile::letters
