#include "app/blocking.hpp"
#include "app/cage.hpp"
#include "app/commands.hpp"
#include "app/output.hpp"
#include "app/places.hpp"
#include "base/text.hpp"
#include "features/audit/audit.hpp"
#include "infra/crypto/encoding.hpp"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>

namespace fairfile::app {

namespace {

std::optional<audit::Anchor> anchor_in(std::string_view line) {
    const auto blank = line.find(' ');
    if (blank == std::string_view::npos) return std::nullopt;
    audit::Anchor anchor;
    const auto number = line.substr(0, blank);
    const auto* end = number.data() + number.size();
    const auto [rest, failed] = std::from_chars(number.data(), end, anchor.seq);
    const auto bytes = crypto::from_hex(trim(line.substr(blank)));
    const bool sound =
        failed == std::errc() && rest == end && bytes && bytes->size() == anchor.hash.size();
    if (!sound) return std::nullopt;
    std::copy(bytes->begin(), bytes->end(), anchor.hash.begin());
    return anchor;
}

/// A file that is not there yet has no anchors.
Result<std::vector<audit::Anchor>> read_anchors(const std::string& path) {
    std::vector<audit::Anchor> anchors;
    std::ifstream file(path);
    std::string line;
    while (std::getline(file, line)) {
        if (trim(line).empty()) continue;
        const auto anchor = anchor_in(line);
        if (!anchor) {
            return Error{
                Failure::invalid,
                "app.bad_anchor",
                path + ": a line has the number and the hash of an entry."};
        }
        anchors.push_back(*anchor);
    }
    return anchors;
}

bool append_anchor(const std::string& path, const audit::Anchor& head) {
    std::ofstream file(path, std::ios::app);
    const std::string_view bytes(reinterpret_cast<const char*>(head.hash.data()), head.hash.size());
    file << head.seq << ' ' << crypto::to_hex(bytes) << '\n';
    return static_cast<bool>(file.flush());
}

void tell(std::string_view what, const audit::Report& report) {
    say_line(
        std::string(what) + ": " + std::to_string(report.entries) + " entries in " +
        std::to_string(report.chains) + " chains, " + std::to_string(report.breaks.size()) +
        " breaks."
    );
    for (const auto& found : report.breaks) {
        say_line(
            "! " + found.chain + ", entry " + std::to_string(found.seq) + ": " +
            std::string(audit::to_string(found.damage))
        );
    }
}

int verify(Foundation& foundation, const AuditOptions& options) {
    auto anchors = read_anchors(options.anchors);
    if (!anchors) return complain(anchors.error(), exit_wrong_use);
    auto log = wait_for(foundation, audit::verify_log(*foundation.database, std::move(*anchors)));
    if (!log) return complain(log.error(), exit_missing);
    auto histories = wait_for(foundation, audit::verify_histories(*foundation.database));
    if (!histories) return complain(histories.error(), exit_missing);
    tell("Log", *log);
    tell("Disputes", *histories);
    if (!log->breaks.empty() || !histories->breaks.empty()) {
        return complain("A history was changed: see above.", exit_no);
    }
    const bool kept =
        options.anchors.empty() || log->entries == 0 || append_anchor(options.anchors, log->head);
    return kept ? exit_done : complain("Cannot write " + options.anchors + ".", exit_missing);
}

}  // namespace

int run_audit(const Settings& given, const AuditOptions& options) {
    auto cage = start_cage();
    if (!cage) return complain(cage.error(), exit_missing);
    const auto settings = with_embedded_database(given);
    const auto& url = settings.database.auditor_url;
    if (url.empty()) {
        return complain("Set FAIRFILE_AUDITOR_DATABASE_URL (role fairfile_auditor).", exit_missing);
    }
    auto foundation = Foundation::build({settings, url}, std::move(*cage));
    if (!foundation) return complain(foundation.error(), exit_missing);
    (*foundation)->database->start();
    (*foundation)->loops.start();
    const int status = verify(**foundation, options);
    (*foundation)->loops.stop();
    (*foundation)->loops.join();
    return status;
}

}  // namespace fairfile::app
