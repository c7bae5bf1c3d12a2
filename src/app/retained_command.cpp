#include "app/blocking.hpp"
#include "app/cage.hpp"
#include "app/commands.hpp"
#include "app/output.hpp"
#include "app/places.hpp"
#include "app/wiring.hpp"

namespace fairfile::app {

namespace {

using Action = RetainedOptions::Action;

constexpr std::int64_t shown_max = 10'000;

int list_records(Foundation& foundation, users::Retention& retention) {
    auto records = wait_for(foundation, retention.list(shown_max));
    if (!records) return complain(records.error(), exit_missing);
    std::vector<std::vector<std::string>> rows{{"Id", "Kind", "Law", "Keep until", "Held for"}};
    for (const auto& record : *records) {
        rows.push_back(
            {to_string(record.id),
             record.kind,
             record.law,
             record.keep_until,
             record.legal_hold.value_or("")}
        );
    }
    say(table(rows));
    return exit_done;
}

int open_record(Foundation& foundation, users::Retention& retention, Uuid id) {
    auto opened = wait_for(foundation, retention.open(id));
    if (!opened) return complain(opened.error(), exit_missing);
    if (!*opened) return complain("There is no such record.", exit_no);
    say_line(**opened);
    return exit_done;
}

int hold_record(
    Foundation& foundation, users::Retention& retention, Uuid id, const RetainedOptions& options
) {
    const bool hold = options.action == Action::hold;
    auto reason = hold ? std::optional(options.reason) : std::nullopt;
    auto held = wait_for(foundation, retention.hold(id, std::move(reason)));
    if (!held) return complain(held.error(), exit_missing);
    if (!*held) return complain("There is no such record.", exit_no);
    say_line(hold ? "It is kept until it is released." : "It is kept until its day.");
    return exit_done;
}

int act(Foundation& foundation, users::Retention& retention, const RetainedOptions& options) {
    if (options.action == Action::list) return list_records(foundation, retention);
    const auto id = parse_uuid(options.id);
    if (!id) return complain("A record's id is a UUID.", exit_wrong_use);
    if (options.action == Action::open) return open_record(foundation, retention, *id);
    return hold_record(foundation, retention, *id, options);
}

}  // namespace

int run_retained(const Settings& given, const RetainedOptions& options) {
    auto cage = start_cage();
    if (!cage) return complain(cage.error(), exit_missing);
    const auto settings = with_embedded_database(given);
    auto foundation = Foundation::build({settings, settings.database.url}, std::move(*cage));
    if (!foundation) return complain(foundation.error(), exit_missing);
    auto& parts = **foundation;
    parts.database->start();
    parts.loops.start();
    users::Retention retention({*parts.database, *parts.keys, parts.pool, *parts.log});
    const int status = act(parts, retention, options);
    parts.loops.stop();
    parts.loops.join();
    return status;
}

}  // namespace fairfile::app
