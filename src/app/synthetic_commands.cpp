#include "app/cage.hpp"
#include "app/commands.hpp"
#include "app/output.hpp"
#include "app/progress_bar.hpp"
#include "features/reports/reports.hpp"
#include "features/synthetic/synthetic.hpp"

#include <fstream>
#include <iterator>

namespace fairfile::app {

namespace {

std::string read_bytes(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(file), {});
}

int fill(const SynthOptions& options) {
    const synthetic::WorldOrder order{options.users, options.seed, options.until, options.add};
    ProgressBar bar;
    const auto show = [&bar](int done, int all, std::string_view next) {
        bar.show(static_cast<double>(done) / all, next);
    };
    const auto filled = synthetic::fill_database(Secret(options.into), order, show);
    bar.end();
    if (!filled) {
        const bool refused = filled.error().kind == Failure::conflict;
        return complain(filled.error(), refused ? exit_no : exit_missing);
    }
    say_line(std::to_string(options.users) + " people are in the database.");
    return exit_done;
}

}  // namespace

int run_synth(const SynthOptions& options) {
    if (options.users > 0) return fill(options);
    const synthetic::ReportOrder order{options.seed, options.reports, options.layout};
    const auto written = synthetic::write_reports(options.into, order);
    if (!written) return complain(written.error(), exit_missing);
    say_line(std::to_string(options.reports) + " reports are in " + options.into + ".");
    return exit_done;
}

int run_evaluate(const EvaluateOptions& options) {
    auto cage = start_cage();
    if (!cage) return complain(cage.error(), exit_missing);
    const auto now = runtime::SystemClock().now();
    const reports::FindingDay day{.today = to_date(std::chrono::floor<std::chrono::days>(now))};
    auto extract = [&cage, &day](const std::filesystem::path& file) {
        auto content = reports::read_file(*cage, read_bytes(file), day);
        if (!content) return reading::to_json(reading::refused(reading::Refusal::malformed));
        return reading::to_json(content->reports);
    };
    const auto evaluation = synthetic::evaluate(options.folder, extract);
    if (!evaluation) return complain(evaluation.error(), exit_missing);
    say(options.json ? synthetic::to_json(*evaluation) : synthetic::to_table(*evaluation));
    return exit_done;
}

}  // namespace fairfile::app
