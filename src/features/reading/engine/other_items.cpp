#include "features/reading/engine/other_items.hpp"

#include "base/text.hpp"
#include "features/reading/engine/account_values.hpp"
#include "features/reading/meaning/mending.hpp"
#include "features/reading/meaning/phrase.hpp"
#include "features/reading/meaning/values.hpp"
#include "features/reading/meaning/vocabulary.hpp"

#include <algorithm>

namespace fairfile::reading {
namespace {

const Cell* first_cell(const RawEntry& entry, Field field) {
    const auto cells = entry.cells.find(field);
    if (cells == entry.cells.end()) return nullptr;
    for (const auto& cell : cells->second) {
        if (!is_nothing(cell.text)) return &cell;
    }
    return nullptr;
}

const Cell* first_cell(const RawEntry& own, const RawEntry& shared, Field field) {
    const auto* cell = first_cell(own, field);
    return cell != nullptr ? cell : first_cell(shared, field);
}

std::vector<std::string> texts_in(const RawEntry& entry, Field field) {
    std::vector<std::string> texts;
    const auto cells = entry.cells.find(field);
    if (cells == entry.cells.end()) return texts;
    for (const auto& cell : cells->second) {
        for (const auto part : split(cell.text, address_break)) {
            auto text = collapse_spaces(part);
            if (is_nothing(text) || parse_date(text)) continue;  // "since 03/2020"
            if (std::find(texts.begin(), texts.end(), text) == texts.end()) texts.push_back(text);
        }
    }
    return texts;
}

ConsumerBlock consumer_of(const RawEntry& entry, std::optional<Bureau> bureau) {
    ConsumerBlock block;
    block.bureau = bureau;
    if (const auto* name = first_cell(entry, Field::name)) block.name = collapse_spaces(name->text);
    if (const auto* birth = first_cell(entry, Field::birth)) block.birth = parse_date(birth->text);
    block.addresses = texts_in(entry, Field::address);
    block.employers = texts_in(entry, Field::employer);
    return block;
}

bool says_something(const ConsumerBlock& block) {
    return block.name || block.birth || !block.addresses.empty() || !block.employers.empty();
}

void append(RawEntry& into, const RawEntry& from) {
    for (const auto& [field, cells] : from.cells) {
        auto& all = into.cells[field];
        all.insert(all.end(), cells.begin(), cells.end());
    }
}

/// "TransUnion, Experian, Equifax" or "All".
std::vector<Bureau> bureaus_in(const RawEntry& entry) {
    std::vector<Bureau> named;
    const auto* cell = first_cell(entry, Field::bureau);
    if (cell == nullptr) return named;
    const auto phrase = normalised(cell->text);
    for (const auto bureau : all_bureaus) {
        const bool all = has_phrase(phrase, "all");
        if (all || has_phrase(phrase, normalised(to_string(bureau)))) named.push_back(bureau);
    }
    if (named.empty()) {
        if (const auto bureau = bureau_of_abbreviation(cell->text)) named.push_back(*bureau);
    }
    return named;
}

/// "Discharged" in "Chapter 7 bankruptcy discharged"; empty when no outcome is told.
std::string outcome_in(std::string_view text) {
    static constexpr std::array<std::string_view, 11> outcomes{
        "discharged",
        "dismissed",
        "withdrawn",
        "converted",
        "released",
        "satisfied",
        "vacated",
        "terminated",
        "closed",
        "paid",
        "filed"};
    for (const auto part : split(text, ' ')) {
        const auto word = normalised(part);
        const bool known = std::find(outcomes.begin(), outcomes.end(), word) != outcomes.end();
        if (known) return std::string(part);
    }
    return {};
}

std::string status_in(std::string_view text) {
    const auto outcome = public_record_type_of(text) ? outcome_in(text) : std::string();
    return outcome.empty() ? collapse_spaces(text) : outcome;
}

/// The cell that says what a record is: its type, else its status ("Chapter 7 bankruptcy
/// discharged"). A heading may be the court's name.
const Cell* type_and_chapter(const RawEntry& own, const RawEntry& shared, PublicRecord& record) {
    const Cell* telling = nullptr;
    for (const auto field : {Field::record_type, Field::record_status}) {
        for (const auto* entry : {&own, &shared}) {
            const auto cells = entry->cells.find(field);
            if (cells == entry->cells.end()) continue;
            for (const auto& cell : cells->second) {
                const auto chapter = chapter_of(cell.text);
                auto type = public_record_type_of(cell.text);
                if (!type && chapter) type = PublicRecordType::bankruptcy;
                if (type && telling == nullptr) {
                    record.type = *type;
                    telling = &cell;
                }
                if (!record.chapter) record.chapter = chapter;
            }
        }
    }
    return telling;
}

std::optional<PublicRecord> record_of(const RawEntry& own, const RawEntry& shared) {
    PublicRecord record;
    const auto keep = [&](std::string_view name, Field field) -> const Cell* {
        const auto* cell = first_cell(own, shared, field);
        if (cell != nullptr) record.evidence.emplace(name, evidence_of(*cell));
        return cell;
    };
    const auto* type = keep("type", Field::record_type);
    const auto* filed = keep("filed", Field::record_filed);
    const auto* status = keep("status", Field::record_status);
    const auto* reference = keep("reference", Field::record_reference);
    const auto* amount = keep("amount_cents", Field::record_amount);
    if (type == nullptr || (filed == nullptr && status == nullptr && reference == nullptr)) {
        return std::nullopt;
    }
    const auto* kind = type_and_chapter(own, shared, record);
    if (filed != nullptr) record.filed = parse_date(filed->text);
    if (status != nullptr) {
        record.status = status_in(status->text);
    } else if (kind != nullptr) {
        const auto outcome = outcome_in(kind->text);
        if (!outcome.empty()) record.status = outcome;
    }
    if (reference != nullptr) record.reference = collapse_spaces(reference->text);
    if (amount != nullptr) record.amount = parse_money(amount->text);
    return record;
}

/// A table cell may hold the name and, below it, the address.
std::string without_address(std::string name) {
    const auto lower = to_lower(name);
    for (const std::string_view box : {" po box ", " p.o. box ", " p o box "}) {
        const auto at = lower.find(box);
        if (at != std::string::npos && at > 0) return name.substr(0, at);
    }
    return name;
}

std::vector<std::pair<std::optional<Bureau>, const RawEntry*>> speakers(const RawItem& item) {
    static const RawEntry nothing;
    std::vector<std::pair<std::optional<Bureau>, const RawEntry*>> found;
    // "Bureaus: TransUnion, Equifax" counts for more than whose section the item stands in.
    for (const auto& own : item.at) {
        const auto told = bureaus_in(own);
        if (told.size() < 2) continue;
        for (const auto bureau : told) found.emplace_back(bureau, &own);
        return found;
    }
    const auto named = bureaus_in(item.common);
    for (const auto bureau : all_bureaus) {
        const auto& own = item.at[index_of(bureau)];
        const bool listed = std::find(named.begin(), named.end(), bureau) != named.end();
        if (!own.empty() || listed) found.emplace_back(bureau, &own);
    }
    if (found.empty()) found.emplace_back(std::nullopt, &nothing);
    return found;
}

}  // namespace

std::vector<ConsumerBlock> consumers_of(const std::vector<RawItem>& items) {
    RawEntry shared;
    std::array<RawEntry, 3> own;
    for (const auto& item : items) {
        append(shared, item.common);
        for (std::size_t i = 0; i < own.size(); ++i) append(own[i], item.at[i]);
    }
    std::vector<ConsumerBlock> blocks;
    for (const auto bureau : all_bureaus) {
        auto block = consumer_of(own[index_of(bureau)], bureau);
        if (says_something(block)) blocks.push_back(std::move(block));
    }
    auto block = consumer_of(shared, std::nullopt);
    if (blocks.empty() && says_something(block)) blocks.push_back(std::move(block));
    return blocks;
}

std::vector<PublicRecord> public_records_of(const std::vector<RawItem>& items) {
    std::vector<PublicRecord> records;
    for (const auto& item : items) {
        for (const auto& [bureau, own] : speakers(item)) {
            auto record = record_of(*own, item.common);
            if (!record) continue;
            record->bureau = bureau;
            records.push_back(std::move(*record));
        }
    }
    return records;
}

std::vector<Inquiry> inquiries_of(const std::vector<RawItem>& items) {
    std::vector<Inquiry> inquiries;
    for (const auto& item : items) {
        for (const auto& [bureau, own] : speakers(item)) {
            Inquiry inquiry;
            inquiry.bureau = bureau;
            const auto* name = first_cell(*own, item.common, Field::inquiry_creditor);
            const auto* date = first_cell(*own, item.common, Field::inquiry_date);
            if (name == nullptr) continue;
            inquiry.creditor = without_address(collapse_spaces(name->text));
            if (date != nullptr) inquiry.date = parse_date(date->text);
            inquiry.kind = inquiry_kind_of(item.hint);
            const auto* kind = first_cell(*own, item.common, Field::inquiry_kind);
            if (kind != nullptr && !inquiry.kind) inquiry.kind = inquiry_kind_of(kind->text);
            if (inquiry.date) inquiries.push_back(std::move(inquiry));
        }
    }
    return inquiries;
}

}  // namespace fairfile::reading
