#include "features/reports/merge_reports.hpp"
#include "features/reports/report_json.hpp"
#include "features/reports/report_store.hpp"
#include "features/reports/reports.hpp"
#include "infra/pdf/pdf.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/json.hpp>

namespace fairfile::reports {

using jobs::Outcome;

namespace {

constexpr std::chrono::milliseconds progress_every{150};

std::optional<ReportId> report_of(const jobs::ClaimedJob& job) {
    boost::system::error_code error;
    const auto arguments = boost::json::parse(job.arguments, error);
    if (error || !arguments.is_object()) return std::nullopt;
    const auto* id = arguments.as_object().if_contains("report_id");
    if (id == nullptr || !id->is_string()) return std::nullopt;
    return ReportId::parse(std::string_view(id->as_string()));
}

/// Pages as the reading thread counts them; the loop writes them down now and then.
struct PageCount {
    std::atomic<int> read{0};
    std::atomic<int> all{0};
    std::atomic<bool> finished{false};
};

struct ProgressTarget {
    postgres::Database& database;
    UserId user;
    ReportId report;
};

awaitable<void> write_progress(ProgressTarget target, std::shared_ptr<PageCount> count) {
    boost::asio::steady_timer timer(co_await boost::asio::this_coro::executor);
    int written = 0;
    while (!count->finished) {
        timer.expires_after(progress_every);
        co_await timer.async_wait(boost::asio::use_awaitable);
        const int read = count->read;
        if (read == written || count->finished) continue;
        written = read;
        postgres::Parameters parameters;
        parameters.add(target.user).add(target.report).add(read).add(count->all.load());
        auto noted = co_await target.database.run(
            postgres::Identity::job(target.user), note_progress, std::move(parameters)
        );
        if (!noted) co_return;
    }
}

}  // namespace

struct Ingest::Work {
    const jobs::ClaimedJob& job;
    UserId user;
    ReportId report;
    crypto::Key key;
};

awaitable<Outcome> Ingest::run(const jobs::ClaimedJob& job) {
    const auto report = report_of(job);
    if (!report || !job.user) co_return Outcome::give_up("reports.bad_arguments");
    auto find_key = [this, user = job.user->value] {
        return parts_.keys.find({crypto::KeyKind::user, user});
    };
    auto key = co_await runtime::offload(parts_.pool, std::move(find_key));
    if (!key && key.error().kind == Failure::missing) co_return Outcome::done();
    if (!key) co_return Outcome::retry(std::string(key.error().code));
    const Work work{job, *job.user, *report, *key};

    postgres::Parameters parameters;
    parameters.add(work.user).add(work.report);
    auto begun = co_await parts_.database.run(
        postgres::Identity::job(work.user), begin_reading, std::move(parameters)
    );
    if (!begun) co_return Outcome::retry(std::string(begun.error().code));
    if (begun->empty()) co_return Outcome::done();
    if (begun->is_null(0, 0)) co_return co_await fail(work, "file_missing");

    const blob::BlobOwner owner{work.user};
    const blob::BlobId object{begun->uuid(0, 0)};
    auto bytes = co_await parts_.files.get(owner, object);
    if (!bytes && bytes.error().kind == Failure::missing) {
        co_return co_await fail(work, "file_missing");
    }
    if (!bytes) co_return Outcome::retry(std::string(bytes.error().code));

    auto content = co_await read(work, std::move(*bytes));
    if (!content) co_return Outcome::retry(std::string(content.error().code));
    auto outcome = co_await store(work, std::move(*content));
    co_return outcome;
}

awaitable<Result<FileContent>> Ingest::read(const Work& work, std::string bytes) {
    auto count = std::make_shared<PageCount>();  // shared with the loop that writes it down
    const ProgressTarget target{parts_.database, work.user, work.report};
    const auto home = co_await boost::asio::this_coro::executor;
    boost::asio::co_spawn(home, write_progress(target, count), boost::asio::detached);

    const auto today = to_date(std::chrono::floor<std::chrono::days>(parts_.clock.now()));
    auto reading = [this, count, today, bytes = std::move(bytes)]() mutable {
        auto progress = [count](int read, int all) {
            count->all = all;
            count->read = read;
        };
        return read_file(parts_.cage, std::move(bytes), {.today = today}, progress);
    };
    auto content = co_await runtime::offload(parts_.pool, std::move(reading));
    count->finished = true;
    co_return content;
}

awaitable<Outcome> Ingest::store(const Work& work, FileContent content) {
    const auto report = merge(std::move(content.reports));
    const auto format = report.format.empty() ? std::string("unknown") : report.format;
    const metrics::Labels labels{
        {"format", format}, {"verdict", std::string(reading::to_string(report.verdict))}};
    parts_.metrics.counter("reports_read_total", "Reports read.", labels).add();
    if (report.verdict == reading::Verdict::refused) {
        const auto reason = report.reason.value_or(reading::Refusal::malformed);
        co_return co_await fail(work, reading::to_string(reason));
    }

    const tradelines::ReportFacts facts{work.user, work.report, &report, std::move(content.pages)};
    const tradelines::FactKeys keys{work.key, parts_.matching_key};
    const Opener opener{work.user, &work.key};
    auto calls = tradelines::replace_facts(facts, keys, parts_.clock);
    for (auto& call : scores::replace_scores(work.user, work.report, report.scores)) {
        calls.push_back(std::move(call));
    }
    postgres::Call forget{&delete_questions};
    forget.parameters.add(work.user).add(work.report);
    calls.push_back(std::move(forget));
    postgres::Call ask{&insert_questions};
    ask.parameters.add(work.user).add(work.report);
    ask.parameters.add(std::string_view(questions_json(report, facts.pages, opener)));
    calls.push_back(std::move(ask));
    postgres::Call finished{&finish_report};
    finished.parameters.add(work.user).add(work.report);
    finished.parameters.add(std::string_view(finish_json(report, opener)));
    calls.push_back(std::move(finished));
    co_return co_await finish(std::move(calls), work);
}

awaitable<Outcome> Ingest::fail(const Work& work, std::string_view reason) {
    const metrics::Labels labels{{"reason", std::string(reason)}};
    parts_.metrics.counter("reports_refused_total", "Reports refused.", labels).add();
    std::vector<postgres::Call> calls(1);
    calls[0].statement = &fail_report;
    calls[0].parameters.add(work.user).add(work.report).add(reason);
    co_return co_await finish(std::move(calls), work);
}

// Result and completion are one transaction: without the lease neither happens.
awaitable<Outcome> Ingest::finish(std::vector<postgres::Call> calls, const Work& work) {
    for (auto& call : jobs::completion(work.job)) calls.push_back(std::move(call));
    auto written =
        co_await parts_.database.run_all(postgres::Identity::job(work.user), std::move(calls));
    if (written || written.error().detail == "job lease lost") co_return Outcome::ended();
    parts_.log.error(
        "reports.store_failed",
        {{"code", written.error().code}, {"detail", std::string_view(written.error().detail)}}
    );
    co_return Outcome::retry(std::string(written.error().code));
}

awaitable<Outcome> Ingest::abandon(const jobs::ClaimedJob& job) {
    const auto report = report_of(job);
    if (!report || !job.user) co_return Outcome::give_up("reports.bad_arguments");
    const Work work{job, *job.user, *report, crypto::Key::random()};
    co_return co_await fail(work, "internal");
}

jobs::Kind job_kind(Ingest& ingest) {
    return {
        std::string(process_credit_report),
        [&ingest](const jobs::ClaimedJob& job) { return ingest.run(job); },
        [&ingest](const jobs::ClaimedJob& job) { return ingest.abandon(job); },
    };
}

}  // namespace fairfile::reports
