#include "features/synthetic/synthetic.hpp"

#include <fstream>

namespace fairfile::synthetic {

namespace {

Error cannot_write(const std::filesystem::path& path) {
    return {
        .kind = Failure::unavailable,
        .code = "synthetic.cannot_write",
        .message = "cannot write " + path.string() + "; check the folder and the space left",
    };
}

bool wrote(const std::filesystem::path& path, const std::string& bytes) {
    std::ofstream file(path, std::ios::binary);
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    return static_cast<bool>(file.flush());
}

}  // namespace

Result<bool> write_report_file(const std::filesystem::path& folder, const ReportFile& report) {
    std::error_code failure;
    std::filesystem::create_directories(folder, failure);
    if (failure) return cannot_write(folder);
    const auto pdf = folder / (report.name + ".pdf");
    if (!wrote(pdf, report.pdf)) return cannot_write(pdf);
    const auto truth = folder / (report.name + ".truth.json");
    if (!wrote(truth, report.truth)) return cannot_write(truth);
    return true;
}

Result<bool> write_reports(const std::filesystem::path& folder, const ReportOrder& order) {
    for (int index = 0; index < order.count; ++index) {
        auto written = write_report_file(folder, draw_report(order.seed, index));
        if (!written) return written;
    }
    return true;
}

}  // namespace fairfile::synthetic
