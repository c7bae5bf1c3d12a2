#include "features/reading/engine/context.hpp"

#include <algorithm>
#include <utility>

namespace fairfile::reading {
namespace {

/// No report has so many accounts or inquiries; more means that noise is read as items.
constexpr std::size_t items_max = 5'000;

}  // namespace

std::vector<RawItem>* Context::items() {
    switch (section) {
        case Section::accounts:
            return &report.accounts;
        case Section::inquiries:
            return &report.inquiries;
        case Section::records:
            return &report.records;
        case Section::personal:
            return &report.persons;
        default:
            return nullptr;
    }
}

RawItem* Context::item() {
    auto* list = items();
    if (list == nullptr || list->empty() || !open_) return nullptr;
    return &list->back();
}

RawItem& Context::need_item() {
    if (auto* open_item = item()) return *open_item;
    return start_item();
}

RawItem& Context::start_item() {
    auto* list = items();
    if (list == nullptr) {
        section = Section::accounts;
        list = &report.accounts;
    }
    block.reset();
    open_ = true;
    if (list->size() < items_max) list->emplace_back();
    auto& fresh = list->back();
    fresh.hint = hint;
    if (section_bureau) fresh.listed[index_of(*section_bureau)] = true;
    return fresh;
}

void Context::close_item() {
    open_ = false;
    block.reset();
}

bool Context::item_is_fresh() {
    const auto* open_item = item();
    if (open_item == nullptr) return false;
    const auto& cells = open_item->common.cells;
    const bool only_heading = cells.empty() || (cells.size() == 1 && cells.count(Field::heading));
    return only_heading && std::all_of(open_item->at.begin(), open_item->at.end(), [](auto& one) {
               return one.empty();
           });
}

RawEntry& Context::entry() {
    if (section == Section::head || items() == nullptr) return report.head;
    if (const auto named = bureau()) return entry_of(*named);
    return need_item().common;
}

RawEntry& Context::entry_of(Bureau named) {
    auto& target = need_item();
    target.listed[index_of(named)] = true;
    return target.at[index_of(named)];
}

void Context::add(RawEntry& entry, Field field, Cell cell) {
    if (section == Section::accounts && field != Field::unknown && field != Field::heading) {
        ++report.account_labels;
        if (auto* open_item = item(); open_item != nullptr && !open_item->lead) {
            open_item->lead = field;
        }
    }
    entry.cells[field].push_back(std::move(cell));
}

void Context::enter(const Heading& heading) {
    close_item();
    section = heading.section;
    hint = heading.hint;
}

}  // namespace fairfile::reading
