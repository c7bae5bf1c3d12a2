#include "features/disputes/binder.hpp"

#include "base/json_writer.hpp"
#include "features/disputes/disputes.hpp"
#include "infra/postgres/timestamps.hpp"

#include <boost/json.hpp>

#include <array>
#include <span>

namespace fairfile::disputes {

namespace {

using postgres::Rows;

constexpr std::string_view hash_rule =
    "sha256(previous_hash | user_id | seq | dispute_id | changed_at | sha256(note) |"
    " bureau|old_status|new_status|changed_by|reinserted): docs/api/disputes.md";

/// A column of the source, as it is named in the data file.
struct Field {
    std::string_view name;
    enum class Kind { text, time, json } kind = Kind::text;
};

using Kind = Field::Kind;

constexpr auto history_fields = std::to_array<Field>({
    {"seq"},
    {"bureau"},
    {"old_status"},
    {"new_status"},
    {"reinserted"},
    {"changed_by"},
    {"note"},
    {"changed_at", Kind::time},
    {"previous_hash"},
    {"hash"},
});
constexpr auto mailing_fields = std::to_array<Field>({
    {"id"},
    {"letter_id"},
    {"provider"},
    {"status"},
    {"tracking_number"},
    {"mailed"},
    {"delivered"},
    {"created_at", Kind::time},
});
constexpr auto answer_fields = std::to_array<Field>({
    {"id"},
    {"bureau"},
    {"source"},
    {"status"},
    {"received"},
    {"furnisher"},
    {"outcome"},
    {"result_text"},
    {"reasons", Kind::json},
    {"contradiction"},
    {"created_at", Kind::time},
});
constexpr auto finding_fields = std::to_array<Field>({{"rule"}, {"fact"}, {"citation"}, {"as_of"}});

void write_cell(JsonWriter& json, const Rows& rows, std::size_t row, std::size_t column) {
    if (rows.is_null(row, column)) {
        json.null();
    } else {
        json.value(rows.text(row, column));
    }
}

void write_rows(
    JsonWriter& json, std::string_view name, const Rows& rows, std::span<const Field> fields
) {
    json.key(name).begin_array();
    for (std::size_t row = 0; row < rows.size(); ++row) {
        json.begin_object();
        for (std::size_t column = 0; column < fields.size(); ++column) {
            json.key(fields[column].name);
            if (rows.is_null(row, column) || fields[column].kind == Kind::text) {
                write_cell(json, rows, row, column);
            } else if (fields[column].kind == Kind::json) {
                json.raw(rows.text(row, column));
            } else {
                const auto time = postgres::to_rfc3339(rows.text(row, column));
                json.value(std::string_view(time));
            }
        }
        json.end_object();
    }
    json.end_array();
}

std::string cell(const Rows& rows, std::size_t row, std::size_t column) {
    return rows.maybe_text(row, column).value_or("-");
}

/// One line a row: the named columns, separated.
std::string lines_of(const Rows& rows, std::span<const std::size_t> columns) {
    std::string text;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        if (row > 0) text += "\n";
        for (std::size_t number = 0; number < columns.size(); ++number) {
            text += (number > 0 ? "  |  " : "") + cell(rows, row, columns[number]);
        }
    }
    return text.empty() ? "None." : text;
}

std::string history_text(const Rows& rows) {
    std::string text;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const auto old =
            rows.is_null(row, 2) ? std::string("opened as") : cell(rows, row, 2) + " to";
        text += cell(rows, row, 7).substr(0, 19) + " UTC, " + cell(rows, row, 1) + ": " + old +
                " " + cell(rows, row, 3) + ", by " + cell(rows, row, 5);
        if (!rows.is_null(row, 6)) text += ". " + cell(rows, row, 6);
        text += "\nhash " + cell(rows, row, 9) + "\n";
    }
    return text;
}

void add_letters(letters::Paper& paper, const BinderSource& source) {
    for (const auto& shown : source.letter_json) {
        boost::system::error_code failed;
        const auto letter = boost::json::parse(shown, failed);
        if (failed) continue;
        const auto text = [&letter](const char* name) {
            return std::string(letter.at(name).as_string());
        };
        paper.sections.push_back(
            {"Letter: " + text("subject"),
             "To " + text("addressee") + ", " + text("dated") + ", " + text("status") +
                 "\nSHA-256 of its PDF: " + text("digest") + "\n\n" + text("text")}
        );
    }
}

}  // namespace

std::string binder_json(const BinderSource& source) {
    std::string text;
    JsonWriter json(text);
    json.begin_object().key("dispute").begin_array();
    write_disputes(json, {source.dispute, 0, 0, source.dispute.size()});
    json.end_array().field("hash_rule", hash_rule);
    write_rows(json, "history", source.history, history_fields);
    json.key("letters").begin_array();
    for (const auto& letter : source.letter_json) json.raw(letter);
    json.end_array();
    write_rows(json, "mailings", source.mailings, mailing_fields);
    write_rows(json, "answers", source.answers, answer_fields);
    write_rows(json, "findings", source.findings, finding_fields);
    json.end_object();
    return text;
}

letters::Paper binder_paper(const BinderSource& source) {
    constexpr std::array<std::size_t, 3> standing{1, 7, 10};
    constexpr std::array<std::size_t, 3> facts{1, 2, 3};
    constexpr std::array<std::size_t, 5> mail{2, 3, 4, 5, 6};
    constexpr std::array<std::size_t, 6> answers{1, 2, 4, 5, 6, 7};
    letters::Paper paper;
    paper.title = "Dispute of " + cell(source.dispute, 0, 4);
    paper.sections.push_back({"Reason", cell(source.dispute, 0, 6)});
    paper.sections.push_back(
        {"Bureaus: status and last day of the clock", lines_of(source.dispute, standing)}
    );
    paper.sections.push_back({"What was found, by which law", lines_of(source.findings, facts)});
    paper.sections.push_back(
        {"History, each entry chained to the one before", history_text(source.history)}
    );
    add_letters(paper, source);
    paper.sections.push_back(
        {"Mail: how, status, tracking, mailed, delivered", lines_of(source.mailings, mail)}
    );
    paper.sections.push_back(
        {"Answers: bureau, how, received, furnisher, outcome, words",
         lines_of(source.answers, answers)}
    );
    return paper;
}

}  // namespace fairfile::disputes
