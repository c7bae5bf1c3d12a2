// One reader a machine format; bytes in, report out, malformed input refused.
#pragma once

#include "features/reading/reading.hpp"

#include <string_view>

namespace pugi {
class xml_node;
}

namespace fairfile::reading {

CreditReport read_metro2(std::string_view bytes);
CreditReport read_equifax_json(std::string_view bytes);
CreditReport read_experian_json(std::string_view bytes);
CreditReport read_mismo(const pugi::xml_node& root);
CreditReport read_truelink(const pugi::xml_node& root);
CreditReport read_transunion(const pugi::xml_node& root);
CreditReport read_transunion_investigation(const pugi::xml_node& root);

}  // namespace fairfile::reading
