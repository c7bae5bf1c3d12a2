// Invented credit reports with the truth about them, and the score of a reader against that truth.
// The same seed and index give the same bytes. The truth holds what was printed and nothing else,
// in the shape of `extract --json`. Knows no reader: the one to be scored is handed in.
#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <filesystem>
#include <string>

namespace fairfile::synthetic {

struct ReportFile {
    std::string name;    // without ending: "columns_0003"
    std::string layout;  // "columns", "tables", "sections", "blocks", "pipes"
    std::string pdf;
    std::string truth;  // JSON
};

ReportFile draw_report(std::uint64_t seed, int index);

/// The report that a new installation shows: tidy, 5 accounts of which 2 are negative.
ReportFile draw_sample_report();

/// NAME.pdf and NAME.truth.json. The folder is made when it is missing.
Result<bool> write_report_file(const std::filesystem::path& folder, const ReportFile& report);

/// `count` reports into the folder. Fails at the first file that cannot be written.
struct ReportOrder {
    std::uint64_t seed = 1;
    int count = 0;
};
Result<bool> write_reports(const std::filesystem::path& folder, const ReportOrder& order);

}  // namespace fairfile::synthetic
