// A saved web page being written: headings, lines, labelled values in one of several arrangements,
// grids of months. What is printed with a key goes into the truth of the account at hand.
#pragma once

#include "features/synthetic/dice.hpp"

#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace fairfile::synthetic {

/// `key` and `json` say what the contract makes of it; empty: nothing.
struct LabelledValue {
    std::string label;
    std::string printed;
    std::string key = {};
    std::string json = {};
};

enum class Arrangement {
    two_panels,   // labels left, values right-aligned, two panels beside each other
    four_cells,   // a ruled table: label, value, label, value
    two_cells,    // a ruled table: label, value
    colon_grid,   // "Label:" and value, two of them a line
    label_above,  // the label over its value, three stacks beside each other
    colon_lines,  // "Label: value", one a line
};

struct SheetStyle {
    std::string_view typeface;
    int text_size = 11;
    Arrangement arrangement = Arrangement::two_panels;
    bool boxed_months = true;
    bool years_ascend = false;
    bool full_month_names = false;
};

/// Facts of one account as the page has printed them.
struct PrintedAccount {
    std::map<std::string, std::string, std::less<>> values;  // contract key, JSON
    std::map<std::string, std::string, std::less<>> months;  // "2025-03", mark
    std::set<std::string, std::less<>> reasons;
};

class Sheet {
  public:
    explicit Sheet(const SheetStyle& style);

    void heading(int level, std::string_view text);
    void line(std::string_view text);
    /// Lines of one paragraph.
    void lines(std::span<const std::string> texts);
    void values(std::span<const LabelledValue> values, Arrangement arrangement);
    void values(std::span<const LabelledValue> values) { this->values(values, style_.arrangement); }
    void table(std::span<const std::vector<std::string>> rows, std::string_view css_class);

    const SheetStyle& style() const { return style_; }
    std::string finish();

  private:
    void element(std::string_view tag, std::string_view text);
    void two_panels(std::span<const LabelledValue> values);
    void cells(std::span<const LabelledValue> values, std::size_t across);
    void stacks(std::span<const LabelledValue> values);

    SheetStyle style_;
    std::string html_;
};

SheetStyle invent_sheet_style(Dice& dice, std::span<const Arrangement> usual);

}  // namespace fairfile::synthetic
