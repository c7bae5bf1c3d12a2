#include "features/reading/engine/scores.hpp"

#include "base/text.hpp"
#include "features/reading/meaning/phrase.hpp"
#include "features/reading/meaning/values.hpp"

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace fairfile::reading {
namespace {

constexpr int score_min = 250;  // industry FICO scores
constexpr int score_max = 990;  // VantageScore 2

std::optional<int> score_of(std::string_view text) {
    const auto slash = text.find('/');
    const auto digits = text.substr(0, slash);
    const bool plain = digits.size() == 3 && std::all_of(digits.begin(), digits.end(), is_digit);
    if (!plain) return std::nullopt;
    const int value = std::atoi(std::string(digits).c_str());
    if (value < score_min || value > score_max) return std::nullopt;
    return value;
}

bool speaks_of_scores(std::string_view phrase) {
    return has_phrase(phrase, "score") || has_phrase(phrase, "vantagescore") ||
           has_phrase(phrase, "fico");
}

std::size_t scores_in(const Line& line, std::size_t first) {
    std::size_t count = 0;
    for (auto i = first; i < line.words.size(); ++i) {
        if (score_of(line.words[i].text)) {
            ++count;
        } else if (!is_nothing(line.words[i].text)) {
            return 0;
        }
    }
    return count;
}

/// Where the scores (and dashes) at the end of the line start, when there are at least two.
std::optional<std::size_t> trailing_scores(const Line& line) {
    auto first = line.words.size();
    while (first > 0) {
        const auto& text = line.words[first - 1].text;
        if (!score_of(text) && !is_nothing(text)) break;
        --first;
    }
    const bool several = line.words.size() - first >= 2;
    if (!several || first == 0 || scores_in(line, first) == 0) return std::nullopt;
    return first;
}

}  // namespace

std::optional<std::string> score_model_in(std::string_view text) {
    const auto words = split(text, ' ');
    for (std::size_t i = 0; i < words.size(); ++i) {
        auto name = normalised(words[i]);
        const bool vantage = name.starts_with("vantagescore") || name == "vantage";
        if (!vantage && name != "fico") continue;
        std::string model = vantage ? "VantageScore" : "FICO Score";
        for (auto next = i + 1; next < words.size() && next <= i + 2; ++next) {
            auto version = std::string(words[next]);
            std::erase_if(version, [](char c) { return c == '(' || c == ')' || c == ':'; });
            if (to_lower(version) == "score") continue;
            const bool number = !version.empty() && version.size() <= 3 && is_digit(version[0]);
            if (number && !score_of(version)) model += " " + version;
            break;
        }
        return model;
    }
    return std::nullopt;
}

void ScoreReader::header(RowReader& rows) {
    if (!numbers_above_ || context_.section != Section::scores) return;
    const Line line = std::move(*numbers_above_);
    numbers_above_.reset();
    take_row(line, 0, rows);
}

bool ScoreReader::take(const Line& line, RowReader& rows) {
    const auto section = context_.section;
    const bool here = section == Section::scores || section == Section::head ||
                      section == Section::summary || section == Section::personal;
    if (!here) return false;
    if (take_labelled_row(line, rows) || take_model_row(line, rows)) return true;
    if (section == Section::scores) {
        if (auto model = score_model_in(text_of(line))) name_model(std::move(*model));
        if (scores_in(line, 0) > 0) {
            if (take_row(line, 0, rows)) return true;
            if (scores_in(line, 0) >= 2) numbers_above_ = line;
            return true;
        }
    }
    return take_labelled(line);
}

bool ScoreReader::take_row(const Line& line, std::size_t first, RowReader& rows) {
    Line values = line;
    values.words.erase(
        values.words.begin(), values.words.begin() + static_cast<std::ptrdiff_t>(first)
    );
    bool any = false;
    for (const auto& [bureau, cell] : rows.in_columns(values, Shape::text)) {
        any = add(bureau, cell.text) || any;
    }
    return any;
}

/// "VantageScore 3.0: 574 561 --" under the bureaus.
bool ScoreReader::take_labelled_row(const Line& line, RowReader& rows) {
    const auto first = trailing_scores(line);
    if (!first || !rows.has_columns()) return false;
    const auto label = text_of(line, {0, *first});
    const bool told = context_.section == Section::scores || speaks_of_scores(normalised(label));
    if (!told) return false;
    auto before = std::exchange(model_, score_model_in(label));
    const bool taken = take_row(line, *first, rows);
    if (!model_) model_ = std::move(before);
    return taken;
}

/// "Score Model: VantageScore 3.0  FICO Score 8  ..." under the bureaus: each column has its own.
bool ScoreReader::take_model_row(const Line& line, RowReader& rows) {
    const auto pairs = pairs_of(line, Section::scores);
    const bool models = rows.has_columns() && pairs.size() == 1 &&
                        pairs.front().field == Field::model && !pairs.front().value.empty();
    if (!models) return false;
    Line values = line;
    values.words.erase(
        values.words.begin(),
        values.words.begin() + static_cast<std::ptrdiff_t>(pairs.front().value.first)
    );
    bool any = false;
    for (const auto& [bureau, cell] : rows.in_columns(values, Shape::text)) {
        const auto model = score_model_in(cell.text);
        if (!model) continue;
        any = true;
        for (auto& score : context_.report.scores) {
            if (score.bureau == bureau && !score.model) score.model = model;
        }
    }
    return any;
}

/// "Credit Score (VantageScore 3.0): 628", "TransUnion Score: 628", "Experian 628" among scores.
bool ScoreReader::take_labelled(const Line& line) {
    const auto text = text_of(line);
    const auto phrase = normalised(text);
    if (!score_of(line.words.back().text) || line.words.size() > 12) return false;
    std::optional<Bureau> named = context_.bureau();
    for (const auto& word : line.words) {
        if (const auto bureau = bureau_of(word.text)) named = bureau;
    }
    const bool told = speaks_of_scores(phrase) || (context_.section == Section::scores && named);
    const bool other = has_phrase(phrase, "range") || has_phrase(phrase, "scale") ||
                       has_phrase(phrase, "rank") || has_phrase(phrase, "to");
    if (!told || other) return false;
    if (auto model = score_model_in(text)) model_ = std::move(model);
    return add(named, line.words.back().text);
}

/// A model printed under its numbers is the model of those that have none yet.
void ScoreReader::name_model(std::string model) {
    for (auto& score : context_.report.scores) {
        if (!score.model) score.model = model;
    }
    model_ = std::move(model);
}

bool ScoreReader::add(std::optional<Bureau> bureau, const std::string& text) {
    const auto value = score_of(text);
    if (!value) return false;
    const bool known = std::any_of(
        context_.report.scores.begin(),
        context_.report.scores.end(),
        [&](const RawScore& score) {
            return score.bureau == bureau && score.value == *value && score.model == model_;
        }
    );
    if (!known) context_.report.scores.push_back({bureau, *value, model_});
    return true;
}

}  // namespace fairfile::reading
