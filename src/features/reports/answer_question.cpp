#include "features/findings/findings.hpp"
#include "features/reports/report_json.hpp"
#include "features/reports/report_store.hpp"
#include "features/reports/reports.hpp"

#include <boost/json.hpp>

#include <utility>

namespace fairfile::reports {

namespace {

/// How often an answer is computed anew because something of the person's changed meanwhile.
constexpr int tries_max = 5;
constexpr std::string_view changed_meanwhile = "data changed meanwhile";

Error not_found() {
    return {Failure::missing, "http.not_found", "There is nothing at this address."};
}

Error no_such_value() {
    Error error{
        Failure::invalid,
        "reports.answer_not_a_value",
        "That is not a value of this kind. Write an amount like $5,000, a date like 03/15/2024, "
        "or the words of the report; or say that the paper does not tell."};
    error.fields.push_back({"value", "is not a value of this kind"});
    return error;
}

postgres::Call of_question(const postgres::Statement& statement, UserId user, ReportId id, int n) {
    postgres::Call call{&statement};
    call.parameters.add(user).add(id).add(n);
    return call;
}

/// The place of the value that was put into the report.
Result<reading::FactPlace> put_answer(
    reading::CreditReport& report, std::string_view about, const std::optional<std::string>& value
) {
    auto place = reading::parse_fact_place(about);
    if (!place || place->list != "tradelines" || place->index >= report.tradelines.size()) {
        return no_such_value();
    }
    if (!reading::put_answer(report.tradelines[place->index], place->field, value)) {
        return no_such_value();
    }
    return std::move(*place);
}

postgres::Call queue_answer(UserId user, ReportId id, int question, const Clock& clock) {
    const auto n = std::to_string(question);
    return jobs::enqueue({
        .id = runtime::new_uuid(clock),
        .kind = apply_answer,
        .queue = jobs::Queue::high,
        .arguments = R"({"report_id":")" + to_string(id) + R"(","question":)" + n + "}",
        .user = user,
    });
}

struct Target {
    ReportId report;
    int question = 0;
};

std::optional<Target> target_of(const jobs::ClaimedJob& job) {
    boost::system::error_code error;
    const auto arguments = boost::json::parse(job.arguments, error);
    if (error || !arguments.is_object()) return std::nullopt;
    const auto* id = arguments.get_object().if_contains("report_id");
    const auto* question = arguments.get_object().if_contains("question");
    if (id == nullptr || !id->is_string() || question == nullptr) return std::nullopt;
    const auto report = ReportId::parse(std::string_view(id->get_string()));
    if (!report || !question->is_int64()) return std::nullopt;
    return Target{*report, static_cast<int>(question->get_int64())};
}

}  // namespace

awaitable<Result<Reports::Page>> Reports::answer(UserId user, ReportId id, Answer answer) {
    const auto person = postgres::Identity::user(user);
    auto stored = co_await tradelines_.stored(person, user, id);
    if (!stored) co_return stored.error();
    auto look = of_question(select_question, user, id, answer.question);
    auto rows = co_await parts_.database.run(person, *look.statement, std::move(look.parameters));
    if (!rows) co_return rows.error();
    if (rows->empty()) co_return not_found();
    auto put = put_answer(stored->content, rows->text(0, 0), answer.value);
    if (!put) co_return put.error();
    auto key = co_await users::user_key(parts_.keys, parts_.pool, user);
    if (!key) co_return key.error();

    const Opener opener{user, &*key};
    const auto said = answer.value.value_or("");
    const bool is_repeat =
        !rows->is_null(0, 2) && opener.open("question_answer", rows->bytes(0, 1)) == said;
    if (!is_repeat) {
        std::vector<postgres::Call> calls;
        calls.push_back(of_question(answer_question, user, id, answer.question));
        calls.back().parameters.add_bytes(opener.seal("question_answer", said));
        calls.push_back(queue_answer(user, id, answer.question, parts_.clock));
        auto written = co_await parts_.database.run_all(person, std::move(calls));
        if (!written) co_return written.error();
    }
    auto page = co_await questions(user, id);
    co_return page;
}

awaitable<jobs::Outcome> Answers::run(const jobs::ClaimedJob& job) {
    const auto target = target_of(job);
    if (!target || !job.user) co_return jobs::Outcome::give_up("reports.bad_arguments");
    for (int tried = 1; tried <= tries_max; ++tried) {
        auto applied = co_await apply(job, target->report, target->question);
        if (applied && *applied) co_return jobs::Outcome::ended();
        if (applied || applied.error().kind == Failure::missing) co_return jobs::Outcome::done();
        if (applied.error().detail == "job lease lost") co_return jobs::Outcome::ended();
        if (applied.error().detail != changed_meanwhile) {
            co_return jobs::Outcome::retry(std::string(applied.error().code));
        }
    }
    co_return jobs::Outcome::snooze(std::chrono::seconds(1));
}

awaitable<jobs::Outcome> Answers::abandon(const jobs::ClaimedJob& job) {
    parts_.log.error("reports.answer_abandoned", {{"attempts", std::int64_t{job.attempt}}});
    co_return jobs::Outcome::give_up("reports.answer_abandoned");
}

// True when all is written and the job is complete with it; false when there is nothing to do.
awaitable<Result<bool>> Answers::apply(const jobs::ClaimedJob& job, ReportId report, int question) {
    const auto user = *job.user;
    const auto person = postgres::Identity::job(user);
    // The report before its question: a change between the two is seen by the version.
    auto stored = co_await tradelines_.stored(person, user, report);
    if (!stored) co_return stored.error();
    auto look = of_question(select_question, user, report, question);
    auto rows = co_await parts_.database.run(person, *look.statement, std::move(look.parameters));
    if (!rows) co_return rows.error();
    if (rows->empty() || rows->is_null(0, 2)) co_return false;
    const crypto::KeyName name{crypto::KeyKind::user, user.value};
    auto find_key = [this, name] { return parts_.keys.find(name); };
    auto key = co_await runtime::offload(parts_.pool, std::move(find_key));
    if (!key) co_return key.error();

    const Opener opener{user, &*key};
    std::optional<std::string> value = opener.open("question_answer", rows->bytes(0, 1));
    if (value->empty()) value.reset();
    auto put = put_answer(stored->content, rows->text(0, 0), value);
    if (!put) co_return false;
    const auto today = to_date(std::chrono::floor<std::chrono::days>(parts_.clock.now()));
    findings::add_findings(stored->content, stored->content.report_date.value_or(today));

    const tradelines::AnsweredValue answered{user, report, put->index, put->field};
    const tradelines::FactKeys keys{*key, parts_.matching_key};
    auto calls = tradelines::write_answer(answered, *stored, keys, parts_.clock);
    postgres::Call recount{&recount_report};
    recount.parameters.add(user).add(report);
    calls.push_back(std::move(recount));
    for (auto& call : jobs::completion(job)) calls.push_back(std::move(call));
    auto written = co_await parts_.database.run_all(person, std::move(calls));
    if (!written) co_return written.error();
    co_return true;
}

jobs::Kind job_kind(Answers& answers) {
    return {
        std::string(apply_answer),
        [&answers](const jobs::ClaimedJob& job) { return answers.run(job); },
        [&answers](const jobs::ClaimedJob& job) { return answers.abandon(job); },
    };
}

}  // namespace fairfile::reports
