// The slices over a foundation, each given only what it needs.
#pragma once

#include "app/foundation.hpp"
#include "features/capacity/capacity.hpp"
#include "features/console/console.hpp"
#include "features/dashboard/dashboard.hpp"
#include "features/disputes/disputes.hpp"
#include "features/letters/letters.hpp"
#include "features/mailings/mailings.hpp"
#include "features/notifications/notifications.hpp"
#include "features/reports/reports.hpp"
#include "features/scores/scores.hpp"
#include "features/search/search.hpp"
#include "features/tradelines/tradelines.hpp"
#include "features/users/users.hpp"
#include "infra/email/mailer.hpp"

#include <memory>

namespace fairfile::app {

/// Everything that a person can ask for. Members are built in order and torn down in reverse.
class Slices {
  public:
    static Result<std::unique_ptr<Slices>> build(Foundation& foundation, const Settings& settings);
    ~Slices();

    runtime::CpuPool mail_pool;
    std::unique_ptr<email::Mailer> mailer;
    crypto::TokenSigner signer;
    crypto::TokenVerifier verifier;
    std::optional<users::ExternalIssuer> external;
    users::WebCookies cookies;
    std::unique_ptr<users::PasswordRules> password_rules;
    users::Users users;
    tradelines::Tradelines tradelines;
    scores::Scores scores;
    reports::Reports reports;
    letters::Letters letters;
    disputes::Disputes disputes;
    mailings::ServiceTerms terms;
    mailings::Mailings mailings;
    mailings::Papers papers;
    notifications::Notifications notifications;
    users::Exports exports;
    dashboard::Dashboard dashboard;
    search::Search search;
    console::Console console;
    capacity::PlanDesk plans;
    users::Repeats repeats;

    void add_routes(http::Router& router);

  private:
    Slices(
        Foundation& foundation,
        const Settings& settings,
        std::unique_ptr<users::PasswordRules> rules
    );
};

/// What reports need, for HTTP and for the worker alike.
reports::Parts report_parts(Foundation& foundation);
/// What exports need, for HTTP and for the worker alike.
users::ExportParts export_parts(Foundation& foundation);

/// What sends notifications; the worker's only. `pool` waits for mail servers.
notifications::PostParts post_parts(
    Foundation& foundation, const Settings& settings, runtime::CpuPool& pool
);

/// Who mails letters and for how much.
mailings::ServiceTerms service_terms(const PostageSettings& postage);

/// Where a browser reaches the web app.
std::string public_url(const Settings& settings);

}  // namespace fairfile::app
