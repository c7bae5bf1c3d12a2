#include "features/letters/stored_letter.hpp"
#include "features/letters/text_changes.hpp"
#include "infra/postgres/timestamps.hpp"

namespace fairfile::letters {

namespace {

struct Cell {
    std::size_t row;
    std::size_t column;
};

constexpr std::string_view disclaimer = "This letter is yours and is not legal advice.";

void texts(JsonWriter& json, std::string_view name, const std::vector<std::string>& lines) {
    json.key(name).begin_array();
    for (const auto& line : lines) json.value(std::string_view(line));
    json.end_array();
}

void address(JsonWriter& json, std::string_view name, const PostalAddress& of) {
    json.key(name).begin_object().field("name", std::string_view(of.name));
    texts(json, "lines", of.lines);
    json.end_object();
}

void time_or_null(JsonWriter& json, std::string_view name, const postgres::Rows& rows, Cell cell) {
    json.key(name);
    if (rows.is_null(cell.row, cell.column)) {
        json.null();
        return;
    }
    const auto time = postgres::to_rfc3339(rows.text(cell.row, cell.column));
    json.value(std::string_view(time));
}

std::string_view name_of(LineChange::Kind kind) {
    switch (kind) {
        case LineChange::Kind::kept:
            return "kept";
        case LineChange::Kind::removed:
            return "removed";
        case LineChange::Kind::added:
            break;
    }
    return "added";
}

/// Empty when the text is the template's.
void changes(JsonWriter& json, const LetterContent& content) {
    json.key("changes").begin_array();
    if (content.text != content.composed) {
        for (const auto& change : line_changes(content.composed, content.text)) {
            json.begin_object().field("kind", name_of(change.kind));
            json.field("line", change.line).end_object();
        }
    }
    json.end_array();
}

void items(JsonWriter& json, const postgres::Rows& rows) {
    json.key("items").begin_array();
    for (std::size_t row = 0; row < rows.size(); ++row) {
        json.begin_object().field("dispute_id", rows.text(row, 0));
        json.field("bureau", rows.text(row, 1)).end_object();
    }
    json.end_array();
}

}  // namespace

void write_listed(JsonWriter& json, const postgres::Rows& rows, std::size_t row) {
    const auto type = rows.text(row, 1);
    const auto* known = find_letter_type(type);
    json.field("id", rows.text(row, 0)).field("type", type);
    json.field("title", known ? known->title : type);
    json.key("bureau");
    if (rows.is_null(row, 2)) {
        json.null();
    } else {
        json.value(rows.text(row, 2));
    }
    json.field("addressee", rows.text(row, 3)).field("summary", rows.text(row, 4));
    json.field("status", rows.text(row, 5)).field("version", rows.integer(row, 6));
    time_or_null(json, "created_at", rows, {row, 7});
    time_or_null(json, "updated_at", rows, {row, 8});
    time_or_null(json, "approved_at", rows, {row, 9});
}

std::string letter_json(const StoredLetter& letter, const Drawn& drawn) {
    std::string text;
    JsonWriter json(text);
    const auto& content = letter.content;
    json.begin_object();
    write_listed(json, letter.rows, 0);
    address(json, "sender", content.sender);
    address(json, "address", content.addressee);
    json.field("address_source", std::string_view(content.addressee_source));
    json.field("dated", std::string_view(content.dated));
    json.field("subject", std::string_view(content.subject));
    json.field("text", std::string_view(content.text));
    changes(json, content);
    texts(json, "enclosures", content.enclosures);
    items(json, letter.items);
    json.key("law");
    if (letter.rows.is_null(0, 13)) {
        json.null();
    } else {
        json.value(letter.rows.text(0, 13));
    }
    const auto* type = find_letter_type(letter.type());
    json.field("warning", type ? type->warning : std::string_view());
    json.field("digest", std::string_view(drawn.digest)).field("pages", drawn.pages);
    json.field("disclaimer", disclaimer).end_object();
    return text;
}

}  // namespace fairfile::letters
