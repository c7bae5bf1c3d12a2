// The program's commands. Each gives the exit status of the process.
#pragma once

#include "app/settings.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace fairfile::app {

struct ExtractOptions {
    std::vector<std::string> files;  // two of them to compare: the older first
    bool json = false;
    bool compare = false;
    std::string as_of;
};

struct UpOptions {
    std::string data;
    std::optional<int> port;
    bool once = false;
};

struct UsersOptions {
    enum class Action { create_operator, set_tier, list } action = Action::list;
    std::string email;
    std::string tier;
};

/// What outlives people who left (features/users).
struct RetainedOptions {
    enum class Action { list, open, hold, release };
    Action action = Action::list;
    std::string id;
    std::string reason;
};

struct SynthOptions {
    std::string into;  // a folder for reports, a connection string for people
    int reports = 0;
    int users = 0;
    std::string until;
    bool add = false;
    std::uint64_t seed = 1;
    std::string layout;  // only those whose name begins so
};

struct RehearseOptions {
    std::string phase = "month-24";
    double times = 1;
    int seconds = 60;
    int connections = 5'000;
    int users = 0;  // 0: as many as the phase has
    int upload_bytes = 5'000'000;
    std::uint64_t seed = 1;
    std::vector<std::string> urls;     // none: a platform of its own
    std::vector<std::string> limits;   // "dashboard=10"
    std::vector<std::string> watched;  // "redis=4711"
    std::string html;
    bool json = false;
};

struct JobsOptions {
    enum class Action { list, show, retry, discard, pause, resume };
    Action action = Action::list;
    std::string state;  // of the list; empty: all that is not finished
    std::string queue;
    std::string id;
    int limit = 100;
    bool json = false;
};

struct AuditOptions {
    std::string anchors;  // file of heads that were seen; the new one is appended
};

struct PlanOptions {
    std::string inputs;
    std::string growth;  // CSV of month,users
    std::string phase;
    double ceiling = 0;  // of an S-curve; 0: the plan's own table
    int runs = 10'000;
    std::uint64_t seed = 1;
    bool json = false;
    bool csv = false;
};

struct EvaluateOptions {
    std::string folder;
    bool json = false;
};

int run_synth(const SynthOptions& options);
/// Open-loop load at a phase's rates: exit 1 when a limit is missed.
int run_rehearse(const Settings& settings, const RehearseOptions& options);
int run_evaluate(const EvaluateOptions& options);
/// The queue as operators see it.
int run_jobs(const Settings& settings, const JobsOptions& options);
/// Walks both histories as their auditor: exit 1 when an entry was changed, cut or moved.
int run_audit(const Settings& settings, const AuditOptions& options);
/// The capacity planner; pure, no database.
int run_plan(const PlanOptions& options);
int run_extract(const ExtractOptions& options);
/// The legal clocks of the cases in a JSON file; pure, no database.
int run_deadlines(const std::string& path);
int run_config(const Settings& settings);
int run_migrate(const Settings& settings, bool status_only);
int run_serve(const Settings& settings);
int run_work(const Settings& settings);
int run_up(const Settings& settings, const UpOptions& options);
int run_users(const Settings& settings, const UsersOptions& options);
int run_retained(const Settings& settings, const RetainedOptions& options);
int run_doctor(const Settings& settings);

}  // namespace fairfile::app
