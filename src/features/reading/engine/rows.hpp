// Labels with their values: one value behind its label, or one for each bureau in its column.
// Keeps the last row open, because cells go on over lines and labels are broken in narrow columns.
#pragma once

#include "features/reading/engine/context.hpp"
#include "features/reading/engine/line_kinds.hpp"

#include <optional>
#include <string>
#include <vector>

namespace fairfile::reading {

class RowReader {
  public:
    explicit RowReader(Context& context) : context_(context) {}

    /// The bureaus of this header are the columns from here on.
    void set_columns(const std::vector<BureauMark>& marks);
    /// An account that comes after its columns were set keeps them only if they stood above all.
    void item_started();
    void section_started();
    void forget_columns();
    bool has_columns() const { return !bureaus_.empty(); }

    /// True when the line was a labelled row or the continuation of one.
    bool take(const Line& line);
    /// Values side by side without a label: bureau columns of a list.
    std::vector<std::pair<Bureau, Cell>> in_columns(const Line& line, Shape shape);

    /// Hands the open row over. Call before anything else is added.
    void flush();

  private:
    struct OpenRow {
        Field field = Field::unknown;
        std::string label;
        double label_left = 0;
        double label_right = 0;
        double value_left = 0;
        std::vector<Cell> cells;  // one a column, or a single one
        std::vector<double> cell_lefts;
        bool columnar = false;
        bool cards = false;     // labels stand inside the columns
        bool complete = false;  // the label ended with a colon
        bool stacked = false;   // the values stand below the label, one under the other
        double bottom = 0;
        double height = 10;
        int page = 0;
        int lines = 1;
    };

    bool take_pairs(const Line& line, std::vector<Pair> pairs);
    bool is_awaited_status(const Line& line, const std::vector<Pair>& pairs) const;
    bool take_cards(const Line& line, const std::vector<Pair>& pairs);
    std::optional<std::size_t> column_at(double left) const;
    void open_single(const Line& line, const Pair& pair);
    void take_column_row(const Line& line, const Pair& pair);
    bool belongs_to_columns(const Line& line, const Pair& pair) const;
    bool continue_row(const Line& line);
    bool continue_at_label(const Line& line);
    bool continue_stack(const Line& line);
    bool wraps_below_label(const Line& line) const;
    bool mend_label(const Line& line, Pair& pair);
    bool is_tight(const Line& line) const;
    bool open_row_has_values() const;
    bool refuses(const std::vector<WordRange>& ranges, const Line& line) const;
    void take_leading(OpenRow& row);
    bool is_close(const Line& line) const;
    void extend_columns(const Line& line);
    void hold_back(const std::vector<WordRange>& ranges, const Line& line);
    void extend_single(const Line& line);
    std::vector<Column> anchors(Shape shape) const;
    void learn(const std::vector<WordRange>& ranges, const Line& line);

    Context& context_;
    std::vector<Bureau> bureaus_;
    std::vector<Column> header_;
    std::vector<Column> learnt_;
    int learnt_age_ = 0;
    bool fresh_columns_ = false;    // set since the open item started
    bool cards_ = false;            // labels stand inside the columns
    bool columns_for_all_ = false;  // stood before any item of the section
    bool set_in_head_ = false;      // stood above all sections
    std::optional<OpenRow> open_;
    std::vector<Cell> leading_;  // values printed above the label they are centred on
    double leading_bottom_ = 0;
    int leading_page_ = 0;
};

}  // namespace fairfile::reading
