#include "features/synthetic/renderings.hpp"

#include <algorithm>

namespace fairfile::synthetic {

namespace {

constexpr double name_width = 66;
constexpr std::size_t months_a_row = 12;

std::string month_of(const HistoryMonth& month) {
    const auto number = std::to_string(month.month.month);
    const auto year = std::to_string(month.month.year % 100);
    return (number.size() < 2 ? "0" + number : number) + "/" + year;
}

struct Stretch {
    std::size_t first = 0;
    std::size_t count = 0;
};

template <class Text>
void draw_marks(
    Paper& paper, const Entry& entry, const Stretch& stretch, const Ink& ink, Text text
) {
    const double step = (Paper::width - name_width) / static_cast<double>(months_a_row);
    for (std::size_t nth = 0; nth < stretch.count; ++nth) {
        const double x = Paper::left + name_width + static_cast<double>(nth) * step;
        paper.text(x, text(entry.history[stretch.first + nth]), ink);
    }
}

void draw_stretch(Paper& paper, const Style& style, Account& account, const Stretch& stretch) {
    const Ink bold{.size = 7, .weight = Weight::bold};
    const Ink plain{.size = 7, .weight = Weight::plain};
    paper.skip(10);
    paper.text(Paper::left + 4, "Month", bold);
    draw_marks(paper, account.entries.front(), stretch, bold, month_of);
    for (const auto bureau : style.order) {
        auto* entry = account.at(bureau);
        if (entry == nullptr) continue;
        paper.skip(10);
        paper.text(Paper::left + 4, bureau_names[bureau], plain);
        draw_marks(paper, *entry, stretch, plain, [](const HistoryMonth& month) {
            return month.printed;
        });
        entry->history_shown = true;
    }
    paper.skip(4);
}

}  // namespace

void draw_history(Paper& paper, const Style& style, Account& account) {
    const auto months = account.entries.front().history.size();
    if (months == 0) return;
    paper.need(110);
    paper.skip(12);
    const auto title = "Payment History (Last " + std::to_string(months) + " Months)";
    paper.text(Paper::left, title, {.size = 8, .weight = Weight::bold});
    for (std::size_t first = 0; first < months; first += months_a_row) {
        draw_stretch(paper, style, account, {first, std::min(months_a_row, months - first)});
    }
}

}  // namespace fairfile::synthetic
