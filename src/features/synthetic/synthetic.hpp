// Invented credit reports with the truth about them, the score of a reader against that truth, and
// databases full of invented people. The same seed and index give the same bytes, the same seed the
// same rows. The truth holds what was printed and nothing else, in the shape of `extract --json`.
// Knows no reader: the one to be scored is handed in.
#pragma once

#include "base/result.hpp"
#include "base/secret.hpp"
#include "features/synthetic/rehearsal.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace fairfile::synthetic {

struct ReportFile {
    std::string name;         // without ending: "columns_0003"
    std::string layout;       // "columns", "experian-online", ...: the names of layouts.hpp
    std::string_view ending;  // "pdf", "html", ...
    std::string document;
    std::string truth;  // JSON
};

/// `layout` keeps to the layouts whose name begins so; empty: all of them in turn. Nothing when no
/// name does.
struct ReportOrder {
    std::uint64_t seed = 1;
    int count = 0;
    std::string layout{};
};
std::optional<ReportFile> draw_report(const ReportOrder& order, int index);

/// The report that a new installation shows: tidy, 5 accounts of which 2 are negative.
ReportFile draw_sample_report();

/// NAME.ENDING and NAME.truth.json. The folder is made when it is missing.
Result<bool> write_report_file(const std::filesystem::path& folder, const ReportFile& report);

/// `count` reports into the folder. Fails at the first file that cannot be written, and when no
/// layout has that name.
Result<bool> write_reports(const std::filesystem::path& folder, const ReportOrder& order);

/// How a reader did on one field: what the page said and it did not, and the other way round.
struct Marks {
    int right = 0;
    int wrong = 0;
    int missing = 0;
    int invented = 0;  // read where the page says nothing
};

/// How often accounts were counted right and negative entries found.
struct LayoutScore {
    int documents = 0;
    int unreadable = 0;  // refused, or no JSON came back
    int accounts_exact = 0;
    int negatives_found = 0;
    int negatives_missed = 0;
    int negatives_false = 0;
    std::map<std::string, Marks, std::less<>> fields;
};
using Evaluation = std::map<std::string, LayoutScore, std::less<>>;  // by layout

/// Scores one `extract --json` answer against its truth. `got` that is no JSON counts as unreadable
/// with everything missing. Punctuation, case and spacing of texts do not matter.
void score_answer(std::string_view got, std::string_view truth, LayoutScore& score);

/// Every NAME.truth.json of the folder, with the document beside it put through `extract`, which
/// returns the answer's JSON. The layout is the name up to its last underscore.
using Extract = std::function<std::string(const std::filesystem::path&)>;
Result<Evaluation> evaluate(const std::filesystem::path& folder, const Extract& extract);

std::string to_table(const Evaluation& evaluation);
std::string to_json(const Evaluation& evaluation);

/// People as of a day, with all that two years leave behind: see db/synthetic/people.sql.
struct WorldOrder {
    int users = 0;
    std::uint64_t seed = 1;
    std::string until{};  // YYYY-MM-DD; empty: the first of this month
    bool add = false;     // to people who are there already
};
/// Whose tokens speak for the people, when a server trusts that issuer. The subject is a UUID made
/// of the seed and the person's number, each 16 hexadecimal digits.
inline constexpr std::string_view world_issuer = "https://synthetic.example";

/// Parts done of all parts, and what comes next.
using WorldProgress = std::function<void(int done, int all, std::string_view next)>;

/// All or nothing, on a connection with the owner's rights (a superuser's is quicker); blocks.
/// Fails when the schema is not up to date ("synthetic.not_migrated"), has people and `add` is not
/// said ("synthetic.not_empty"), or has these very people ("synthetic.already_there").
Result<void> fill_database(
    const Secret& connection_string, const WorldOrder& order, const WorldProgress& progress
);

}  // namespace fairfile::synthetic
