#include "app/cli.hpp"

#include "app/commands.hpp"
#include "app/output.hpp"
#include "base/version.hpp"

#include <CLI/CLI.hpp>

#include <functional>

namespace fairfile::app {

namespace {

using Run = std::function<int()>;

int with_settings(const std::function<int(const Settings&)>& run) {
    auto settings = read_settings(config::process_environment());
    if (!settings) return complain(settings.error(), exit_wrong_use);
    return run(*settings);
}

/// Owns the parser and what it writes into; each add_… declares one subcommand.
class CommandLine {
  public:
    CommandLine() {
        app_.set_version_flag("--version", "fairfile " + std::string(program_version));
        app_.require_subcommand(1);
        app_.footer("Every command has --help. Settings: fairfile config.");
        add_up();
        add_servers();
        add_extract();
        add_deadlines();
        add_synthetic();
        add_rehearse();
        add_plan();
        add_jobs();
        add_audit();
        add_database();
        add_users();
        add_retained();
    }

    int run(int count, char** arguments) {
        try {
            app_.parse(count, arguments);
        } catch (const CLI::ParseError& error) {
            const int status = app_.exit(error);
            return status == 0 ? exit_done : exit_wrong_use;
        }
        return chosen_();
    }

  private:
    CLI::App* add(const std::string& name, const std::string& words, Run run) {
        auto* command = app_.add_subcommand(name, words);
        command->callback([this, run = std::move(run)] { chosen_ = run; });
        return command;
    }

    void add_up() {
        auto* up = add("up", "Everything in one process tree, with a private PostgreSQL", [this] {
            return with_settings([this](const Settings& settings) { return run_up(settings, up_); }
            );
        });
        up->add_option("--data", up_.data, "Where everything is kept (default: ./var)");
        up->add_option("--port", up_.port, "Port on localhost (default: 8080)")
            ->check(CLI::Range(1, 65'535));
        up->add_flag("--once", up_.once, "Read the sample, print its accounts, stop");
        up->footer("Example: fairfile up --data /srv/fairfile --port 8080");
    }

    void add_servers() {
        add("serve", "API and web app only", [] { return with_settings(run_serve); });
        auto* work = add("work", "The worker only", [this] {
            return with_settings([this](Settings settings) {
                if (!queues_.empty()) settings.work.queues = queues_;
                if (concurrency_ > 0) settings.work.concurrency = concurrency_;
                return run_work(settings);
            });
        });
        work->add_option("--queues", queues_, "high,medium,low or a part of them");
        work->add_option("--concurrency", concurrency_, "Jobs at once")->check(CLI::Range(1, 64));
    }

    void add_extract() {
        auto* extract =
            add("extract", "Read one report or bureau answer; needs no database", [this] {
                return run_extract(extract_);
            });
        extract->add_option("file", extract_.files, "PDF, picture or data file")
            ->required()
            ->expected(1, 2);
        extract->add_flag("--compare", extract_.compare, "What changed from OLD to NEW");
        extract->add_flag("--json", extract_.json, "JSON instead of a table");
        extract->add_option("--as-of", extract_.as_of, "The day that findings are for: YYYY-MM-DD");
        extract->footer("Exit status 1: the document was refused; the reason is printed.");
    }

    void add_deadlines() {
        auto* deadlines = add("deadlines", "Legal clocks for a list of cases", [this] {
            return run_deadlines(cases_);
        });
        deadlines->add_option("file", cases_, "JSON file with the cases")->required();
        deadlines->footer("A case that makes no sense gets an error in place of its date.");
    }

    void add_audit() {
        auto* audit = app_.add_subcommand("audit", "Histories that show when they were changed");
        audit->require_subcommand(1);
        auto* verify = audit->add_subcommand("verify", "Check every entry of every history");
        verify->add_option(
            "--anchors", audit_.anchors, "File of heads seen before, kept elsewhere"
        );
        verify->callback([this] {
            chosen_ = [this] {
                return with_settings([this](const Settings& settings) {
                    return run_audit(settings, audit_);
                });
            };
        });
        verify->footer("The new head is appended to the file. Exit status 1: something was changed."
        );
    }

    void add_jobs() {
        using Action = JobsOptions::Action;
        auto* jobs = app_.add_subcommand("jobs", "The queue: look, run again, throw away, hold");
        jobs->require_subcommand(1);
        add_job_action(jobs, Action::list, "list", "Jobs, the newest first");
        add_job_action(jobs, Action::show, "show", "One job, finished ones included");
        add_job_action(jobs, Action::retry, "retry", "Run a failed or waiting job now");
        add_job_action(jobs, Action::discard, "discard", "Throw a job away that does not run");
        add_job_action(jobs, Action::pause, "pause", "Claim nothing more from a queue");
        add_job_action(jobs, Action::resume, "resume", "Claim from the queue again");
    }

    void add_job_action(
        CLI::App* jobs, JobsOptions::Action action, const char* name, const char* help
    ) {
        auto* sub = jobs->add_subcommand(name, help);
        sub->callback([this, action] {
            jobs_.action = action;
            chosen_ = [this] {
                return with_settings([this](const Settings& settings) {
                    return run_jobs(settings, jobs_);
                });
            };
        });
        using Action = JobsOptions::Action;
        if (action == Action::list) {
            sub->add_option(
                "--state",
                jobs_.state,
                "scheduled, waiting, running, parked; "
                "done, failed, cancelled, discarded"
            );
            sub->add_option("--queue", jobs_.queue, "high, medium or low");
            sub->add_option("--limit", jobs_.limit, "How many (default: 100)")
                ->check(CLI::Range(1, 10'000));
        } else if (action == Action::pause || action == Action::resume) {
            sub->add_option("queue", jobs_.queue, "high, medium or low")
                ->required()
                ->check(CLI::IsMember({"high", "medium", "low"}));
        } else {
            sub->add_option("id", jobs_.id, "The job's id")->required();
        }
        if (action == Action::list || action == Action::show) {
            sub->add_flag("--json", jobs_.json, "JSON instead of a table");
        }
    }

    void add_plan() {
        auto* plan = add("plan", "What growth needs and costs, month by month", [this] {
            return run_plan(plan_);
        });
        plan->add_option("--inputs", plan_.inputs, "JSON over the built-in plan");
        plan->add_option("--phase", plan_.phase, "Only this phase, like month-24");
        auto* growth = plan->add_option("--growth", plan_.growth, "CSV with month,users");
        plan->add_option("--ceiling", plan_.ceiling, "Growth as an S-curve up to so many users")
            ->check(CLI::Range(1.0, 1e9))
            ->excludes(growth);
        plan->add_option("--runs", plan_.runs, "Runs of the uncertainty (default: 10000)")
            ->check(CLI::Range(1, 1'000'000));
        plan->add_option("--seed", plan_.seed, "Same seed, same runs (default: 1)");
        auto* json = plan->add_flag("--json", plan_.json, "As JSON");
        plan->add_flag("--csv", plan_.csv, "As CSV")->excludes(json);
    }

    void add_synthetic() {
        auto* synth = add("synth", "Invented people in a database, or report files", [this] {
            return run_synth(synth_);
        });
        auto* what = synth->add_option_group("what", "One of");
        what->add_option("--users", synth_.users, "So many people into a database")
            ->check(CLI::Range(1, 1'000'000));
        what->add_option("--reports", synth_.reports, "So many report files with their truth")
            ->check(CLI::Range(1, 100'000));
        what->require_option(1);
        synth->add_option("--seed", synth_.seed, "Same seed, same world (default: 1)");
        synth->add_option("--layout", synth_.layout, "Reports: layouts whose name begins so");
        synth->add_option("--until", synth_.until, "People: the day it is (default: this month's)");
        synth->add_flag("--add", synth_.add, "People: beside those who are there");
        synth->add_option("--into", synth_.into, "Connection string with owner rights, or folder")
            ->required();
        synth->footer("Example: fairfile synth --users 10000 --into postgresql:///fairfile");
        auto* evaluate = add("evaluate", "Score extract against *.truth.json files", [this] {
            return run_evaluate(evaluate_);
        });
        evaluate->add_option("folder", evaluate_.folder, "Folder with reports and truths")
            ->required();
        evaluate->add_flag("--json", evaluate_.json, "JSON instead of a table");
    }

    void add_rehearse() {
        auto* rehearse = add("rehearse", "Load as a phase of the plan expects it", [this] {
            return with_settings([this](const Settings& settings) {
                return run_rehearse(settings, rehearse_);
            });
        });
        auto& to = rehearse_;
        rehearse->add_option("--phase", to.phase, "Of the plan (default: month-24)");
        rehearse->add_option("--times", to.times, "The phase's rate so many times (default: 1)")
            ->check(CLI::Range(0.01, 1000.0));
        rehearse->add_option("--url", to.urls, "http://HOST:PORT (default: a platform of its own)");
        rehearse->add_option("--seconds", to.seconds, "A day's rise and fall in (default: 60)")
            ->check(CLI::Range(1, 86'400));
        rehearse->add_option("--connections", to.connections, "At most (default: 5000)")
            ->check(CLI::Range(1, 5'000));
        rehearse->add_option("--users", to.users, "In the database (default: the phase's)")
            ->check(CLI::Range(1, 1'000'000));
        rehearse->add_option("--seed", to.seed, "Of people and arrivals (default: 1)");
        rehearse->add_option("--upload-bytes", to.upload_bytes, "Of a file (default: 5000000)")
            ->check(CLI::Range(0, 10'485'760));
        rehearse->add_option("--limit", to.limits, "OPERATION=MILLISECONDS instead of the usual");
        rehearse->add_option("--watch", to.watched, "NAME=PROCESS: tell its time and memory, too");
        rehearse->add_option("--html", to.html, "File for a report with drawings");
        rehearse->add_flag("--json", to.json, "JSON instead of a table");
        rehearse->footer("Exit status 1: a limit was missed. Needs the people of fairfile synth.");
    }

    void add_database() {
        auto* migrate = add("migrate", "Bring the database up to date", [this] {
            return with_settings([this](const Settings& settings) {
                return run_migrate(settings, status_only_);
            });
        });
        migrate->add_flag("--status", status_only_, "Only say what is applied");
        add("config", "Every setting with its value and source", [] {
            return with_settings(run_config);
        });
        add("doctor", "Check everything the program needs", [] { return with_settings(run_doctor); }
        );
    }

    void add_users() {
        auto* users = app_.add_subcommand("users", "People and operators");
        users->require_subcommand(1);
        const auto run = [this] {
            return with_settings([this](const Settings& settings) {
                return run_users(settings, users_);
            });
        };
        auto* list = users->add_subcommand("list", "Who there is");
        list->callback([this, run] {
            users_.action = UsersOptions::Action::list;
            chosen_ = run;
        });
        auto* create =
            users->add_subcommand("create-operator", "A new operator; prints the password");
        create->add_option("email", users_.email, "E-mail address")->required();
        create->callback([this, run] {
            users_.action = UsersOptions::Action::create_operator;
            chosen_ = run;
        });
        auto* tier = users->add_subcommand("set-tier", "Make somebody free or paid");
        tier->add_option("email", users_.email, "E-mail address")->required();
        tier->add_option("tier", users_.tier, "free or paid")
            ->required()
            ->check(CLI::IsMember({"free", "paid"}));
        tier->callback([this, run] {
            users_.action = UsersOptions::Action::set_tier;
            chosen_ = run;
        });
    }

    void add_retained() {
        auto* retained = app_.add_subcommand("retained", "What must be kept of people who left");
        retained->require_subcommand(1);
        const auto add = [this, retained](std::string name, std::string what, auto action) {
            auto* command = retained->add_subcommand(std::move(name), std::move(what));
            command->callback([this, action] {
                retained_.action = action;
                chosen_ = [this] {
                    return with_settings([this](const Settings& settings) {
                        return run_retained(settings, retained_);
                    });
                };
            });
            return command;
        };
        using Action = RetainedOptions::Action;
        add("list", "Records, those that end first first", Action::list);
        auto* open = add("open", "Print a record; the audit log says so", Action::open);
        auto* hold = add("hold", "Keep a record beyond its day", Action::hold);
        auto* release = add("release", "End a hold", Action::release);
        for (auto* command : {open, hold, release}) {
            command->add_option("id", retained_.id, "The record's id")->required();
        }
        hold->add_option("--reason", retained_.reason, "Why, as a court would read it")->required();
    }

    CLI::App app_{"Fairfile: read credit reports, find what is wrong, dispute it", "fairfile"};
    Run chosen_;
    UpOptions up_;
    ExtractOptions extract_;
    std::string cases_;
    SynthOptions synth_;
    RehearseOptions rehearse_;
    PlanOptions plan_;
    JobsOptions jobs_;
    AuditOptions audit_;
    EvaluateOptions evaluate_;
    UsersOptions users_;
    RetainedOptions retained_;
    std::string queues_;
    std::int64_t concurrency_ = 0;
    bool status_only_ = false;
};

}  // namespace

int run_command_line(int count, char** arguments) {
    return CommandLine().run(count, arguments);
}

}  // namespace fairfile::app
