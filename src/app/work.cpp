#include "app/cage.hpp"
#include "app/commands.hpp"
#include "app/deadline_watch.hpp"
#include "app/output.hpp"
#include "app/places.hpp"
#include "app/signals.hpp"
#include "app/system_routes.hpp"
#include "app/vital_signs.hpp"
#include "app/wiring.hpp"
#include "base/text.hpp"
#include "features/maintenance/maintenance.hpp"
#include "infra/http/server.hpp"
#include "infra/mail/outbox.hpp"
#include "infra/postgres/listener.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_future.hpp>

namespace fairfile::app {

namespace {

// One loop runs jobs, the other keeps their leases.
constexpr std::size_t home_loop = 0;
constexpr std::size_t pulse_loop = 1;
constexpr std::size_t loop_count = 2;

// After midnight UTC, in America's evening.
constexpr std::chrono::hours disposal_at{4};
constexpr std::chrono::hours sweep_at{5};
constexpr std::chrono::hours partitions_at{6};
// Clocks end with days; ten minutes late is early enough for a letter by mail.
constexpr std::chrono::minutes deadlines_every{10};
constexpr std::chrono::hours reminders_every{1};
constexpr std::chrono::minutes mail_watched_every{1};

// A mail server is waited for; what comes meanwhile waits in the queue of jobs, not here.
constexpr std::size_t post_threads = 2;
constexpr std::size_t post_queue_max = 64;

Result<std::vector<jobs::Queue>> queues_of(const std::string& text) {
    std::vector<jobs::Queue> queues;
    for (const auto part : split(text, ',')) {
        const auto name = trim(part);
        const auto known = {jobs::Queue::high, jobs::Queue::medium, jobs::Queue::low};
        const auto found = std::find_if(known.begin(), known.end(), [name](jobs::Queue queue) {
            return jobs::to_string(queue) == name;
        });
        if (found == known.end()) {
            return Error{
                Failure::invalid,
                "app.unknown_queue",
                "There is no queue " + std::string(name) + ": high, medium or low."};
        }
        queues.push_back(*found);
    }
    return queues;
}

/// The worker's own /metrics and /livez.
class MetricsService {
  public:
    MetricsService(Foundation& foundation, const HttpSettings& settings)
        : system_{readiness_, *foundation.database, foundation.metrics, {}} {
        if (settings.metrics_port == 0) return;
        add_metrics_routes(router_, system_);
        http::ServerConfig config;
        config.address = settings.metrics_address;
        config.port = static_cast<std::uint16_t>(settings.metrics_port);
        server_.emplace(foundation.loops, config, router_, http::ServerHooks{}, foundation.clock);
    }

    void start() {
        if (server_) server_->start();
    }
    void stop() {
        if (server_) server_->drain(std::chrono::milliseconds(0));
    }

  private:
    http::Readiness readiness_;
    System system_;
    http::Router router_;
    std::optional<http::Server> server_;
};

Result<std::unique_ptr<mail::OutboxProvider>> open_outbox(
    const Foundation& foundation, const Settings& settings
) {
    std::filesystem::path folder = settings.postage.outbox_directory;
    if (folder.empty()) folder = std::filesystem::path(settings.storage.data_directory) / "mail";
    mail::OutboxProvider::Options options{folder, settings.postage.mailer_id};
    return mail::OutboxProvider::open(std::move(options), foundation.clock);
}

/// Everybody who does jobs. They outlive the worker.
class JobHandlers {
  public:
    JobHandlers(Foundation& foundation, const Settings& settings, mail::Provider& outbox)
        : foundation_(foundation),
          ingest_(report_parts(foundation)),
          answers_(report_parts(foundation)),
          erasure_(
              {*foundation.database,
               *foundation.keys,
               *foundation.files,
               foundation.pool,
               *foundation.log}
          ),
          retention_({*foundation.database, *foundation.keys, foundation.pool, *foundation.log}),
          lifecycle_(
              {*foundation.database,
               *foundation.files,
               foundation.clock,
               *foundation.log,
               foundation.metrics}
          ),
          exports_(export_parts(foundation)),
          office_(post_parts(foundation, settings, post_pool_)),
          letters_(
              {*foundation.database,
               *foundation.files,
               *foundation.keys,
               foundation.pool,
               foundation.limits,
               foundation.clock,
               letters::ActAs::job}
          ),
          mail_room_(
              {*foundation.database,
               letters_,
               *foundation.keys,
               post_pool_,
               outbox,
               *payment_,
               foundation.clock,
               *foundation.log}
          ),
          forgetting_(*foundation.database, *foundation.log),
          partitions_({*foundation.database, *foundation.log, foundation.metrics}) {}

    std::vector<jobs::Kind> kinds() {
        std::vector<jobs::Kind> all;
        all.push_back(reports::job_kind(ingest_));
        all.push_back(reports::job_kind(answers_));
        all.push_back(users::job_kind(erasure_));
        all.push_back(users::job_kind(retention_));
        all.push_back(users::job_kind(exports_));
        for (auto& kind : reports::job_kinds(lifecycle_)) all.push_back(std::move(kind));
        all.push_back(maintenance::job_kind(partitions_));
        all.push_back(users::job_kind(forgetting_));
        for (auto& kind : notifications::job_kinds(office_)) all.push_back(std::move(kind));
        for (auto& kind : mailings::job_kinds(mail_room_)) all.push_back(std::move(kind));
        all.push_back(deadline_job(*foundation_.database, foundation_.clock, *foundation_.log));
        return all;
    }

    void stop() { post_pool_.stop(); }

  private:
    Foundation& foundation_;
    runtime::CpuPool post_pool_{post_threads, post_queue_max};
    std::unique_ptr<payment::Provider> payment_ = payment::make_no_payment();
    reports::Ingest ingest_;
    reports::Answers answers_;
    users::Erasure erasure_;
    users::Retention retention_;
    reports::FileLifecycle lifecycle_;
    users::Exports exports_;
    notifications::PostOffice office_;
    letters::Letters letters_;
    mailings::MailRoom mail_room_;
    users::Forgetting forgetting_;
    maintenance::Partitions partitions_;
};

std::vector<jobs::Schedule> schedules() {
    return {
        {.kind = users::dispose_records, .at = disposal_at},
        {.kind = reports::expire_files, .every = std::chrono::hours(1)},
        {.kind = reports::sweep_files, .at = sweep_at},
        {.kind = watch_deadlines, .every = deadlines_every},
        {.kind = notifications::remind_people, .every = reminders_every},
        {.kind = maintenance::keep_partitions, .at = partitions_at},
        {.kind = mailings::watch_mail, .every = mail_watched_every},
        {.kind = users::forget_ended, .every = std::chrono::hours(1)},
    };
}

int work(Foundation& foundation, const Settings& settings, std::vector<jobs::Queue> queues) {
    auto outbox = open_outbox(foundation, settings);
    if (!outbox) return complain(outbox.error(), exit_missing);
    JobHandlers handlers(foundation, settings, **outbox);
    jobs::WorkerOptions options{.queues = std::move(queues), .schedules = schedules()};
    options.concurrency = static_cast<std::size_t>(settings.work.concurrency);
    jobs::Worker worker(
        {*foundation.database,
         foundation.clock,
         *foundation.log,
         foundation.metrics,
         foundation.loops.loop(home_loop),
         foundation.loops.loop(pulse_loop)},
        options,
        handlers.kinds()
    );
    try {
        MetricsService metrics(foundation, settings.http);
        foundation.database->start();
        metrics.start();
        foundation.loops.start();
        auto& pulse = foundation.loops.loop(pulse_loop);
        watch_server(pulse, *foundation.database, foundation.metrics, *foundation.log);
        worker.start();
        postgres::Listener ears(pulse, settings.database.worker_url);
        ears.listen("fairfile_job", [&worker](std::string_view /*payload*/) { worker.wake(); });
        ears.start();
        foundation.log->info("working", {{"concurrency", settings.work.concurrency}});
        foundation.log->flush();
        wait_for_signal();

        foundation.log->info("draining");
        auto& home = foundation.loops.loop(home_loop);
        boost::asio::co_spawn(home, worker.stop(), boost::asio::use_future).get();
        metrics.stop();
        foundation.database->stop();
        foundation.loops.stop();
        foundation.loops.join();
        handlers.stop();
        ears.stop();
        return exit_done;
    } catch (const std::exception& error) {
        return complain(std::string("Cannot work: ") + error.what(), exit_missing);
    }
}

}  // namespace

int run_work(const Settings& given) {
    hold_signals();
    auto cage = start_cage();
    if (!cage) return complain(cage.error(), exit_missing);
    auto queues = queues_of(given.work.queues);
    if (!queues) return complain(queues.error(), exit_wrong_use);

    const auto settings = with_embedded_database(given);
    auto foundation =
        Foundation::build({settings, settings.database.worker_url, loop_count}, std::move(*cage));
    if (!foundation) return complain(foundation.error(), exit_missing);
    return work(**foundation, settings, std::move(*queues));
}

}  // namespace fairfile::app
