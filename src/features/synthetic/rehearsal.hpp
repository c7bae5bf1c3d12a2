// Open-loop load as a phase of the plan expects it. When each request is due is settled before the
// first is sent, and its time counts from then: a slow answer neither delays the asking nor hides
// how long others waited. The people are those of fill_database with the same seed.
#pragma once

#include "base/result.hpp"
#include "base/secret.hpp"

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <vector>

namespace fairfile::synthetic {

enum class Operation : std::uint8_t {
    dashboard,
    tradelines,
    multi_bureau_view,
    timeline,
    status_update,
    search,
    monthly_scores,
    upload,
};
inline constexpr std::size_t operations_count = 8;

std::string_view name_of(Operation operation);
std::optional<Operation> operation_named(std::string_view name);

struct PhaseLoad {
    std::string name;
    int users = 0;
    double peak_a_second = 0;
    double dashboard_share = 0;  // of the requests of a day
    double upload_share = 0;
    int connections = 0;  // people at once
    double queue_seconds_max = 0;
};

/// A process whose time and memory are told.
struct Watched {
    std::string name;
    pid_t process = 0;
    bool with_children = true;
};

struct RehearsalOrder {
    PhaseLoad phase;
    double times = 1;
    int seconds = 60;
    int connections_max = 5'000;
    int people_asked = 2'000;
    std::uint64_t seed = 1;
    std::size_t upload_bytes = 5'000'000;  // the plan's average PDF
    std::vector<std::string> urls{};       // http://HOST:PORT, asked in turn
    Secret secret{};                       // shared with the server: signs the people's tokens
    std::vector<Watched> watched{};
    /// Milliseconds at p99; nothing: not judged.
    std::array<std::optional<double>, operations_count> limits{10, 10, 10, 5, 10, 10, 5, 250};
};

/// Milliseconds.
struct Percentiles {
    double p50 = 0;
    double p95 = 0;
    double p99 = 0;
    double max = 0;
};

struct RehearsalRow {
    std::string operation;
    std::int64_t asked = 0;
    std::int64_t errors = 0;  // refused, failed or not answered
    Percentiles latency;
    std::optional<double> limit;
    bool missed = false;
    std::vector<double> p50_by_second;
    std::vector<double> p99_by_second;
};

struct ProcessUse {
    std::string name;
    double cpu_seconds = 0;
    double memory_mb = 0;  // the most seen; shared pages counted once
};

struct RehearsalReport {
    RehearsalOrder order;
    int connections = 0;
    double seconds = 0;  // from the first due request to the last answer
    double answered_a_second = 0;
    std::int64_t reconnects = 0;
    std::vector<RehearsalRow> rows;  // operations, then the uploads' time in the queue
    Percentiles lateness;            // of the asking itself: how busy this program was
    std::vector<ProcessUse> processes;
    std::vector<std::pair<std::string, std::int64_t>> error_kinds;
    bool passed = true;
};

/// Seconds gone of all, and words about how it goes.
using RehearsalProgress = std::function<void(double share, std::string_view words)>;

/// Blocks. Fails when nobody answers at a URL, or the people are not there.
Result<RehearsalReport> rehearse(const RehearsalOrder& order, const RehearsalProgress& progress);

std::string to_table(const RehearsalReport& report);
std::string to_json(const RehearsalReport& report);
/// One file without anything from elsewhere: the table, and latency over time as drawings.
std::string to_html(const RehearsalReport& report);

}  // namespace fairfile::synthetic
