#include "features/dashboard/dashboard.hpp"

#include "features/dashboard/dashboard_json.hpp"
#include "infra/http/versioned.hpp"

namespace fairfile::dashboard {

namespace {

using http::Access;
using http::Limit;
using http::Request;
using http::Response;

// One row shape for all parts; text, so that the union has one type a column.
constexpr postgres::Statement select_dashboard{
    "dashboard.show",
    "select 1 as part, data_version::text, tier, tier_until::text, report_limit::text,"
    " letter_limit::text, quota_month::text, reports_used::text, letters_used::text,"
    " latest_scores::text, reports_total::text, accounts_total::text, tradelines_total::text,"
    " tradelines_negative::text, tradelines_disputable::text, disputes_total::text,"
    " disputes_pending::text, disputes_investigating::text, disputes_verified::text,"
    " disputes_deleted::text, disputes_updated::text, disputes_escalated::text,"
    " disputes_expired::text, disputes_blank::text"
    " from user_analytics where user_id = $1::uuid"
    " union all"
    " (select 2, id::text, status, reason, format, report_date, pages::text, pages_ocr::text,"
    " upload_date::text, finished_at::text, file_deleted_at::text, file_name_sealed::text,"
    " bytes::text, account_count::text, tradeline_count::text, negative_count::text,"
    " disputable_count::text, question_count::text, null, null, null, null, null, null"
    " from credit_reports r where user_id = $1::uuid"
    " order by r.upload_date desc, r.id desc limit 1)"
    " union all"
    " (select 3, id::text, bureau, report_id::text, tradeline_id::text, furnisher, account_last4,"
    " reason, status, reinserted::text, status_changed_at::text, due_on::text, opened_at::text,"
    " mailed_on::text, delivered_on::text, clock, fact, null, null, null, null, null, null, null"
    " from dispute_tracking d where user_id = $1::uuid"
    " order by d.id desc, d.bureau desc limit 300)"};

/// Only the newest report's file name is sealed; without a report no key is needed.
bool needs_key(const postgres::Rows& rows) {
    return rows.size() > 1 && rows.integer(1, 0) == newest_report;
}

awaitable<Response> show_dashboard(Request& request, Dashboard& dashboard) {
    auto page = co_await dashboard.show(request.principal().user);
    if (!page) co_return http::problem(page.error());

    co_return http::ok_if_changed(request, std::move(page->json), page->version);
}

constexpr http::Route<Dashboard> routes[] = {
    {http::Method::get, "/api/v1/dashboard", show_dashboard, Access::signed_in, Limit::read},
};

}  // namespace

awaitable<Result<Dashboard::Page>> Dashboard::show(UserId user) {
    postgres::Parameters parameters;
    parameters.add(user);
    auto rows = co_await parts_.database.run(
        postgres::Identity::user(user), select_dashboard, std::move(parameters)
    );
    if (!rows) co_return rows.error();
    if (rows->empty()) {
        co_return Error{Failure::missing, "http.not_found", "There is nothing at this address."};
    }

    const crypto::KeyName name{crypto::KeyKind::user, user.value};
    auto key = parts_.keys.cached(name);
    if (!key && needs_key(*rows)) {
        auto find = [this, name] { return parts_.keys.find(name); };
        auto found = co_await runtime::offload(parts_.pool, std::move(find));
        if (found) key = std::move(*found);
    }
    const auto today = std::chrono::floor<std::chrono::days>(parts_.clock.now());
    const DashboardView view{*rows, parts_.limits, today, user, key ? &*key : nullptr};
    auto version = std::string(rows->text(0, 1)) + "-" + to_string(to_date(today));
    co_return Page{dashboard_json(view), std::move(version)};
}

void add_routes(http::Router& router, Dashboard& dashboard) {
    router.add<Dashboard>(routes, dashboard);
}

std::vector<const postgres::Statement*> statements() {
    return {&select_dashboard};
}

}  // namespace fairfile::dashboard
