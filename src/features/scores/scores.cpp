#include "features/scores/scores.hpp"

#include "base/json_writer.hpp"
#include "base/text.hpp"
#include "features/scores/score_store.hpp"

namespace fairfile::scores {

namespace {

void text_or_null(
    JsonWriter& json, const postgres::Rows& rows, std::size_t row, std::size_t column
) {
    if (rows.is_null(row, column)) {
        json.null();
    } else {
        json.value(rows.text(row, column));
    }
}

std::optional<std::string> first_day_text(const std::optional<PartialDate>& date) {
    if (!date) return std::nullopt;
    return to_string(to_date(first_day(*date))) + "T00:00:00Z";
}

/// The day after the last one that the date can mean: the filter's upper bound is exclusive.
std::optional<std::string> day_after_text(const std::optional<PartialDate>& date) {
    if (!date) return std::nullopt;
    return to_string(to_date(last_day(*date) + std::chrono::days(1))) + "T00:00:00Z";
}

void add_cursor(postgres::Parameters& parameters, const std::optional<std::string>& cursor) {
    const auto parts = cursor ? split(*cursor, '_') : std::vector<std::string_view>{};
    if (parts.size() != 3) {
        parameters.add_null().add_null().add_null();
        return;
    }
    for (const auto part : parts) parameters.add(part);
}

postgres::Call version_call(UserId user) {
    postgres::Call call{&score_data_version};
    call.parameters.add(user);
    return call;
}

std::string version_of(const postgres::Rows& rows) {
    return rows.empty() ? std::string("0") : std::string(rows.text(0, 0));
}

void write_score(JsonWriter& json, const postgres::Rows& rows, std::size_t row) {
    json.begin_object().field("id", rows.text(row, 5)).key("report_id");
    text_or_null(json, rows, row, 0);
    json.field("bureau", rows.text(row, 1)).key("model");
    text_or_null(json, rows, row, 2);
    json.key("value").raw(rows.text(row, 3));
    json.field("date", rows.text(row, 4)).end_object();
}

std::string scores_json(const postgres::Rows& rows, std::int64_t limit) {
    const auto shown = std::min(rows.size(), static_cast<std::size_t>(limit));
    std::string text;
    JsonWriter json(text);
    json.begin_object().key("items").begin_array();
    for (std::size_t row = 0; row < shown; ++row) write_score(json, rows, row);
    json.end_array().key("next_cursor");
    if (rows.size() > shown) {
        json.value(rows.text(shown - 1, 5));
    } else {
        json.null();
    }
    json.end_object();
    return text;
}

std::string monthly_json(const postgres::Rows& rows) {
    std::string text;
    JsonWriter json(text);
    json.begin_object().key("items").begin_array();
    for (std::size_t row = 0; row < rows.size(); ++row) {
        json.begin_object().field("bureau", rows.text(row, 0)).key("model");
        text_or_null(json, rows, row, 1);
        json.field("month", rows.text(row, 2)).key("average").raw(rows.text(row, 3));
        json.key("minimum").raw(rows.text(row, 4)).key("maximum").raw(rows.text(row, 5));
        json.key("count").raw(rows.text(row, 6)).end_object();
    }
    json.end_array().key("next_cursor").null().end_object();
    return text;
}

}  // namespace

std::vector<postgres::Call> replace_scores(
    UserId user, ReportId report, const std::vector<reading::Score>& scores
) {
    std::string rows;
    JsonWriter json(rows);
    json.begin_array();
    for (const auto& score : scores) {
        if (!score.bureau || !score.date || !score.date->has_day()) continue;
        json.begin_object().field("bureau", reading::to_string(*score.bureau));
        json.field("model", std::string_view(score.model ? *score.model : std::string()));
        json.field("value", score.value);
        json.field("day", std::string_view(to_string(*score.date))).end_object();
    }
    json.end_array();

    std::vector<postgres::Call> calls(2);
    calls[0].statement = &delete_scores;
    calls[0].parameters.add(user).add(report);
    calls[1].statement = &insert_scores;
    calls[1].parameters.add(user).add(report).add(std::string_view(rows));
    return calls;
}

postgres::Call of_report(UserId user, ReportId report) {
    postgres::Call call{&select_scores_of_report};
    call.parameters.add(user).add(report);
    return call;
}

std::string report_scores_json(const postgres::Rows& rows) {
    std::string text;
    JsonWriter json(text);
    json.begin_array();
    for (std::size_t row = 0; row < rows.size(); ++row) {
        json.begin_object().field("bureau", rows.text(row, 0)).key("model");
        text_or_null(json, rows, row, 1);
        json.key("value").raw(rows.text(row, 2));
        json.field("date", rows.text(row, 3)).end_object();
    }
    json.end_array();
    return text;
}

awaitable<Result<Scores::Page>> Scores::list(UserId user, ScoreFilter filter) {
    std::vector<postgres::Call> calls(2);
    calls[0] = version_call(user);
    calls[1].statement = &select_scores;
    auto& parameters = calls[1].parameters;
    parameters.add(user).add(first_day_text(filter.from)).add(day_after_text(filter.to));
    parameters.add(filter.bureau);
    add_cursor(parameters, filter.after);
    parameters.add(filter.limit + 1);
    auto rows = co_await database_.run_all(postgres::Identity::user(user), std::move(calls));
    if (!rows) co_return rows.error();

    co_return Page{scores_json((*rows)[1], filter.limit), version_of((*rows)[0])};
}

awaitable<Result<Scores::Page>> Scores::monthly(UserId user, ScoreFilter filter) {
    std::vector<postgres::Call> calls(2);
    calls[0] = version_call(user);
    calls[1].statement = &select_monthly;
    auto& parameters = calls[1].parameters;
    parameters.add(user).add(first_day_text(filter.from)).add(day_after_text(filter.to));
    parameters.add(filter.bureau).add(filter.limit);
    auto rows = co_await database_.run_all(postgres::Identity::user(user), std::move(calls));
    if (!rows) co_return rows.error();

    co_return Page{monthly_json((*rows)[1]), version_of((*rows)[0])};
}

}  // namespace fairfile::scores
