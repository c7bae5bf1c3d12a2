#include "app/cage.hpp"
#include "app/commands.hpp"
#include "app/output.hpp"
#include "features/findings/findings.hpp"
#include "features/reports/reports.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <variant>

namespace fairfile::app {

namespace {

using reading::CreditReport;

std::optional<std::string> read_bytes(const std::string& path) {
    std::error_code failed;
    if (std::filesystem::is_directory(path, failed)) return std::nullopt;
    std::ifstream file(path, std::ios::binary);
    if (!file) return std::nullopt;
    return std::string(std::istreambuf_iterator<char>(file), {});
}

std::string dollars(const std::optional<Money>& money) {
    if (!money) return "-";
    const auto cents = money->cents < 0 ? -money->cents : money->cents;
    std::string text = std::to_string(cents / 100);
    for (auto position = static_cast<std::ptrdiff_t>(text.size()) - 3; position > 0;
         position -= 3) {
        text.insert(static_cast<std::size_t>(position), ",");
    }
    const auto rest = std::to_string(cents % 100);
    return (money->cents < 0 ? "-$" : "$") + text + "." + (rest.size() < 2 ? "0" : "") + rest;
}

template <class Enum>
std::string words(const std::optional<Enum>& value) {
    return value ? std::string(reading::to_string(*value)) : "-";
}

std::string accounts_table(const CreditReport& report) {
    std::vector<std::vector<std::string>> rows{
        {"#", "Bureau", "Creditor", "Number", "Status", "Payment", "Balance", "Past due", "Marks"}};
    for (const auto& line : report.tradelines) {
        std::string marks = line.negative ? "negative" : "";
        if (line.disputable) marks += marks.empty() ? "disputable" : ", disputable";
        rows.push_back(
            {std::to_string(line.account),
             words(line.bureau),
             line.creditor.value_or("-"),
             line.account_number.value_or("-"),
             words(line.account_status),
             words(line.payment_status),
             dollars(line.balance),
             dollars(line.past_due),
             marks}
        );
    }
    return table(rows);
}

void describe(const CreditReport& report) {
    std::string head(reading::to_string(report.kind));
    head += ", " + (report.format.empty() ? std::string("unknown format") : report.format);
    head += ", " + std::string(reading::to_string(report.verdict));
    if (report.reason) head += ": " + std::string(reading::to_string(*report.reason));
    say_line(head);
    if (report.reason) say_line(reports::message_of(reading::to_string(*report.reason)));
    if (!report.tradelines.empty()) say(accounts_table(report));
    for (const auto& finding : report.findings) {
        say_line("! " + finding.fact + " (" + finding.citation + ")");
    }
    for (const auto& question : report.questions) say_line("? " + question.ask);
    for (const auto& warning : report.warnings) say_line("~ " + warning);
}

void describe(const findings::Comparison& comparison, const CreditReport& newer) {
    std::vector<std::vector<std::string>> rows{{"#", "Bureau", "What", "Before", "Now"}};
    for (const auto& change : comparison.changes) {
        rows.push_back(
            {std::to_string(change.account),
             words(change.bureau),
             change.field,
             change.old_value,
             change.new_value}
        );
    }
    say(table(rows));
    for (const auto& finding : comparison.findings) {
        const auto& line = newer.tradelines[finding.tradelines.front()];
        say_line(
            "! " + line.creditor.value_or("-") + ": " + finding.fact + " (" + finding.citation + ")"
        );
    }
}

/// The one report of a file that can be compared; otherwise why not.
std::variant<CreditReport, int> read_whole(
    const sandbox::Sandbox& cage, const std::string& path, const reports::FindingDay& day
) {
    auto bytes = read_bytes(path);
    if (!bytes) return complain("Cannot read " + path + ".", exit_missing);
    auto content = reports::read_file(cage, std::move(*bytes), day);
    if (!content) return complain(content.error(), exit_missing);
    auto& report = content->reports.front();
    if (report.verdict == reading::Verdict::refused) {
        const auto reason = reading::to_string(report.reason.value_or(reading::Refusal::malformed));
        return complain(path + " was refused: " + std::string(reason) + ".", exit_no);
    }
    if (content->reports.size() > 1) {
        return complain(path + " holds several reports: compare them one by one.", exit_no);
    }
    return std::move(report);
}

int compare_files(const ExtractOptions& options, const reports::FindingDay& day) {
    auto cage = start_cage();
    if (!cage) return complain(cage.error(), exit_missing);
    auto older = read_whole(*cage, options.files.front(), day);
    if (const auto* status = std::get_if<int>(&older)) return *status;
    auto newer = read_whole(*cage, options.files.back(), day);
    if (const auto* status = std::get_if<int>(&newer)) return *status;
    const auto& after = std::get<CreditReport>(newer);
    const auto comparison = findings::compare(std::get<CreditReport>(older), after);
    if (options.json) {
        say_line(findings::to_json(comparison));
    } else {
        describe(comparison, after);
    }
    return exit_done;
}

}  // namespace

int run_extract(const ExtractOptions& options) {
    const auto today = std::chrono::floor<std::chrono::days>(runtime::SystemClock().now());
    reports::FindingDay day{.today = to_date(today)};
    if (!options.as_of.empty()) {
        day.asked = parse_iso_date(options.as_of);
        if (!day.asked) return complain("--as-of takes a date like 2025-12-31.", exit_wrong_use);
    }
    if (options.compare != (options.files.size() == 2)) {
        return complain("Give one file, or two with --compare: the older first.", exit_wrong_use);
    }
    if (options.compare) return compare_files(options, day);
    auto bytes = read_bytes(options.files.front());
    if (!bytes) return complain("Cannot read " + options.files.front() + ".", exit_missing);

    auto cage = start_cage();
    if (!cage) return complain(cage.error(), exit_missing);
    auto content = reports::read_file(*cage, std::move(*bytes), day);
    if (!content) return complain(content.error(), exit_missing);

    if (options.json) say_line(reading::to_json(content->reports));
    bool usable = false;
    for (const auto& report : content->reports) {
        if (!options.json) describe(report);
        usable = usable || report.verdict != reading::Verdict::refused;
    }
    return usable ? exit_done : exit_no;
}

}  // namespace fairfile::app
