#include "base/text.hpp"
#include "features/reports/reports.hpp"
#include "infra/http/multipart.hpp"
#include "infra/http/versioned.hpp"
#include "infra/pdf/pdf.hpp"

#include <boost/asio/steady_timer.hpp>

#include <algorithm>
#include <charconv>

namespace fairfile::reports {

namespace {

using http::Access;
using http::Limit;
using http::Request;
using http::Response;
using enum http::Method;

constexpr std::size_t form_overhead = 16'384;
constexpr std::size_t upload_max = pdf::document_bytes_max + form_overhead;
constexpr std::int64_t page_max = 200;
constexpr std::int64_t page_default = 20;
constexpr std::chrono::milliseconds look_again{250};
constexpr std::chrono::minutes stream_max{10};

struct PageQuery {
    std::optional<std::string> cursor;
    std::optional<std::int64_t> limit;

    void describe(http::Fields& fields) {
        fields.optional("cursor", cursor, {.length_max = 100});
        fields.optional("limit", limit, 1, page_max);
    }
};

Response answer(const Request& request, Result<Reports::Page> page) {
    if (!page) return http::problem(page.error());
    return http::ok_if_changed(request, std::move(page->json), page->version);
}

Result<UploadedFile> uploaded_file(const Request& request) {
    const auto type = to_lower(request.header("Content-Type"));
    if (!type.starts_with("multipart/")) return UploadedFile{request.body(), {}};
    auto part = http::find_file_part(request.header("Content-Type"), request.body());
    if (!part) return part.error();
    return UploadedFile{std::string(part->bytes), std::move(part->filename)};
}

awaitable<Response> upload(Request& request, Reports& reports) {
    auto file = uploaded_file(request);
    if (!file) co_return http::problem(file.error());

    auto report = co_await reports.upload(request.principal(), std::move(*file), request.repeat());
    if (!report) co_return http::problem(report.error());

    const auto id = to_string(*report);
    co_return http::accepted(
        "/api/v1/credit-reports/" + id, R"({"id":")" + id + R"(","status":"queued"})"
    );
}

awaitable<Response> list_reports(Request& request, Reports& reports) {
    auto query = request.query<PageQuery>();
    if (!query) co_return http::problem(query.error());

    const auto limit = query->limit.value_or(page_default);
    auto page = co_await reports.list(request.principal().user, query->cursor, limit);

    co_return answer(request, std::move(page));
}

awaitable<Response> show_report(Request& request, Reports& reports) {
    auto id = request.id_parameter<ReportNoun>("id");
    if (!id) co_return http::problem(id.error());

    auto page = co_await reports.show(request.principal().user, *id);

    co_return answer(request, std::move(page));
}

awaitable<Response> list_questions(Request& request, Reports& reports) {
    auto id = request.id_parameter<ReportNoun>("id");
    if (!id) co_return http::problem(id.error());

    auto page = co_await reports.questions(request.principal().user, *id);

    co_return answer(request, std::move(page));
}

struct AnswerInput {
    std::optional<std::string> value;
    std::optional<bool> not_on_paper;

    void describe(http::Fields& fields) {
        fields.optional("value", value, {.length_min = 1, .length_max = 200});
        fields.optional("not_on_paper", not_on_paper);
        if (value.has_value() == not_on_paper.value_or(false)) {
            fields.refuse("value", "must be given, or not_on_paper be true");
        }
    }
};

/// 0 for what is no number from 1 on: no question has it.
int number_parameter(const Request& request) {
    const auto text = request.parameter("n");
    int number = 0;
    const auto end = text.data() + text.size();
    const auto parsed = std::from_chars(text.data(), end, number);
    return parsed.ec == std::errc{} && parsed.ptr == end ? std::max(number, 0) : 0;
}

awaitable<Response> answer_question(Request& request, Reports& reports) {
    auto id = request.id_parameter<ReportNoun>("id");
    if (!id) co_return http::problem(id.error());
    auto input = request.json<AnswerInput>();
    if (!input) co_return http::problem(input.error());

    Reports::Answer given{number_parameter(request), std::move(input->value)};
    auto page = co_await reports.answer(request.principal().user, *id, std::move(given));
    if (!page) co_return http::problem(page.error());

    co_return http::ok(std::move(page->json));
}

awaitable<Response> remove_report(Request& request, Reports& reports) {
    auto id = request.id_parameter<ReportNoun>("id");
    if (!id) co_return http::problem(id.error());

    auto removed = co_await reports.remove(request.principal().user, *id);

    co_return removed ? http::no_content() : http::problem(removed.error());
}

struct Stream {
    Reports& reports;
    UserId user;
    ReportId report;
};

/// Looks at the row until it is final or the client has gone; sends only what changed.
awaitable<void> stream_progress(Stream stream, http::EventSink& sink) {
    boost::asio::steady_timer timer(co_await boost::asio::this_coro::executor);
    const auto until = std::chrono::steady_clock::now() + stream_max;
    std::string sent;
    while (std::chrono::steady_clock::now() < until) {
        auto progress = co_await stream.reports.progress(stream.user, stream.report);
        if (!progress) co_return;
        if (progress->json != sent) {
            sent = progress->json;
            std::string event = "progress";
            if (progress->is_final) event = progress->status == "failed" ? "failed" : "done";
            std::string data = progress->json;
            const bool open = co_await sink.send(std::move(event), std::move(data));
            if (!open || progress->is_final) co_return;
        }
        timer.expires_after(look_again);
        co_await timer.async_wait(boost::asio::use_awaitable);
    }
}

awaitable<Response> follow_report(Request& request, Reports& reports) {
    auto id = request.id_parameter<ReportNoun>("id");
    if (!id) co_return http::problem(id.error());

    const auto user = request.principal().user;
    auto first = co_await reports.progress(user, *id);
    if (!first) co_return http::problem(first.error());

    Response response;
    const Stream stream{reports, user, *id};
    response.events = [stream](http::EventSink& sink) { return stream_progress(stream, sink); };
    co_return response;
}

awaitable<Response> link_to_file(Request& request, Reports& reports) {
    auto id = request.id_parameter<ReportNoun>("id");
    if (!id) co_return http::problem(id.error());
    auto known = co_await reports.progress(request.principal().user, *id);
    if (!known) co_return http::problem(known.error());

    auto response =
        http::redirect("/api/v1/files/" + reports.link_to_file(request.principal(), *id));
    response.status = 302;
    co_return response;
}

/// Never shown in the page: a stranger's document must not run as one of ours.
Response as_download(Reports::File file) {
    std::string name;
    for (const char character : file.name) {
        const bool plain = is_letter(character) || is_digit(character) || character == '.' ||
                           character == '-' || character == '_';
        name.push_back(plain ? character : '_');
    }
    if (name.empty()) name = "credit-report";
    Response response{.content_type = file.content_type, .body = std::move(file.bytes)};
    response.headers.emplace_back("Content-Disposition", "attachment; filename=\"" + name + "\"");
    return response;
}

awaitable<Response> download(Request& request, Reports& reports) {
    std::string token(request.parameter("token"));
    auto target = co_await reports.open_link(std::move(token));
    if (!target) co_return http::problem(target.error());

    auto file = co_await reports.file(target->user, target->report);
    if (!file) co_return http::problem(file.error());

    co_return as_download(std::move(*file));
}

awaitable<Response> show_page(Request& request, Reports& reports) {
    auto id = request.id_parameter<ReportNoun>("id");
    if (!id) co_return http::problem(id.error());
    const int page = number_parameter(request);
    const Error missing{Failure::missing, "http.not_found", "There is nothing at this address."};
    if (page < 1) co_return http::problem(missing);

    auto picture = co_await reports.page_image(request.principal().user, *id, page);
    if (!picture) co_return http::problem(picture.error());

    Response response{.content_type = "image/png", .body = std::move(*picture)};
    co_return response;
}

constexpr http::Route<Reports> routes[] = {
    {post,
     "/api/v1/upload-credit-report",
     upload,
     Access::signed_in,
     Limit::upload,
     upload_max,
     http::Creates::something},
    {get, "/api/v1/credit-reports", list_reports, Access::signed_in, Limit::read},
    {get, "/api/v1/credit-reports/{id}", show_report, Access::signed_in, Limit::read},
    {delete_, "/api/v1/credit-reports/{id}", remove_report, Access::signed_in, Limit::write},
    {get, "/api/v1/credit-reports/{id}/events", follow_report, Access::signed_in, Limit::read},
    {get, "/api/v1/credit-reports/{id}/file", link_to_file, Access::signed_in, Limit::read},
    {get, "/api/v1/credit-reports/{id}/pages/{n}.png", show_page, Access::signed_in, Limit::read},
    {get, "/api/v1/credit-reports/{id}/questions", list_questions, Access::signed_in, Limit::read},
    {put,
     "/api/v1/credit-reports/{id}/questions/{n}",
     answer_question,
     Access::signed_in,
     Limit::write},
    {get, "/api/v1/files/{token}", download, Access::everyone, Limit::read},
};

}  // namespace

void add_routes(http::Router& router, Reports& reports) {
    router.add<Reports>(routes, reports);
}

}  // namespace fairfile::reports
