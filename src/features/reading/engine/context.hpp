// Where the reading of a document stands: its section, the open item and the bureau being spoken
// of. The readers of rows, tables and histories put what they find in here.
#pragma once

#include "features/reading/engine/raw.hpp"

#include <optional>

namespace fairfile::reading {

class Context {
  public:
    RawReport report;
    Section section = Section::head;
    std::string_view hint;
    std::optional<Bureau> section_bureau;  // "Experian Credit File"
    std::optional<Bureau> block;           // "[TransUnion Section]" inside an account

    std::optional<Bureau> bureau() const { return block ? block : section_bureau; }

    /// The open item of the section; null when none is open or the section has no items.
    RawItem* item();
    RawItem& need_item();
    RawItem& start_item();
    void close_item();
    bool item_is_fresh();

    /// Where values that name no bureau of their own belong.
    RawEntry& entry();
    RawEntry& entry_of(Bureau bureau);
    void add(RawEntry& entry, Field field, Cell cell);

    void enter(const Heading& heading);

  private:
    std::vector<RawItem>* items();

    bool open_ = false;
};

}  // namespace fairfile::reading
