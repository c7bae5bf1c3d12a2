#include "features/reading/layout/furniture.hpp"

#include "base/text.hpp"
#include "features/reading/meaning/phrase.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>

namespace fairfile::reading {
namespace {

constexpr std::size_t edge_lines = 2;
constexpr std::size_t furniture_words_max = 16;
constexpr std::size_t repeats_min = 3;

bool is_number(std::string_view word) {
    return !word.empty() && word.size() <= 4 &&
           word.find_first_not_of("0123456789") == std::string_view::npos;
}

/// "Page 3" or "Page 3 of 12" at either end of the line.
bool has_page_number(const Line& line) {
    const auto phrase = normalised(text_of(line));
    const auto words = words_of(phrase);
    const auto count = words.size();
    const auto page_at = [&](std::size_t at) {
        return at + 1 < count && words[at] == "page" && is_number(words[at + 1]);
    };
    if (page_at(0) && (count == 2 || words[2] == "of")) return true;
    if (count >= 2 && page_at(count - 2)) return true;
    return count >= 4 && page_at(count - 4) && words[count - 2] == "of" &&
           is_number(words[count - 1]);
}

/// "3/4/25, 10:15 AM  Title", as browsers print above a page.
bool has_print_time(const Line& line) {
    if (line.words.size() < 2) return false;
    const auto& date = line.words[0].text;
    const auto& time = line.words[1].text;
    const bool dated = is_digit(date.front()) && date.back() == ',' &&
                       std::count(date.begin(), date.end(), '/') == 2;
    return dated && is_digit(time.front()) && time.find(':') != std::string::npos;
}

/// "https://example.com/report  5/6", as browsers print below a page.
bool has_web_address(const Line& line) {
    const auto& first = line.words.front().text;
    return first.find("://") != std::string::npos && line.words.size() <= 3;
}

/// The same words at the same height of most pages. Rows with labels or gaps may repeat honestly.
class Repeated {
  public:
    explicit Repeated(const std::vector<std::vector<Line>>& pages) : pages_(pages.size()) {
        for (const auto& page : pages) {
            for (std::size_t i = 0; i < page.size(); ++i) {
                if (i < edge_lines || i + edge_lines >= page.size()) ++seen_[key_of(page[i])];
            }
        }
    }

    bool contains(const Line& line) const {
        const auto text = text_of(line);
        if (line.words.size() < 3 || text.find_first_of(":$|") != std::string::npos) return false;
        if (is_digit(text.front()) || segments_of(line).size() > 1) return false;
        const auto found = seen_.find(key_of(line));
        return found != seen_.end() && found->second >= repeats_min && found->second * 2 > pages_;
    }

  private:
    static std::string key_of(const Line& line) {
        return std::to_string(std::lround(line.box.top / 2)) + " " + text_of(line);
    }

    std::size_t pages_;
    std::map<std::string, std::size_t, std::less<>> seen_;
};

}  // namespace

void drop_running_lines(std::vector<std::vector<Line>>& pages) {
    const Repeated repeated(pages);
    for (std::size_t p = 0; p < pages.size(); ++p) {
        auto& page = pages[p];
        const auto count = page.size();
        std::size_t at = 0;
        std::erase_if(page, [&](const Line& line) {
            const auto here = at++;
            const bool head = here < edge_lines;
            const bool foot = here + edge_lines >= count;
            if ((!head && !foot) || (head && p == 0)) return false;
            if (line.words.size() > furniture_words_max) return false;
            return has_page_number(line) || has_print_time(line) || has_web_address(line) ||
                   repeated.contains(line);
        });
    }
}

}  // namespace fairfile::reading
