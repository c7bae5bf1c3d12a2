#include "infra/ocr/tesseract.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>

namespace fairfile::ocr {

namespace {

constexpr std::size_t words_max = 20'000;
constexpr double fairly_sure = 0.6;
constexpr double overlap_that_is_the_same_place = 0.1;

// level page block paragraph line word left top width height confidence text
constexpr std::size_t columns = 12;
constexpr std::size_t first_number_of_box = 6;
constexpr std::size_t confidence_column = 10;
constexpr std::size_t text_column = 11;

std::optional<double> number(std::string_view text) {
    double value = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failed != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    if (!std::isfinite(value) || std::abs(value) > 1e6) return std::nullopt;
    return value;
}

std::optional<Box> box_of(const std::vector<std::string_view>& cells) {
    std::array<double, 4> sides{};
    for (std::size_t index = 0; index < sides.size(); ++index) {
        const auto side = number(cells[first_number_of_box + index]);
        if (!side || *side < 0) return std::nullopt;
        sides[index] = *side;
    }
    return Box{sides[0], sides[1], sides[0] + sides[2], sides[1] + sides[3]};
}

void take_line(Reading& reading, std::string_view line) {
    const auto cells = split(line, '\t');
    if (cells.size() != columns) return;
    const auto box = box_of(cells);
    if (!box) return;
    if (cells[0] == "1") {
        reading.width = box->right;
        reading.height = box->bottom;
    }
    const auto confidence = number(cells[confidence_column]);
    auto text = to_valid_utf8(trim(cells[text_column]));
    if (cells[0] != "5" || !confidence || *confidence < 0 || text.empty()) return;
    if (reading.words.size() >= words_max) return;
    reading.words.push_back({std::move(text), *box, std::min(*confidence / 100, 1.0)});
}

/// The number behind a label of the orientation's report.
std::optional<double> value_behind(std::string_view printed, std::string_view label) {
    const auto at = printed.find(label);
    if (at == std::string_view::npos) return std::nullopt;
    const auto rest = printed.substr(at + label.size());
    return number(trim(rest.substr(0, rest.find('\n'))));
}

/// Sure letters count; doubtful ones hardly.
double worth(const Reading& reading) {
    double sum = 0;
    for (const auto& word : reading.words) {
        sum += word.confidence * word.confidence * static_cast<double>(word.text.size());
    }
    return sum;
}

double overlap(const Box& left, const Box& right) {
    const double width = std::min(left.right, right.right) - std::max(left.left, right.left);
    const double height = std::min(left.bottom, right.bottom) - std::max(left.top, right.top);
    return width > 0 && height > 0 ? width * height : 0;
}

bool lies_on(const Word& word, const std::vector<Word>& words) {
    const double area = word.box.width() * word.box.height();
    return std::any_of(words.begin(), words.end(), [&](const Word& other) {
        return overlap(word.box, other.box) > overlap_that_is_the_same_place * area;
    });
}

}  // namespace

std::optional<int> parse_orientation(std::string_view printed) {
    constexpr double sure = 1.0;
    constexpr int degrees_of_quarter = 90;
    const auto degrees = value_behind(printed, "Rotate:");
    const auto confidence = value_behind(printed, "Orientation confidence:");
    if (!degrees || !confidence || *confidence < sure) return std::nullopt;
    const auto whole = static_cast<int>(*degrees);
    if (whole < 0 || whole > 270 || whole % degrees_of_quarter != 0) return std::nullopt;
    return whole / degrees_of_quarter;
}

Reading parse_tsv(std::string_view printed) {
    Reading reading;
    for (const auto line : split(printed, '\n')) take_line(reading, line);
    return reading;
}

Reading merge(Reading left, Reading right) {
    if (worth(right) > worth(left)) std::swap(left, right);
    const auto found = left.words;
    for (auto& word : right.words) {
        if (word.confidence >= fairly_sure && !lies_on(word, found)) {
            left.words.push_back(std::move(word));
        }
    }
    return left;
}

}  // namespace fairfile::ocr
