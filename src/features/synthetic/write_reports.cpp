#include "features/synthetic/layouts.hpp"
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

Error no_such_layout(const std::string& layout) {
    std::string names;
    for (const auto& each : every_layout()) names += " " + std::string(each.name);
    return {
        .kind = Failure::invalid,
        .code = "synthetic.no_such_layout",
        .message = "no layout begins with '" + layout + "'; there are:" + names,
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
    const auto document = folder / (report.name + "." + std::string(report.ending));
    if (!wrote(document, report.document)) return cannot_write(document);
    const auto truth = folder / (report.name + ".truth.json");
    if (!wrote(truth, report.truth)) return cannot_write(truth);
    return true;
}

Result<bool> write_reports(const std::filesystem::path& folder, const ReportOrder& order) {
    for (int index = 0; index < order.count; ++index) {
        const auto report = draw_report(order, index);
        if (!report) return no_such_layout(order.layout);
        auto written = write_report_file(folder, *report);
        if (!written) return written;
    }
    return true;
}

}  // namespace fairfile::synthetic
