// What a page says before anyone has said what it means: items with their labelled cells, once for
// all bureaus and once for each. Dialects fill this; the assembler types it.
#pragma once

#include "features/reading/layout/line.hpp"
#include "features/reading/meaning/labels.hpp"
#include "features/reading/reading.hpp"

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace fairfile::reading {

inline constexpr std::array<Bureau, 3> all_bureaus{
    Bureau::transunion, Bureau::experian, Bureau::equifax};

constexpr std::size_t index_of(Bureau bureau) {
    return static_cast<std::size_t>(bureau);
}

/// A row of history marks; months are empty where the page prints none.
struct RawHistory {
    std::vector<HistoryMark> marks;
    std::vector<std::optional<PartialDate>> months;  // as many as marks
    std::vector<double> middles;                     // where each mark stands; empty in a cell
    std::vector<int> names;  // months printed without a year, as numbers; 0 or absent: none
    Cell cell;
};

struct RawEntry {
    std::map<Field, std::vector<Cell>> cells;
    std::vector<RawHistory> histories;

    bool empty() const { return cells.empty() && histories.empty(); }
};

struct RawItem {
    RawEntry common;
    std::array<RawEntry, 3> at;    // by bureau
    std::array<bool, 3> listed{};  // the page names this bureau for the item
    std::vector<Cell> comments;    // in brackets behind the name
    std::optional<Field> lead;     // the label it began with
    std::string_view hint;         // of the section: "collection", "hard", …
    bool continued = false;        // the page says that it goes on from above
};

struct RawScore {
    std::optional<Bureau> bureau;
    int value = 0;
    std::optional<std::string> model;
};

struct RawReport {
    std::vector<RawItem> accounts;
    std::vector<RawItem> inquiries;
    std::vector<RawItem> records;
    std::vector<RawItem> persons;
    std::vector<RawScore> scores;
    RawEntry head;
    std::optional<Bureau> only_bureau;
    std::vector<std::string> warnings;
    int bureau_headers = 0;  // how often the bureaus stood side by side
    int pipe_rows = 0;
    int tables = 0;
    int account_labels = 0;
};

}  // namespace fairfile::reading
