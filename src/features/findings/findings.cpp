#include "features/findings/findings.hpp"

#include "features/findings/rules.hpp"

namespace fairfile::findings {
namespace {

std::vector<reading::Finding> all_findings(
    const reading::CreditReport& report, std::optional<PartialDate> as_of
) {
    Collector collector(report, as_of);
    find_obsolete(collector);
    find_contradictions(collector);
    find_metro2_contradictions(collector);
    find_cross_bureau(collector);
    find_medical(collector);
    return collector.take();
}

/// The contract wants the day of every finding: without one the newest date in the report is it.
std::optional<PartialDate> newest_date(const reading::CreditReport& report) {
    std::optional<PartialDate> newest;
    for (const auto& line : report.tradelines) {
        if (line.date_reported && (!newest || *newest < *line.date_reported)) {
            newest = line.date_reported;
        }
    }
    return newest;
}

}  // namespace

std::vector<reading::Finding> findings_of(
    const reading::CreditReport& report, const PartialDate& as_of
) {
    return all_findings(report, as_of);
}

void add_findings(reading::CreditReport& report, std::optional<PartialDate> as_of) {
    if (!as_of) as_of = report.report_date;
    if (!as_of) as_of = newest_date(report);
    report.findings = all_findings(report, as_of);
    for (auto& line : report.tradelines) line.disputable = false;
    for (const auto& finding : report.findings) {
        for (const auto index : finding.tradelines) report.tradelines[index].disputable = true;
    }
}

}  // namespace fairfile::findings
