#include "features/synthetic/rehearsal/processes.hpp"

#include <boost/asio/post.hpp>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <sstream>
#include <unistd.h>

namespace fairfile::synthetic {

namespace {

namespace fs = std::filesystem;

constexpr std::chrono::seconds look_interval{5};
constexpr double kilobytes_a_megabyte = 1024;

struct Process {
    pid_t parent = 0;
    double ticks = 0;  // its own, and of children that ended
};
using Processes = std::map<pid_t, Process>;

std::string read_text(const std::string& path) {
    std::ifstream file(path);
    return std::string(std::istreambuf_iterator<char>(file), {});
}

std::optional<Process> process_of(pid_t pid) {
    const auto text = read_text("/proc/" + std::to_string(pid) + "/stat");
    const auto name_end = text.rfind(") ");
    if (name_end == std::string::npos) return std::nullopt;
    std::istringstream fields(text.substr(name_end + 2));
    std::string state;
    std::string skipped;
    Process process;
    fields >> state >> process.parent;
    constexpr int fields_before_times = 9;
    constexpr int times = 4;
    for (int field = 0; field < fields_before_times; ++field) fields >> skipped;
    for (int field = 0; field < times; ++field) {
        double ticks = 0;
        fields >> ticks;
        process.ticks += ticks;
    }
    return process;
}

Processes all_processes() {
    Processes all;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator("/proc", ignored)) {
        const auto name = entry.path().filename().string();
        pid_t pid = 0;
        const auto [rest, failed] = std::from_chars(name.data(), name.data() + name.size(), pid);
        if (failed != std::errc() || rest != name.data() + name.size()) continue;
        if (const auto process = process_of(pid)) all.emplace(pid, *process);
    }
    return all;
}

bool descends(const Processes& all, pid_t pid, pid_t ancestor) {
    for (auto found = all.find(pid); found != all.end(); found = all.find(found->second.parent)) {
        if (found->first == ancestor) return true;
    }
    return false;
}

bool belongs(const Processes& all, pid_t pid, const Watched& watched) {
    return pid == watched.process || (watched.with_children && descends(all, pid, watched.process));
}

double cpu_seconds(const Processes& all, const Watched& watched) {
    double ticks = 0;
    for (const auto& [pid, process] : all) {
        if (belongs(all, pid, watched)) ticks += process.ticks;
    }
    return ticks / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

/// Pages that several share count by their part, so that a sum is right.
double memory_mb(pid_t pid) {
    std::istringstream lines(read_text("/proc/" + std::to_string(pid) + "/smaps_rollup"));
    std::string word;
    while (lines >> word) {
        double kilobytes = 0;
        if (word == "Pss:" && lines >> kilobytes) return kilobytes / kilobytes_a_megabyte;
    }
    return 0;
}

}  // namespace

ProcessWatch::ProcessWatch(std::vector<Watched> watched)
    : watched_(std::move(watched)), memory_(watched_.size()) {
    const auto all = all_processes();
    for (const auto& one : watched_) cpu_before_.push_back(cpu_seconds(all, one));
    boost::asio::post(thread_, [this] { look_again(); });
}

std::vector<ProcessUse> ProcessWatch::finish() {
    {
        const std::lock_guard lock(mutex_);
        if (ended_) return {};
        ended_ = true;
        timer_.cancel();
    }
    thread_.join();
    look();
    std::vector<ProcessUse> uses;
    const auto all = all_processes();
    for (std::size_t one = 0; one < watched_.size(); ++one) {
        const double spent = cpu_seconds(all, watched_[one]) - cpu_before_[one];
        uses.push_back({watched_[one].name, spent, memory_[one]});
    }
    return uses;
}

void ProcessWatch::look_again() {
    look();
    const std::lock_guard lock(mutex_);
    if (ended_) return;
    timer_.expires_after(look_interval);
    timer_.async_wait([this](boost::system::error_code) {
        {
            const std::lock_guard guard(mutex_);
            if (ended_) return;
        }
        look_again();
    });
}

void ProcessWatch::look() {
    const auto all = all_processes();
    for (std::size_t one = 0; one < watched_.size(); ++one) {
        double sum = 0;
        for (const auto& [pid, process] : all) {
            if (belongs(all, pid, watched_[one])) sum += memory_mb(pid);
        }
        memory_[one] = std::max(memory_[one], sum);
    }
}

}  // namespace fairfile::synthetic
