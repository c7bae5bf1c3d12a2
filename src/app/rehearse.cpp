#include "app/commands.hpp"
#include "app/output.hpp"
#include "app/own_platform.hpp"
#include "app/progress_bar.hpp"
#include "features/capacity/capacity.hpp"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <sys/resource.h>
#include <unistd.h>

namespace fairfile::app {

namespace {

constexpr double microseconds_a_second = 1e6;

struct NameAndNumber {
    std::string name;
    double number = 0;
};

/// "dashboard=10".
std::optional<NameAndNumber> split_pair(std::string_view text) {
    const auto equals = text.find('=');
    if (equals == std::string_view::npos) return std::nullopt;
    NameAndNumber pair{std::string(text.substr(0, equals)), 0};
    const auto number = text.substr(equals + 1);
    const auto* end = number.data() + number.size();
    const auto [rest, failed] = std::from_chars(number.data(), end, pair.number);
    if (failed != std::errc() || rest != end || pair.number < 0) return std::nullopt;
    return pair;
}

Result<synthetic::PhaseLoad> phase_named(const std::string& name) {
    capacity::PlanOrder order;
    order.phase = name;
    order.runs = {1, 1};
    const auto report = capacity::make_plan(order);
    if (!report) return report.error();
    const auto& phases = report->plan.phases;
    const auto found = std::ranges::find(phases, name, &capacity::Phase::name);
    if (found == phases.end()) {
        return Error{Failure::invalid, "app.no_such_phase", "There is no phase " + name + "."};
    }
    const auto requests = static_cast<double>(found->requests_a_day);
    return synthetic::PhaseLoad{
        .name = name,
        .users = static_cast<int>(found->users),
        .peak_a_second = static_cast<double>(found->requests_a_second),
        .dashboard_share = static_cast<double>(found->dashboards_a_day) / requests,
        .upload_share = static_cast<double>(found->uploads_a_day) / requests,
        .connections = static_cast<int>(found->concurrent_users),
        .queue_seconds_max = static_cast<double>(found->queue_time) / microseconds_a_second};
}

/// False when one cannot be understood.
bool take_limits(const std::vector<std::string>& limits, synthetic::RehearsalOrder& order) {
    return std::ranges::all_of(limits, [&order](const std::string& text) {
        const auto pair = split_pair(text);
        const auto operation = pair ? synthetic::operation_named(pair->name) : std::nullopt;
        if (operation) order.limits[static_cast<std::size_t>(*operation)] = pair->number;
        return operation.has_value();
    });
}

bool take_processes(const std::vector<std::string>& watched, synthetic::RehearsalOrder& order) {
    return std::ranges::all_of(watched, [&order](const std::string& text) {
        const auto pair = split_pair(text);
        if (pair) order.watched.push_back({pair->name, static_cast<pid_t>(pair->number)});
        return pair.has_value();
    });
}

/// A connection is a file: as many as the system gives.
void allow_many_connections() {
    rlimit files{};
    if (::getrlimit(RLIMIT_NOFILE, &files) != 0) return;
    files.rlim_cur = files.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &files);
}

Result<void> fill(
    const OwnPlatform& platform, const synthetic::RehearsalOrder& order, ProgressBar& bar
) {
    const synthetic::WorldOrder world{order.phase.users, order.seed, {}, true};
    const auto show = [&bar](int done, int all, std::string_view next) {
        bar.show(static_cast<double>(done) / all, next);
    };
    return synthetic::fill_database(platform.owner(), world, show);
}

bool write_page(const std::string& path, const synthetic::RehearsalReport& report) {
    std::ofstream file(path);
    file << synthetic::to_html(report);
    return static_cast<bool>(file.flush());
}

int tell(const synthetic::RehearsalReport& report, const RehearseOptions& options) {
    say(options.json ? synthetic::to_json(report) : synthetic::to_table(report));
    if (!options.html.empty() && !write_page(options.html, report)) {
        return complain("Cannot write " + options.html + ".", exit_missing);
    }
    return report.passed ? exit_done : complain("A limit is missed: see above.", exit_no);
}

int drive(synthetic::RehearsalOrder order, const RehearseOptions& options, ProgressBar& bar) {
    order.watched.push_back({"this program", ::getpid(), false});
    const auto show = [&bar](double share, std::string_view words) { bar.show(share, words); };
    const auto report = synthetic::rehearse(order, show);
    bar.end();
    if (!report) return complain(report.error(), exit_missing);
    return tell(*report, options);
}

int drive_own(synthetic::RehearsalOrder order, const RehearseOptions& options) {
    ProgressBar bar;
    bar.show(0, "starting a platform");
    auto platform = OwnPlatform::start();
    if (!platform) return complain(platform.error(), exit_missing);
    const auto filled = fill(**platform, order, bar);
    if (!filled) return complain(filled.error(), exit_missing);
    order.urls = {(*platform)->url()};
    order.secret = (*platform)->token_secret();
    order.watched = (*platform)->processes();
    return drive(std::move(order), options, bar);
}

int drive_others(
    synthetic::RehearsalOrder order, const RehearseOptions& options, const Settings& settings
) {
    if (settings.token.external_hs256_secret.empty()) {
        return complain(
            "Set FAIRFILE_EXTERNAL_HS256_SECRET to what the server has: it signs the people in.",
            exit_missing
        );
    }
    order.urls = options.urls;
    order.secret = settings.token.external_hs256_secret;
    ProgressBar bar;
    return drive(std::move(order), options, bar);
}

}  // namespace

int run_rehearse(const Settings& settings, const RehearseOptions& options) {
    const auto phase = phase_named(options.phase);
    if (!phase) return complain(phase.error(), exit_wrong_use);
    synthetic::RehearsalOrder order;
    order.phase = *phase;
    order.times = options.times;
    order.seconds = options.seconds;
    order.connections_max = options.connections;
    order.seed = options.seed;
    order.upload_bytes = static_cast<std::size_t>(options.upload_bytes);
    if (options.users > 0) order.phase.users = options.users;
    if (!take_limits(options.limits, order)) {
        return complain("--limit takes OPERATION=MILLISECONDS, like dashboard=10.", exit_wrong_use);
    }
    if (!take_processes(options.watched, order)) {
        return complain("--watch takes NAME=PROCESS, like redis=4711.", exit_wrong_use);
    }
    allow_many_connections();
    return options.urls.empty() ? drive_own(std::move(order), options)
                                : drive_others(std::move(order), options, settings);
}

}  // namespace fairfile::app
