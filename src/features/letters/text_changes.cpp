#include "features/letters/text_changes.hpp"

#include "base/text.hpp"

namespace fairfile::letters {

namespace {

using Kind = LineChange::Kind;

/// Lengths of the longest common sequence of what is left from (i, j). A letter has at most a few
/// hundred lines (its text is limited), so the square of them is small.
class CommonLengths {
  public:
    CommonLengths(
        const std::vector<std::string_view>& before, const std::vector<std::string_view>& after
    )
        : width_(after.size() + 1), cells_((before.size() + 1) * width_) {
        for (auto i = before.size(); i-- > 0;) {
            for (auto j = after.size(); j-- > 0;) {
                cells_[i * width_ + j] = before[i] == after[j]
                                             ? at(i + 1, j + 1) + 1
                                             : std::max(at(i + 1, j), at(i, j + 1));
            }
        }
    }

    unsigned at(std::size_t i, std::size_t j) const { return cells_[i * width_ + j]; }

  private:
    std::size_t width_;
    std::vector<unsigned> cells_;
};

}  // namespace

std::vector<LineChange> line_changes(std::string_view before_text, std::string_view after_text) {
    const auto before = split(before_text, '\n');
    const auto after = split(after_text, '\n');
    const CommonLengths common(before, after);
    std::vector<LineChange> changes;
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < before.size() || j < after.size()) {
        const bool both = i < before.size() && j < after.size();
        if (both && before[i] == after[j]) {
            changes.push_back({Kind::kept, before[i]});
            ++i;
            ++j;
        } else if (j == after.size() || (both && common.at(i + 1, j) >= common.at(i, j + 1))) {
            changes.push_back({Kind::removed, before[i++]});
        } else {
            changes.push_back({Kind::added, after[j++]});
        }
    }
    return changes;
}

}  // namespace fairfile::letters
