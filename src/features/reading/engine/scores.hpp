// Credit scores: numbers under (or above) the bureaus' names, or behind a label that says score.
#pragma once

#include "features/reading/engine/context.hpp"
#include "features/reading/engine/rows.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace fairfile::reading {

class ScoreReader {
  public:
    explicit ScoreReader(Context& context) : context_(context) {}

    /// The bureaus came after their numbers.
    void header(RowReader& rows);
    void forget() { numbers_above_.reset(); }
    bool take(const Line& line, RowReader& rows);

  private:
    bool take_row(const Line& line, std::size_t first, RowReader& rows);
    bool take_labelled_row(const Line& line, RowReader& rows);
    bool take_model_row(const Line& line, RowReader& rows);
    bool take_labelled(const Line& line);
    void name_model(std::string model);
    bool add(std::optional<Bureau> bureau, const std::string& text);

    Context& context_;
    std::optional<Line> numbers_above_;
    std::optional<std::string> model_;
};

/// "VantageScore 3.0", "FICO Score 8" as printed in the text.
std::optional<std::string> score_model_in(std::string_view text);

}  // namespace fairfile::reading
