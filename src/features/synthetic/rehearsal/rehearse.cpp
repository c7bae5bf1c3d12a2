#include "features/synthetic/rehearsal/load.hpp"
#include "features/synthetic/rehearsal/processes.hpp"
#include "infra/runtime/runtime.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/json.hpp>

#include <algorithm>

namespace fairfile::synthetic {

namespace {

namespace asio = boost::asio;

constexpr std::chrono::seconds look_again{1};
constexpr std::string_view moment_form = "YYYY-MM-DDTHH:MM:SS";

template <class T>
T run(asio::io_context& context, asio::awaitable<T> work) {
    auto result = asio::co_spawn(context, std::move(work), asio::use_future);
    context.restart();
    context.run();
    return result.get();
}

std::int64_t digits(std::string_view text, std::size_t at, std::size_t count) {
    return std::stoll(std::string(text.substr(at, count)));
}

/// Seconds since 1970 of a moment as the API writes it, in UTC.
std::optional<double> moment(const boost::json::value& value) {
    if (!value.is_string()) return std::nullopt;
    const std::string text(value.as_string());
    if (text.size() < moment_form.size()) return std::nullopt;
    const std::chrono::year_month_day day(
        std::chrono::year(static_cast<int>(digits(text, 0, 4))),
        std::chrono::month(static_cast<unsigned>(digits(text, 5, 2))),
        std::chrono::day(static_cast<unsigned>(digits(text, 8, 2)))
    );
    const auto days = std::chrono::sys_days(day).time_since_epoch().count();
    const auto minutes = digits(text, 11, 2) * 60 + digits(text, 14, 2);
    const double seconds = std::stod(text.substr(17));
    return static_cast<double>(days) * 86'400 + static_cast<double>(minutes) * 60 + seconds;
}

/// Nothing while it is not read yet.
std::optional<double> seconds_until_read(const std::string& body) {
    boost::system::error_code failed;
    const auto report = boost::json::parse(body, failed);
    if (failed || !report.is_object()) return std::nullopt;
    const auto uploaded = moment(report.as_object().at("uploaded_at"));
    const auto finished = moment(report.as_object().at("finished_at"));
    if (!uploaded || !finished) return std::nullopt;
    return *finished - *uploaded;
}

struct QueueLook {
    const std::vector<Asker>& askers;
    std::deque<Upload> unread;
    std::chrono::steady_clock::time_point end;
};

/// Asks for each upload until it is read. What is not when the target is over counts as an error.
asio::awaitable<Tally> follow_uploads(
    ClientConnection& connection, QueueLook look, const RehearsalProgress& progress
) {
    Tally tally;
    tally.asked = static_cast<std::int64_t>(look.unread.size());
    asio::steady_timer timer(co_await asio::this_coro::executor);
    while (!look.unread.empty() && std::chrono::steady_clock::now() < look.end) {
        const Upload upload = look.unread.front();
        const std::string head = "GET /api/v1/credit-reports/" + upload.report +
                                 " HTTP/1.1\r\nHost: rehearsal\r\n" +
                                 look.askers[upload.asker].authorization + "\r\n";
        const auto answer = co_await connection.ask(head, {});
        const auto seconds = answer ? seconds_until_read(answer->body) : std::nullopt;
        if (seconds) {
            const auto milliseconds = static_cast<float>(*seconds * 1e3);
            tally.answered.push_back({upload.due_seconds, milliseconds});
            look.unread.pop_front();
            continue;
        }
        const auto words = std::to_string(look.unread.size()) + " uploads are not read yet";
        if (progress) progress(1, words);
        timer.expires_after(look_again);
        co_await timer.async_wait(asio::use_awaitable);
    }
    tally.errors = static_cast<std::int64_t>(look.unread.size());
    co_return tally;
}

std::int64_t now_seconds() {
    const auto now = runtime::SystemClock().now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::seconds>(now).count();
}

Result<void> check(const std::vector<Asker>& askers) {
    const bool can_upload = std::ranges::any_of(askers, [](const Asker& one) { return one.paid; });
    const bool can_change =
        std::ranges::any_of(askers, [](const Asker& one) { return one.status.has_value(); });
    if (can_upload && can_change) return {};
    return Error{
        Failure::invalid,
        "synthetic.too_few_people",
        "So few people have nobody who pays or no dispute under way: take more."};
}

Result<std::vector<asio::ip::tcp::endpoint>> servers_of(const RehearsalOrder& order) {
    std::vector<asio::ip::tcp::endpoint> all;
    for (const auto& url : order.urls) {
        const auto server = endpoint_of(url);
        if (!server) return server.error();
        all.push_back(*server);
    }
    return all;
}

}  // namespace

Result<RehearsalReport> rehearse(const RehearsalOrder& order, const RehearsalProgress& progress) {
    asio::io_context context(1);
    const auto servers = servers_of(order);
    if (!servers) return servers.error();
    ClientConnection connection(context.get_executor(), servers->front());
    auto askers = run(context, find_askers(order, connection, now_seconds()));
    if (!askers) return askers.error();
    const auto enough = check(*askers);
    if (!enough) return enough.error();

    ProcessWatch watch(order.watched);
    Load load(context, order, *askers, progress);
    load.run(*servers);
    auto outcome = load.take_outcome();

    RehearsalReport report;
    report.order = order;
    report.processes = watch.finish();
    const auto patience = std::chrono::seconds(static_cast<int>(order.phase.queue_seconds_max));
    QueueLook look{
        *askers,
        {load.uploads().begin(), load.uploads().end()},
        std::chrono::steady_clock::now() + patience};
    outcome.queue = run(context, follow_uploads(connection, std::move(look), progress));
    report.connections = load.connections();
    report.reconnects = load.reconnects();
    report.seconds = load.seconds();
    std::size_t answered = 0;
    for (const auto& tally : outcome.operations) answered += tally.answered.size();
    report.answered_a_second = static_cast<double>(answered) / std::max(report.seconds, 1e-3);
    add_rows(outcome, report);
    return report;
}

}  // namespace fairfile::synthetic
