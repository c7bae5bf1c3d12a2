#include "app/blocking.hpp"
#include "app/cage.hpp"
#include "app/commands.hpp"
#include "app/output.hpp"
#include "app/places.hpp"
#include "base/json_writer.hpp"
#include "infra/jobs/job_admin.hpp"

namespace fairfile::app {

namespace {

using Action = JobsOptions::Action;

void write_job(JsonWriter& json, const jobs::JobState& job) {
    json.begin_object().field("id", std::string_view(to_string(job.id)));
    json.field("kind", std::string_view(job.kind)).field("queue", std::string_view(job.queue));
    json.field("state", std::string_view(job.state)).field("attempt", job.attempt);
    json.field("created_at", std::string_view(job.created_at));
    for (const auto& [name, text] :
         {std::pair{"last_error", &job.last_error}, {"worker", &job.worker}, {"user", &job.user}}) {
        json.key(name);
        if (*text) {
            json.value(std::string_view(**text));
        } else {
            json.null();
        }
    }
    json.end_object();
}

void print_jobs(const std::vector<jobs::JobState>& all, bool as_json) {
    if (as_json) {
        std::string out;
        JsonWriter json(out);
        json.begin_object().key("items").begin_array();
        for (const auto& job : all) write_job(json, job);
        json.end_array().end_object();
        return say_line(out);
    }
    std::vector<std::vector<std::string>> rows{
        {"Id", "Kind", "Queue", "State", "Attempt", "Since", "Last error"}};
    for (const auto& job : all) {
        rows.push_back(
            {to_string(job.id),
             job.kind,
             job.queue,
             job.state,
             std::to_string(job.attempt),
             job.created_at,
             job.last_error.value_or("")}
        );
    }
    say(table(rows));
}

int list_jobs(Foundation& foundation, jobs::JobAdmin& admin, const JobsOptions& options) {
    jobs::JobFilter filter{options.state, options.queue, options.limit};
    auto found = wait_for(foundation, admin.list(std::move(filter)));
    if (!found) return complain(found.error(), exit_missing);
    print_jobs(*found, options.json);
    auto held = wait_for(foundation, admin.paused());
    if (!held) return complain(held.error(), exit_missing);
    for (const auto& queue : *held) {
        if (!options.json) say_line("The queue " + queue + " is paused.");
    }
    return exit_done;
}

int show_job(Foundation& foundation, jobs::JobAdmin& admin, const JobsOptions& options) {
    const auto id = parse_uuid(options.id);
    if (!id) return complain("A job's id is a UUID.", exit_wrong_use);
    auto found = wait_for(foundation, admin.show(*id));
    if (!found) return complain(found.error(), exit_missing);
    if (!*found) return complain("There is no job " + options.id + ".", exit_no);
    const std::vector<jobs::JobState> one{**found};
    print_jobs(one, options.json);
    return exit_done;
}

int change_job(Foundation& foundation, jobs::JobAdmin& admin, const JobsOptions& options) {
    const auto id = parse_uuid(options.id);
    if (!id) return complain("A job's id is a UUID.", exit_wrong_use);
    const bool again = options.action == Action::retry;
    auto done = wait_for(foundation, again ? admin.retry(*id) : admin.discard(*id));
    if (!done) return complain(done.error(), exit_missing);
    if (!*done) {
        return complain(
            again ? "There is no such job that failed or waits for later."
                  : "There is no such job that does not run.",
            exit_no
        );
    }
    say_line(again ? "It runs as soon as a worker is free." : "It is discarded.");
    return exit_done;
}

int hold_queue(Foundation& foundation, jobs::JobAdmin& admin, const JobsOptions& options) {
    const bool hold = options.action == Action::pause;
    auto done =
        wait_for(foundation, hold ? admin.pause(options.queue) : admin.resume(options.queue));
    if (!done) return complain(done.error(), exit_missing);
    const std::string state = hold ? " is paused." : " is claimed from.";
    say_line("The queue " + options.queue + state);
    return exit_done;
}

}  // namespace

int run_jobs(const Settings& given, const JobsOptions& options) {
    auto cage = start_cage();
    if (!cage) return complain(cage.error(), exit_missing);
    const auto settings = with_embedded_database(given);
    auto foundation = Foundation::build({settings, settings.database.worker_url}, std::move(*cage));
    if (!foundation) return complain(foundation.error(), exit_missing);
    (*foundation)->database->start();
    (*foundation)->loops.start();
    jobs::JobAdmin admin(*(*foundation)->database);
    int status = exit_done;
    switch (options.action) {
        case Action::list:
            status = list_jobs(**foundation, admin, options);
            break;
        case Action::show:
            status = show_job(**foundation, admin, options);
            break;
        case Action::retry:
        case Action::discard:
            status = change_job(**foundation, admin, options);
            break;
        case Action::pause:
        case Action::resume:
            status = hold_queue(**foundation, admin, options);
            break;
    }
    (*foundation)->loops.stop();
    (*foundation)->loops.join();
    return status;
}

}  // namespace fairfile::app
