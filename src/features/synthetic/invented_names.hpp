// Made-up people, streets and firms. Some firms carry words that are traps for a reader: "late"
// inside another word, a bureau's own vocabulary, "C/O" in an address.
#pragma once

#include "features/synthetic/dice.hpp"

#include <array>
#include <string>

namespace fairfile::synthetic {

struct PersonName {
    std::string given;
    std::string middle;
    std::string family;
};

PersonName invent_person(Dice& dice);
std::string invent_bank(Dice& dice);
std::string invent_collector(Dice& dice);
std::string invent_employer(Dice& dice);

/// Street line and city line.
std::array<std::string, 2> invent_address(Dice& dice);

}  // namespace fairfile::synthetic
