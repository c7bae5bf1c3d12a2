// What may be said in a letter: nothing that the person has not said or confirmed. Pure rules; each
// refusal says what would be needed. 15 USC 1679b(a) (no untrue statement), 1681c-2 (identity
// theft), 1681i(a)(3) (frivolous disputes).
#pragma once

#include "base/ids.hpp"
#include "base/result.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fairfile::letters {

/// What the person has confirmed, each by an act of their own.
struct Confirmations {
    bool not_mine = false;
    // The four elements of 15 USC 1681c-2(a).
    bool identity_proof = false;
    bool identity_theft_report = false;
    bool items_identified = false;
    bool not_my_transactions = false;

    bool is_identity_theft() const {
        return identity_proof && identity_theft_report && items_identified && not_my_transactions;
    }
};

/// The grounds that a letter may stand on, by name: "not_mine", "identity_theft".
std::vector<std::string> grounds_of(const Confirmations& confirmed);

/// "letters.unconfirmed_claim" when the text claims identity theft or that something is not the
/// person's without that ground.
std::optional<Error> unconfirmed_claim(
    std::string_view text, const std::vector<std::string>& grounds
);

/// Words as they are counted for the statement of 15 USC 1681i(b): runs without white space.
std::size_t word_count(std::string_view text);
inline constexpr std::size_t statement_words_max = 100;

/// What makes one dispute the same as another: 15 USC 1681i(a)(3), 12 CFR 1022.43(f)(1)(ii).
struct DisputeClaim {
    UserId user;
    std::string_view addressee;  // the bureau or furnisher
    std::string_view item;       // account hash or id
    std::string_view reason;
    std::string_view facts;
    std::string_view new_information;
    std::vector<std::string> enclosures;
};

/// SHA-256; case, spaces and the order of enclosures make no difference.
std::array<std::uint8_t, 32> guard_hash(DisputeClaim claim);

}  // namespace fairfile::letters
