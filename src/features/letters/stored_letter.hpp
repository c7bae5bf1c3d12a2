// A letter's row, opened, and how it is shown.
#pragma once

#include "base/json_writer.hpp"
#include "features/letters/letter_content.hpp"
#include "infra/postgres/postgres.hpp"

namespace fairfile::letters {

struct StoredLetter {
    LetterId id;
    postgres::Rows rows;   // one row of select_letter
    postgres::Rows items;  // select_letter_items
    std::string data_version;
    LetterContent content;

    std::string_view type() const { return rows.text(0, 1); }
    std::string_view status() const { return rows.text(0, 5); }
    std::int64_t version() const { return rows.integer(0, 6); }
    bool is_draft() const { return status() == "draft"; }
    bool is_locked() const { return !is_draft() && status() != "withdrawn"; }
};

/// Members of the list, from one row of select_letters or select_letter.
void write_listed(JsonWriter& json, const postgres::Rows& rows, std::size_t row);

/// `digest` as hex, and the number of pages, of the PDF as it is now.
struct Drawn {
    std::string digest;
    int pages = 0;
};
std::string letter_json(const StoredLetter& letter, const Drawn& drawn);

}  // namespace fairfile::letters
