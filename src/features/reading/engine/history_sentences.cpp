#include "features/reading/engine/history_sentences.hpp"

#include "base/text.hpp"
#include "features/reading/meaning/phrase.hpp"
#include "features/reading/meaning/values.hpp"
#include "features/reading/meaning/vocabulary.hpp"

#include <algorithm>
#include <cstdlib>
#include <optional>

namespace fairfile::reading {
namespace {

constexpr std::size_t months_max = 120;

struct Month {
    int year = 0;
    int month = 0;

    int count() const { return year * 12 + month - 1; }
};

Month month_of_count(int count) {
    return {count / 12, count % 12 + 1};
}

/// The mark that a few words name: "60 days", "Past due 30 days", "Charge off", "Collection".
std::optional<HistoryMark> mark_in_words(std::string_view phrase) {
    if (const auto mark = history_mark_of(phrase)) return mark;
    for (const auto word : words_of(phrase)) {
        const bool step = word.size() >= 2 && std::all_of(word.begin(), word.end(), is_digit);
        if (step) return history_mark_of(word);
    }
    if (has_phrase(phrase, "charge off") || has_phrase(phrase, "charged off")) {
        return HistoryMark::charge_off;
    }
    if (has_phrase(phrase, "collection")) return HistoryMark::collection;
    return std::nullopt;
}

class Sentence {
  public:
    explicit Sentence(const Cell& cell)
        : phrase_(normalised(cell.text)), words_(words_of(phrase_)) {
        history_.cell = cell;
    }

    RawHistory read() {
        while (at_ < words_.size()) {
            if (!clause()) return {};
        }
        return std::move(history_);
    }

  private:
    bool is(std::size_t at, std::string_view word) const {
        return at < words_.size() && words_[at] == word;
    }

    /// "<mark> as of <months>"
    bool clause() {
        std::string mark;
        while (at_ < words_.size() && !(is(at_, "as") && is(at_ + 1, "of"))) {
            mark += (mark.empty() ? "" : " ") + std::string(words_[at_++]);
        }
        const auto named = mark_in_words(mark);
        if (at_ >= words_.size() || !named) return false;
        at_ += 2;
        bool any = false;
        while (const auto first = month()) {
            auto last = *first;
            if (is(at_, "to") || is(at_, "through")) {
                ++at_;
                const auto end = month();
                if (!end) return false;
                last = *end;
            }
            any = add(*named, *first, last);
            if (!any) return false;
        }
        return any;
    }

    std::optional<Month> month() {
        if (at_ + 1 >= words_.size()) return std::nullopt;
        const int number = month_of_name(words_[at_]);
        const auto year = words_[at_ + 1];
        const bool dated =
            number > 0 && year.size() == 4 && std::all_of(year.begin(), year.end(), is_digit);
        if (!dated) return std::nullopt;
        at_ += 2;
        return Month{std::atoi(std::string(year).c_str()), number};
    }

    bool add(HistoryMark mark, Month one, Month other) {
        const auto low = std::min(one.count(), other.count());
        const auto high = std::max(one.count(), other.count());
        const auto room = months_max - std::min(months_max, history_.marks.size());
        if (static_cast<std::size_t>(high - low) >= room) return false;
        for (int count = high; count >= low; --count) {
            const auto month = month_of_count(count);
            history_.marks.push_back(mark);
            history_.months.push_back(make_date(month.year, month.month));
        }
        return true;
    }

    std::string phrase_;
    std::vector<std::string_view> words_;
    std::size_t at_ = 0;
    RawHistory history_;
};

}  // namespace

RawHistory history_in_words(const Cell& cell) {
    return Sentence(cell).read();
}

}  // namespace fairfile::reading
