#include "app/foundation.hpp"

#include "app/vital_signs.hpp"

#include <algorithm>
#include <thread>

namespace fairfile::app {

namespace {

constexpr std::size_t pool_queue_max = 256;
constexpr std::size_t hashing_queue_max = 64;

log::Level level_of(const std::string& word) {
    if (word == "debug") return log::Level::debug;
    if (word == "warning") return log::Level::warning;
    return word == "error" ? log::Level::error : log::Level::info;
}

std::unique_ptr<log::Log> open_log(const Settings& settings, const Clock& clock) {
    const auto level = level_of(settings.log.level);
    if (settings.log.file.empty()) return std::make_unique<log::Log>(clock, level);
    return std::make_unique<log::Log>(clock, level, settings.log.file);
}

postgres::Prepare prepare_of(const std::string& word) {
    if (word == "on") return postgres::Prepare::on;
    return word == "off" ? postgres::Prepare::off : postgres::Prepare::automatic;
}

postgres::PoolOptions pool_options(const FoundationNeeds& needs, postgres::Observer& observer) {
    const auto& database = needs.settings.database;
    postgres::PoolOptions options;
    options.connection_string = needs.database_url;
    options.prepare = prepare_of(database.prepare);
    options.read.connections = static_cast<std::size_t>(database.read_connections);
    options.write.connections = static_cast<std::size_t>(database.write_connections);
    options.slow.connections = static_cast<std::size_t>(database.slow_connections);
    options.observer = &observer;
    return options;
}

users::UnitLimits unit_limits(const LimitSettings& settings) {
    users::UnitLimits limits;
    if (settings.paid_reports >= 0) limits.paid_reports = settings.paid_reports;
    if (settings.paid_letters >= 0) limits.paid_letters = settings.paid_letters;
    return limits;
}

}  // namespace

std::size_t core_count(const Settings& settings) {
    if (settings.http.cores > 0) return static_cast<std::size_t>(settings.http.cores);
    return std::max(1U, std::thread::hardware_concurrency());
}

Foundation::Foundation(const FoundationNeeds& needs, sandbox::Sandbox started_cage, Secrets loaded)
    : log(open_log(needs.settings, clock)),
      loops(needs.loops),
      pool(std::max<std::size_t>(2, core_count(needs.settings)), pool_queue_max),
      hashing(core_count(needs.settings), hashing_queue_max),
      cage(std::move(started_cage)),
      secrets(std::move(loaded)),
      statements(metrics),
      database(std::make_unique<postgres::DatabasePool>(loops, pool_options(needs, statements))),
      limits(unit_limits(needs.settings.limits)),
      matching_key(secrets.root.derive("account-matching")),
      link_key(secrets.root.derive("signed-links")) {}

Foundation::~Foundation() {
    loops.stop();
    loops.join();
    pool.stop();
    hashing.stop();
}

Result<std::unique_ptr<Foundation>> Foundation::build(
    FoundationNeeds needs, sandbox::Sandbox cage
) {
    if (needs.database_url.empty()) {
        return Error{
            Failure::unavailable, "app.no_database", "Set DATABASE_URL, or start `fairfile up`."};
    }
    auto secrets = load_secrets(needs.settings, WhenMissing::fail);
    if (!secrets) return secrets.error();
    std::unique_ptr<Foundation> built(new Foundation(needs, std::move(cage), std::move(*secrets)));

    crypto::DirectoryKeyStore::Options key_options{
        .folder = needs.settings.storage.key_directory, .wrapping = built->secrets.wrapping};
    auto keys = crypto::DirectoryKeyStore::open(std::move(key_options), built->clock);
    if (!keys) return keys.error();
    built->keys = std::move(*keys);

    auto files = blob::open_directory_blob_store(
        {needs.settings.storage.object_directory,
         *built->keys,
         built->pool,
         built->clock,
         built->metrics,
         *built->log}
    );
    if (!files) return files.error();
    built->files = std::move(*files);
    built->show_pool();
    const auto& storage = needs.settings.storage;
    const auto& data = storage.data_directory;
    const std::vector<std::string> folders{data, data + "/postgres", storage.object_directory};
    show_process(built->metrics, folders, built->clock.now());
    return built;
}

void Foundation::show_pool() {
    auto& open = metrics.gauge("pg_active_connections", "Connections that are up.");
    auto& in_flight = metrics.gauge("pg_calls_in_flight", "Calls sent and not yet answered.");
    auto& waiting = metrics.gauge("pg_calls_waiting", "Calls not yet sent.");
    metrics.before_scrape([this, &open, &in_flight, &waiting] {
        postgres::PoolFigures sum;
        for (const auto lane :
             {postgres::Lane::read, postgres::Lane::write, postgres::Lane::slow}) {
            const auto figures = database->figures(lane);
            sum.open += figures.open;
            sum.in_flight += figures.in_flight;
            sum.waiting += figures.waiting;
        }
        open.set(static_cast<double>(sum.open));
        in_flight.set(static_cast<double>(sum.in_flight));
        waiting.set(static_cast<double>(sum.waiting));
    });
}

}  // namespace fairfile::app
