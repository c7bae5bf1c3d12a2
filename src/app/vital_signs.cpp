#include "app/vital_signs.hpp"

#include "base/version.hpp"
#include "infra/runtime/runtime.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <sys/resource.h>
#include <sys/statvfs.h>
#include <unistd.h>

namespace fairfile::app {

namespace {

namespace fs = std::filesystem;

constexpr std::chrono::seconds server_interval{15};

double resident_bytes() {
    std::ifstream file("/proc/self/statm");
    double pages = 0;
    file >> pages >> pages;
    return pages * static_cast<double>(::sysconf(_SC_PAGESIZE));
}

double cpu_seconds() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

double open_files() {
    std::error_code failed;
    double count = 0;
    for (fs::directory_iterator file("/proc/self/fd", failed), end; !failed && file != end;
         file.increment(failed)) {
        ++count;
    }
    return count;
}

struct Disk {
    std::string folder;
    metrics::Gauge* size;
    metrics::Gauge* free;
};

void read_disk(const Disk& disk) {
    struct statvfs space {};
    if (::statvfs(disk.folder.c_str(), &space) != 0) return;
    const auto unit = static_cast<double>(space.f_frsize);
    disk.size->set(unit * static_cast<double>(space.f_blocks));
    disk.free->set(unit * static_cast<double>(space.f_bavail));
}

boost::asio::awaitable<void> read_until_stopped(
    postgres::Database& database, metrics::Registry& metrics, log::Log& log
) {
    boost::asio::steady_timer timer(co_await boost::asio::this_coro::executor);
    for (;;) {
        auto figures = co_await postgres::read_server_figures(database);
        metrics.gauge("pg_up", "1 when the database answered the last look.").set(figures ? 1 : 0);
        if (figures) {
            show_server(metrics, *figures);
        } else {
            log.warning("vital_signs.database", {{"code", figures.error().code}});
        }
        timer.expires_after(server_interval);
        boost::system::error_code stopped;
        co_await timer.async_wait(boost::asio::redirect_error(boost::asio::use_awaitable, stopped));
        if (stopped) co_return;
    }
}

}  // namespace

void show_process(
    metrics::Registry& metrics,
    const std::vector<std::string>& folders,
    std::chrono::system_clock::time_point now
) {
    auto& memory = metrics.gauge("process_resident_memory_bytes", "Memory of this process.");
    auto& cpu = metrics.total("process_cpu_seconds_total", "CPU time of this process.");
    auto& files = metrics.gauge("process_open_fds", "Open file descriptors.");
    const auto version = std::string(program_version);
    metrics.gauge("fairfile_build_info", "Always 1.", {{"version", version}}).set(1);
    metrics.gauge("process_start_time_seconds", "When this process began, Unix time.")
        .set(std::chrono::duration<double>(now.time_since_epoch()).count());

    std::vector<Disk> disks;
    for (const auto& folder : folders) {
        if (!fs::exists(folder)) continue;
        const auto gauge = [&](const char* kind) {
            return &metrics.gauge(
                "fairfile_disk_bytes",
                "Disk that holds a folder of ours.",
                {{"mount", folder}, {"kind", kind}}
            );
        };
        disks.push_back({folder, gauge("size"), gauge("free")});
    }
    metrics.before_scrape([&memory, &cpu, &files, disks = std::move(disks)] {
        memory.set(resident_bytes());
        cpu.set(cpu_seconds());
        files.set(open_files());
        for (const auto& disk : disks) read_disk(disk);
    });
}

void show_server(metrics::Registry& metrics, const postgres::ServerFigures& figures) {
    metrics.gauge("pg_server_connections", "Clients of the server.").set(figures.connections);
    metrics.gauge("pg_max_connections", "Clients that the server takes.")
        .set(figures.connections_max);
    metrics.gauge("pg_database_size_bytes", "The database on disk.").set(figures.database_bytes);
    metrics.gauge("pg_replicas", "Standbys that stream.").set(figures.replicas);
    if (figures.lag_seconds) {
        metrics.gauge("pg_replication_lag_seconds", "Replay lag of the slowest standby.")
            .set(*figures.lag_seconds);
    }
    for (const auto& table : figures.tables) {
        const metrics::Labels labels{{"table", table.table}};
        metrics.gauge("pg_table_size_bytes", "A table without its indexes.", labels)
            .set(table.table_bytes);
        metrics.gauge("pg_index_size_bytes", "All indexes of a table.", labels)
            .set(table.index_bytes);
        metrics.gauge("pg_table_live_rows", "Live rows, estimated.", labels).set(table.live_rows);
        metrics.gauge("pg_table_dead_rows", "Dead rows, estimated.", labels).set(table.dead_rows);
    }
}

void watch_server(
    boost::asio::io_context& loop,
    postgres::Database& database,
    metrics::Registry& metrics,
    log::Log& log
) {
    boost::asio::co_spawn(loop, read_until_stopped(database, metrics, log), boost::asio::detached);
}

}  // namespace fairfile::app
