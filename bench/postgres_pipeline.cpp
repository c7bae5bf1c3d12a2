// How close does the pipeline client come to PostgreSQL asked by pgbench with the same SQL, the
// identity statement included? Both run for a few seconds, one after the other, on this machine.
#include "tests/support/postgres_notes.hpp"
#include "tests/support/postgres_pool.hpp"

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <string>
#include <thread>

namespace fairfile {
namespace {

using namespace std::chrono_literals;

constexpr unsigned people = 1'000;
constexpr auto duration = 5s;
constexpr postgres::Statement show{
    .name = "notes.show", .sql = "select user_id, position, body from notes where user_id = $1"};
struct Run {
    std::atomic<std::uint64_t> calls{0};
    std::atomic<std::uint64_t> failures{0};
    std::atomic<bool> is_over{false};
};

boost::asio::awaitable<void> client(
    postgres::DatabasePool& pool, const postgres::Statement& statement, Run& run
) {
    while (!run.is_over.load(std::memory_order_relaxed)) {
        const auto who = test::person(1);
        auto identity = postgres::Identity::user(who);
        postgres::Parameters parameters;
        parameters.add(who);
        auto rows = co_await pool.run(std::move(identity), statement, std::move(parameters));
        run.calls.fetch_add(1, std::memory_order_relaxed);
        if (!rows) run.failures.fetch_add(1, std::memory_order_relaxed);
    }
}

struct Shape {
    std::size_t cores;
    unsigned clients;
};

double ours(const test::TestDatabase& database, const postgres::Statement& statement, Shape shape) {
    test::TestPool pool(test::options_for(database), shape.cores);
    Run run;
    std::vector<std::future<void>> clients;
    for (unsigned number = 1; number <= shape.clients; ++number) {
        clients.push_back(pool.begin(client(*pool, statement, run), number % shape.cores));
    }
    std::this_thread::sleep_for(1s);
    const auto before = run.calls.load();
    std::this_thread::sleep_for(duration);
    const auto after = run.calls.load();
    run.is_over = true;
    for (auto& one : clients) one.get();
    if (run.failures > 0) std::cout << run.failures << " calls failed\n";
    return static_cast<double>(after - before) / static_cast<double>(duration.count());
}

/// One round trip and one implicit transaction a call, as ours. pgbench cannot build claims, so
/// everybody is the same person here.
double limit(const test::TestDatabase& database, std::string sql, std::string_view identity) {
    const auto script = test::server_folder() / "script.sql";
    const auto report = test::server_folder() / "report";
    for (auto at = sql.find("$1"); at != std::string::npos; at = sql.find("$1")) {
        sql.replace(at, 2, ":person::uuid");
    }
    std::ofstream(script) << "\\startpipeline\n" << identity << "\n" << sql << ";\n\\endpipeline\n";
    const auto who = to_string(test::person(1));
    const auto command =
        "/usr/lib/postgresql/15/bin/pgbench -n -M prepared -c 8 -j 2 -T 5 -D person=" + who +
        " -D 'claims={\"sub\":\"" + who + "\",\"role\":\"authenticated\"}' -D role=authenticated" +
        " -D timeout=5000 -f " + script.string() + " '" +
        std::string(database.connection_string("fairfile_api").reveal()) + "' >" + report.string();
    if (std::system(command.c_str()) != 0) return 0;
    std::ifstream file(report);
    double rate = 0;
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with("tps = ")) rate = std::atof(line.c_str() + 6);
    }
    return rate;
}

constexpr std::string_view two_settings =
    "select set_config('request.jwt.claims', :claims, true), set_config('role', :role, true);";
constexpr std::string_view three_settings =
    "select set_config('request.jwt.claims', :claims, true), set_config('role', :role, true), "
    "set_config('statement_timeout', :timeout, true);";

void compare(const test::TestDatabase& database, const postgres::Statement& statement) {
    const std::string sql(statement.sql);
    const double with_two = limit(database, sql, two_settings);
    const double with_three = limit(database, sql, three_settings);
    for (const Shape shape : {Shape{1, 32}, Shape{2, 32}, Shape{2, 128}}) {
        const double rate = ours(database, statement, shape);
        std::cout << statement.name << ": " << shape.cores << " cores, " << shape.clients
                  << " clients: " << rate << "/s; pgbench " << with_two << "/s, with the timeout "
                  << with_three << "/s; ratio " << rate / with_two << ", " << rate / with_three
                  << std::endl;
    }
}

}  // namespace
}  // namespace fairfile

int main() {
    const fairfile::test::TestDatabase database(fairfile::test::TestDatabase::Content::empty);
    fairfile::test::make_notes(database, fairfile::people);
    fairfile::compare(database, fairfile::show);
    return EXIT_SUCCESS;
}
