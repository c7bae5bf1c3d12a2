// Lists whose cells stand between pipes and wrap over lines: a bureau, a creditor, an account
// number, an amount, a status, a remark; with or without a header.
#pragma once

#include "features/reading/engine/context.hpp"
#include "features/reading/engine/line_kinds.hpp"

#include <vector>

namespace fairfile::reading {

class PipeReader {
  public:
    explicit PipeReader(Context& context) : context_(context) {}

    /// True when the line is such a row, its header, or goes on with the row above.
    bool take(const Line& line);
    void flush();

  private:
    bool take_header(std::vector<Cell> cells);
    void start_row(std::vector<Cell> cells);
    void extend_row(std::vector<Cell> cells, bool opens_cell);
    void add_by_header(RawEntry& entry);
    void add_by_kind(RawEntry& entry);
    bool is_next_line(const Line& line) const;
    void note(const Line& line);

    Context& context_;
    std::vector<Field> header_;
    std::vector<Cell> row_;
    bool open_ = false;
    double bottom_ = 0;
    int page_ = 0;
};

}  // namespace fairfile::reading
