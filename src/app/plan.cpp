#include "app/commands.hpp"
#include "app/output.hpp"
#include "features/capacity/capacity.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>

namespace fairfile::app {

namespace {

constexpr std::size_t file_bytes_max = 16 * 1024 * 1024;

std::optional<std::string> read_text(const std::string& path) {
    std::error_code failed;
    if (std::filesystem::is_directory(path, failed)) return std::nullopt;
    std::ifstream file(path, std::ios::binary);
    if (!file) return std::nullopt;
    std::string text(std::istreambuf_iterator<char>(file), {});
    if (file.bad() || text.size() > file_bytes_max) return std::nullopt;
    return text;
}

}  // namespace

int run_plan(const PlanOptions& options) {
    capacity::PlanOrder order;
    order.phase = options.phase;
    order.runs = {options.runs, options.seed};
    if (!options.inputs.empty()) {
        auto text = read_text(options.inputs);
        if (!text) return complain("Cannot read " + options.inputs + ".", exit_missing);
        order.inputs = std::move(*text);
    }
    if (!options.growth.empty()) {
        const auto text = read_text(options.growth);
        if (!text) return complain("Cannot read " + options.growth + ".", exit_missing);
        auto users = capacity::read_growth_csv(*text);
        if (!users) return complain(users.error(), exit_wrong_use);
        order.growth.own_users = std::move(*users);
    }
    if (options.ceiling > 0) {
        order.growth.kind = capacity::GrowthKind::s_curve;
        order.growth.ceiling = options.ceiling;
    }
    const auto report = capacity::make_plan(order);
    if (!report) return complain(report.error(), exit_wrong_use);
    if (options.json) {
        say(capacity::to_json(*report));
    } else {
        say(options.csv ? capacity::to_csv(*report) : capacity::to_text(*report));
    }
    return exit_done;
}

}  // namespace fairfile::app
