// Where things lie beside the program: in the build tree as in an installed one.
#pragma once

#include "app/settings.hpp"

#include <filesystem>
#include <optional>

namespace fairfile::app {

/// The built web app, or nothing.
std::optional<std::filesystem::path> web_directory(const Settings& settings);

/// The report that `up` puts through.
std::optional<std::filesystem::path> sample_report();

/// Connections of the private PostgreSQL of `up`, where none were configured and there is one.
Settings with_embedded_database(Settings settings);

}  // namespace fairfile::app
