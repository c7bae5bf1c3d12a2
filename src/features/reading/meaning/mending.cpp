#include "features/reading/meaning/mending.hpp"

#include "base/text.hpp"
#include "features/reading/layout/columns.hpp"
#include "features/reading/meaning/vocabulary.hpp"

#include <algorithm>

namespace fairfile::reading {
namespace {

std::string last_word(std::string_view text) {
    const auto blank = text.rfind(' ');
    return to_lower(blank == std::string_view::npos ? text : text.substr(blank + 1));
}

std::string first_word(std::string_view text) {
    return to_lower(text.substr(0, text.find(' ')));
}

bool ends_with_zip(std::string_view text) {
    const auto last = last_word(text);
    return last.size() >= 5 && std::all_of(last.begin(), last.begin() + 5, is_digit) &&
           (last.size() == 5 || last[5] == '-') && text.find(' ') != std::string_view::npos;
}

bool is_one_word_torn(std::string_view text, std::string_view more) {
    const auto left = last_word(text);
    const auto right = first_word(more);
    if (left.empty() || right.empty()) return false;
    if (is_known_word(left) && is_known_word(right)) return false;
    return is_known_word(left + right);
}

}  // namespace

std::string joined(std::string_view text, std::string_view more, Shape shape) {
    if (text.empty()) return std::string(more);
    if (more.empty()) return std::string(text);
    const auto tight = std::string(text) + std::string(more);
    const auto loose = std::string(text) + " " + std::string(more);
    if (shape == Shape::account_number) return tight;
    if (shape == Shape::money || shape == Shape::date) {
        return fits(shape, tight) ? tight : loose;
    }
    return is_one_word_torn(text, more) ? tight : loose;
}

void extend_cell(Cell& cell, const Cell& more, Field field) {
    if (cell.text.empty()) {
        cell = more;
        return;
    }
    if (field == Field::address && ends_with_zip(cell.text)) {
        cell.text += address_break;
        cell.text += more.text;
    } else {
        cell.text = joined(cell.text, more.text, shape_of(field));
    }
    if (cell.page == more.page) cell.box = united(cell.box, more.box);
    cell.confidence = std::min(cell.confidence, more.confidence);
}

}  // namespace fairfile::reading
