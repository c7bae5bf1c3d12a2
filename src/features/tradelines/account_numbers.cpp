#include "base/text.hpp"
#include "features/tradelines/fact_rows.hpp"

namespace fairfile::tradelines {

namespace {

bool is_mask(char character) {
    return character == '*' || character == '#' || character == 'x' || character == 'X' ||
           character == '.';
}

bool is_shown(char character) {
    return is_digit(character) || (is_letter(character) && !is_mask(character));
}

}  // namespace

std::optional<std::string> last_four(std::string_view account_number) {
    std::string reversed;
    for (auto position = account_number.rbegin(); position != account_number.rend(); ++position) {
        if (reversed.size() == 4 || is_mask(*position)) break;
        if (is_shown(*position)) reversed.push_back(*position);
    }
    if (reversed.size() < 4) return std::nullopt;
    return std::string(reversed.rbegin(), reversed.rend());
}

std::string normal_form(std::string_view account_number) {
    std::string normal;
    for (const char character : to_upper(account_number)) {
        if (is_mask(character)) {
            if (normal.empty() || normal.back() != '*') normal.push_back('*');
        } else if (is_shown(character)) {
            normal.push_back(character);
        }
    }
    return normal;
}

}  // namespace fairfile::tradelines
