#include "base/zip_file.hpp"
#include "features/disputes/dispute_status.hpp"
#include "features/disputes/disputes.hpp"
#include "features/disputes/letter_input.hpp"
#include "infra/http/versioned.hpp"

#include <array>

namespace fairfile::disputes {

namespace {

using http::Access;
using http::Limit;
using http::Request;
using http::Response;
using enum http::Method;

constexpr std::array<std::string_view, 3> bureaus{"Experian", "Equifax", "TransUnion"};
constexpr std::int64_t page_max = 200;
constexpr std::size_t bureaus_max = 3;
constexpr std::size_t text_max = 2'000;
constexpr std::size_t findings_max = 20;
constexpr std::size_t reasons_max = 20;
// What the person says is wrong, in words that letters and codes know.
constexpr std::array<std::string_view, 12> reason_codes{
    "not_mine",
    "identity_theft",
    "wrong_balance",
    "wrong_status",
    "wrong_dates",
    "wrong_terms",
    "paid",
    "settled",
    "closed",
    "in_bankruptcy",
    "duplicate",
    "other"};

void refuse_other_than_ids(
    http::Fields& fields, std::string_view name, const std::vector<std::string>& texts
) {
    for (const auto& id : texts) {
        if (!parse_uuid(id)) fields.refuse(name, "must be ids");
    }
}

struct DisputeInput {
    NewDispute wanted;

    void describe(http::Fields& fields) {
        const http::TextRule id{.length_min = 36, .length_max = 36};
        fields.optional("tradeline_ids", wanted.tradeline_ids, bureaus_max, id);
        fields.optional("finding_ids", wanted.finding_ids, findings_max, id);
        fields.optional("reason", wanted.reason, {.length_min = 1, .length_max = text_max});
        fields.optional("reason_code", wanted.reason_code, {.one_of = reason_codes});
        refuse_other_than_ids(fields, "tradeline_ids", wanted.tradeline_ids);
        refuse_other_than_ids(fields, "finding_ids", wanted.finding_ids);
        if (!wanted.finding_ids.empty()) return;
        if (wanted.tradeline_ids.empty())
            fields.refuse("tradeline_ids", "must name one to three tradelines");
        if (!wanted.reason) fields.refuse("reason", "is needed without finding_ids");
    }
};

struct StatusInput {
    std::string bureau;
    std::string status;
    std::optional<bool> reinserted;
    std::optional<std::string> note;

    void describe(http::Fields& fields) {
        fields.required("bureau", bureau, {.one_of = bureaus});
        fields.required("status", status, {.one_of = statuses});
        fields.optional("reinserted", reinserted);
        fields.optional("note", note, {.length_max = text_max});
    }
};

struct ListQuery {
    std::optional<std::string> status;
    std::optional<std::string> bureau;
    std::optional<Uuid> cursor;
    std::optional<std::int64_t> limit;

    void describe(http::Fields& fields) {
        fields.optional("status", status, {.one_of = statuses});
        fields.optional("bureau", bureau, {.one_of = bureaus});
        fields.optional("cursor", cursor);
        fields.optional("limit", limit, 1, page_max);
    }
};

struct TimelineQuery {
    std::optional<std::string> cursor;
    std::optional<std::int64_t> limit;

    void describe(http::Fields& fields) {
        fields.optional("cursor", cursor, {.length_max = 100});
        fields.optional("limit", limit, 1, page_max);
    }
};

Response answer(const Request& request, Result<Disputes::Page> page) {
    if (!page) return http::problem(page.error());
    return http::ok_if_changed(request, std::move(page->json), page->version);
}

awaitable<Response> create_dispute(Request& request, Disputes& disputes) {
    auto input = request.json<DisputeInput>();
    if (!input) co_return http::problem(input.error());

    auto dispute = co_await disputes.open(
        request.principal().user, std::move(input->wanted), request.repeat()
    );
    if (!dispute) co_return http::problem(dispute.error());

    co_return http::created("/api/v1/disputes/" + to_string(dispute->id), std::move(dispute->json));
}

awaitable<Response> list_disputes(Request& request, Disputes& disputes) {
    auto query = request.query<ListQuery>();
    if (!query) co_return http::problem(query.error());

    DisputeFilter filter{.status = query->status, .bureau = query->bureau, .after = query->cursor};
    if (query->limit) filter.limit = *query->limit;
    auto page = co_await disputes.list(request.principal().user, std::move(filter));

    co_return answer(request, std::move(page));
}

awaitable<Response> show_dispute(Request& request, Disputes& disputes) {
    auto id = request.id_parameter<DisputeNoun>("id");
    if (!id) co_return http::problem(id.error());

    auto page = co_await disputes.show(request.principal().user, *id);

    co_return answer(request, std::move(page));
}

awaitable<Response> show_timeline(Request& request, Disputes& disputes) {
    auto id = request.id_parameter<DisputeNoun>("id");
    if (!id) co_return http::problem(id.error());
    auto query = request.query<TimelineQuery>();
    if (!query) co_return http::problem(query.error());

    TimelineFilter filter{.after = query->cursor};
    if (query->limit) filter.limit = *query->limit;
    auto page = co_await disputes.timeline(request.principal().user, *id, std::move(filter));

    co_return answer(request, std::move(page));
}

awaitable<Response> change_status(Request& request, Disputes& disputes) {
    auto id = request.id_parameter<DisputeNoun>("id");
    if (!id) co_return http::problem(id.error());
    auto input = request.json<StatusInput>();
    if (!input) co_return http::problem(input.error());

    StatusChange change{
        std::move(input->bureau),
        std::move(input->status),
        input->reinserted.value_or(false),
        std::move(input->note)};
    auto page = co_await disputes.change_status(request.principal().user, *id, std::move(change));

    co_return page ? http::ok(std::move(page->json)) : http::problem(page.error());
}

awaitable<Response> create_letter(Request& request, Disputes& disputes) {
    auto id = request.id_parameter<DisputeNoun>("id");
    if (!id) co_return http::problem(id.error());
    auto input = request.json<LetterInput>();
    if (!input) co_return http::problem(input.error());

    auto letter = co_await disputes.write_letter(
        request.principal().user, *id, std::move(input->request), request.repeat()
    );
    if (!letter) co_return http::problem(letter.error());

    co_return http::created("/api/v1/letters/" + to_string(letter->id), std::move(letter->json));
}

struct AnswerInput {
    TypedAnswer answer;

    void describe(http::Fields& fields) {
        fields.required("bureau", answer.bureau, {.one_of = bureaus});
        fields.required("outcome", answer.outcome, {.one_of = outcomes});
        std::optional<PartialDate> received;
        fields.optional("received", received);
        if (received && received->has_day()) {
            answer.received = first_day(*received);
        } else {
            fields.refuse("received", "must be the day on which the answer came");
        }
        fields.optional("result_text", answer.result_text, {.length_max = text_max});
        fields.optional("reasons", answer.reasons, reasons_max, {.length_max = 200});
    }
};

awaitable<Response> create_response(Request& request, Disputes& disputes) {
    auto id = request.id_parameter<DisputeNoun>("id");
    if (!id) co_return http::problem(id.error());
    auto input = request.json<AnswerInput>();
    if (!input) co_return http::problem(input.error());

    auto answer = co_await disputes.record_answer(
        request.principal().user, *id, std::move(input->answer), request.repeat()
    );
    if (!answer) co_return http::problem(answer.error());

    co_return http::created("/api/v1/disputes/" + to_string(*id), std::move(*answer));
}

constexpr std::array<std::string_view, 3> binder_formats{"zip", "pdf", "json"};

struct BinderQuery {
    std::optional<std::string> format;

    void describe(http::Fields& fields) {
        fields.optional("format", format, {.one_of = binder_formats});
    }
};

Response file_response(std::string type, std::string name, std::string body) {
    Response response{.content_type = std::move(type), .body = std::move(body)};
    response.headers.emplace_back(
        "Content-Disposition", "attachment; filename=\"" + std::move(name) + "\""
    );
    response.headers.emplace_back("Cache-Control", "private, no-store");
    return response;
}

awaitable<Response> show_binder(Request& request, Disputes& disputes) {
    auto id = request.id_parameter<DisputeNoun>("id");
    if (!id) co_return http::problem(id.error());
    auto query = request.query<BinderQuery>();
    if (!query) co_return http::problem(query.error());

    auto binder = co_await disputes.binder(request.principal().user, *id);
    if (!binder) co_return http::problem(binder.error());

    const auto format = query->format.value_or("zip");
    if (format == "json") co_return http::ok(std::move(binder->json));
    if (format == "pdf") {
        co_return file_response("application/pdf", "binder.pdf", std::move(binder->pdf));
    }
    auto both = zip_of({{"binder.pdf", binder->pdf}, {"binder.json", binder->json}});
    co_return file_response("application/zip", "binder.zip", std::move(both));
}

constexpr auto creates = http::Creates::something;

constexpr http::Route<Disputes> routes[] = {
    {post,
     "/api/v1/disputes",
     create_dispute,
     Access::signed_in,
     Limit::write,
     http::body_usual,
     creates},
    {get, "/api/v1/disputes", list_disputes, Access::signed_in, Limit::read},
    {get, "/api/v1/disputes/{id}", show_dispute, Access::signed_in, Limit::read},
    {get, "/api/v1/disputes/{id}/timeline", show_timeline, Access::signed_in, Limit::read},
    {get, "/api/v1/disputes/{id}/binder", show_binder, Access::signed_in, Limit::read},
    {post,
     "/api/v1/disputes/{id}/responses",
     create_response,
     Access::signed_in,
     Limit::write,
     http::body_usual,
     creates},
    {post,
     "/api/v1/disputes/{id}/letters",
     create_letter,
     Access::signed_in,
     Limit::write,
     http::body_usual,
     creates},
    {patch, "/api/v1/disputes/{id}/status", change_status, Access::signed_in, Limit::write},
};

}  // namespace

void add_routes(http::Router& router, Disputes& disputes) {
    router.add<Disputes>(routes, disputes);
}

}  // namespace fairfile::disputes
