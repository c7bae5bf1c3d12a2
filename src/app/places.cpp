#include "app/places.hpp"

#include "app/cage.hpp"
#include "infra/postgres/embedded.hpp"

namespace fairfile::app {

namespace {

namespace fs = std::filesystem;

/// build/release/fairfile stands two folders below the tree; /usr/bin/fairfile beside /usr/share.
std::optional<fs::path> beside_program(const fs::path& in_tree, const fs::path& installed) {
    const auto folder = fs::path(own_program()).parent_path();
    std::error_code ignored;
    for (const auto& candidate : {folder / ".." / ".." / in_tree, folder / ".." / installed}) {
        if (fs::exists(candidate, ignored)) return fs::weakly_canonical(candidate, ignored);
    }
    return std::nullopt;
}

}  // namespace

std::optional<fs::path> web_directory(const Settings& settings) {
    if (!settings.http.web_directory.empty()) return settings.http.web_directory;
    return beside_program("web/dist", "share/fairfile/web");
}

std::optional<fs::path> sample_report() {
    return beside_program("tests/fixtures/sample_report.pdf", "share/fairfile/sample_report.pdf");
}

Settings with_embedded_database(Settings settings) {
    const auto folder = fs::path(settings.storage.data_directory) / "postgres";
    std::error_code ignored;
    auto& database = settings.database;
    if (!database.url.empty() || !fs::exists(folder, ignored)) return settings;
    const auto connect = [&folder](std::string_view role) {
        return postgres::embedded_connection_string(folder, role, "fairfile");
    };
    database.url = connect("fairfile_api");
    database.worker_url = connect("fairfile_worker");
    database.owner_url = connect("postgres");
    database.auditor_url = connect("fairfile_auditor");
    return settings;
}

}  // namespace fairfile::app
