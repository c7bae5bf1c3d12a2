#include "app/wiring.hpp"

#include "app/output.hpp"
#include "base/text.hpp"

#include <fstream>
#include <iterator>

namespace fairfile::app {

namespace {

constexpr auto dictionary = "/var/cache/cracklib/cracklib_dict";
constexpr std::size_t mail_queue_max = 1'000;
constexpr std::chrono::seconds notification_time_max{10};

crypto::TokenRules own_token_rules(const TokenSettings& settings) {
    return {.issuer = settings.issuer, .audience = settings.audience, .type = "at+jwt"};
}

bool is_this_machine(std::string_view host) {
    return host == "localhost" || host == "127.0.0.1" || host == "[::1]";
}

/// "Fairfile <no-reply@example.org>", or the address alone.
void set_sender(email::SmtpConfig& config, std::string_view text) {
    const auto open = text.find('<');
    if (open == std::string_view::npos || !text.ends_with('>')) {
        config.from = text;
        return;
    }
    config.from_name = trim(text.substr(0, open));
    config.from = text.substr(open + 1, text.size() - open - 2);
}

/// "smtp://host:port" or "smtps://host:port". To another machine never without TLS.
std::optional<email::SmtpConfig> smtp_config(const MailSettings& settings) {
    std::string_view url = settings.smtp_url;
    email::SmtpConfig config;
    const bool is_implicit = url.starts_with("smtps://");
    const auto start = url.find("://");
    if (start == std::string_view::npos) return std::nullopt;
    url.remove_prefix(start + 3);
    const auto colon = url.rfind(':');
    config.host = url.substr(0, colon);
    if (colon != std::string_view::npos) {
        config.port = static_cast<std::uint16_t>(std::stoi(std::string(url.substr(colon + 1))));
    }
    if (is_this_machine(config.host)) config.encryption = email::Encryption::none;
    if (is_implicit) config.encryption = email::Encryption::implicit;
    config.user = settings.smtp_user;
    config.password = settings.smtp_password;
    set_sender(config, settings.from);
    return config;
}

crypto::Key unsubscribe_key(const Foundation& foundation) {
    return foundation.secrets.root.derive("unsubscribe-links");
}

notifications::Parts notification_parts(Foundation& foundation, const Settings& settings) {
    const auto post =
        smtp_config(settings.mail) ? notifications::Post::configured : notifications::Post::none;
    return {*foundation.database, unsubscribe_key(foundation), post};
}

std::unique_ptr<email::Mailer> make_mailer(
    Foundation& foundation, const Settings& settings, runtime::CpuPool& pool
) {
    if (auto config = smtp_config(settings.mail)) {
        return std::make_unique<email::SmtpMailer>(
            std::move(*config), pool, foundation.clock, *foundation.log, foundation.metrics
        );
    }
    auto print = [](const email::Message& message) {
        say_line("E-mail to " + message.to + ": " + message.subject + "\n" + message.text);
    };
    return std::make_unique<email::PrintingMailer>(std::move(print));
}

std::optional<users::ExternalIssuer> external_issuer(const TokenSettings& settings) {
    std::vector<crypto::VerificationKey> keys;
    if (!settings.external_hs256_secret.empty()) {
        auto key = crypto::VerificationKey::shared_secret(settings.external_hs256_secret);
        if (key) keys.push_back(std::move(*key));
    }
    if (!settings.external_jwks_file.empty()) {
        std::ifstream file(settings.external_jwks_file, std::ios::binary);
        const std::string document(std::istreambuf_iterator<char>(file), {});
        auto set = crypto::read_key_set(document);
        if (set) keys.insert(keys.end(), set->begin(), set->end());
    }
    if (keys.empty()) return std::nullopt;
    crypto::TokenRules rules{
        .issuer = settings.external_issuer, .audience = settings.external_audience};
    return users::ExternalIssuer{
        crypto::TokenVerifier(std::move(keys), std::move(rules)), settings.external_issuer};
}

users::Parts user_parts(Foundation& foundation, Slices& slices) {
    return {
        *foundation.database,
        *foundation.keys,
        slices.signer,
        slices.cookies,
        *slices.mailer,
        *slices.password_rules,
        foundation.hashing,
        foundation.limits,
        foundation.clock,
        *foundation.log,
        foundation.metrics};
}

}  // namespace

std::string public_url(const Settings& settings) {
    if (!settings.http.public_url.empty()) return settings.http.public_url;
    return "http://localhost:" + std::to_string(settings.http.port);
}

mailings::ServiceTerms service_terms(const PostageSettings& postage) {
    return {
        .company = postage.company,
        .address = postage.address,
        .prices = {
            postage.first_class_cents, postage.certified_cents, postage.return_receipt_cents}};
}

reports::Parts report_parts(Foundation& foundation) {
    return {
        *foundation.database,
        *foundation.files,
        *foundation.keys,
        foundation.matching_key,
        foundation.link_key,
        foundation.pool,
        foundation.cage,
        foundation.limits,
        foundation.clock,
        *foundation.log,
        foundation.metrics};
}

users::ExportParts export_parts(Foundation& foundation) {
    return {
        *foundation.database,
        *foundation.keys,
        *foundation.files,
        foundation.pool,
        foundation.clock,
        *foundation.log};
}

notifications::PostParts post_parts(
    Foundation& foundation, const Settings& settings, runtime::CpuPool& pool
) {
    auto smtp = smtp_config(settings.mail);
    // A mail server that does not answer must not hold a worker's place for long.
    if (smtp) smtp->time_max = notification_time_max;
    return {
        *foundation.database,
        unsubscribe_key(foundation),
        std::move(smtp),
        public_url(settings),
        pool,
        foundation.clock,
        *foundation.log,
        foundation.metrics};
}

Slices::Slices(
    Foundation& foundation, const Settings& settings, std::unique_ptr<users::PasswordRules> rules
)
    : mail_pool(1, mail_queue_max),
      mailer(make_mailer(foundation, settings, mail_pool)),
      signer(foundation.secrets.root.derive("access-tokens"), own_token_rules(settings.token)),
      verifier({signer.public_key()}, own_token_rules(settings.token)),
      external(external_issuer(settings.token)),
      cookies(foundation.secrets.root.derive("web-cookies")),
      password_rules(std::move(rules)),
      users(user_parts(foundation, *this), {.public_url = public_url(settings)}),
      tradelines(*foundation.database, *foundation.keys, foundation.pool),
      scores(*foundation.database),
      reports(report_parts(foundation), tradelines),
      letters(
          {*foundation.database,
           *foundation.files,
           *foundation.keys,
           foundation.pool,
           foundation.limits,
           foundation.clock}
      ),
      disputes({*foundation.database, letters, *foundation.keys, foundation.pool, foundation.clock}
      ),
      terms(service_terms(settings.postage)),
      mailings(
          {*foundation.database,
           letters,
           *foundation.keys,
           foundation.pool,
           foundation.clock,
           terms}
      ),
      papers({*foundation.database, *foundation.keys, foundation.pool, foundation.clock, terms}),
      notifications(notification_parts(foundation, settings)),
      exports(export_parts(foundation)),
      dashboard(
          {*foundation.database,
           *foundation.keys,
           foundation.pool,
           foundation.limits,
           foundation.clock}
      ),
      search(*foundation.database),
      console(*foundation.database),
      plans{foundation.pool},
      repeats(
          {*foundation.database,
           *foundation.keys,
           foundation.pool,
           *foundation.log,
           foundation.clock}
      ) {}

Slices::~Slices() {
    mail_pool.stop();
}

Result<std::unique_ptr<Slices>> Slices::build(Foundation& foundation, const Settings& settings) {
    auto rules = users::PasswordRules::open(dictionary);
    if (!rules) return rules.error();
    return std::unique_ptr<Slices>(new Slices(foundation, settings, std::move(*rules)));
}

void Slices::add_routes(http::Router& router) {
    users::add_routes(router, users);
    users::add_export_route(router, exports);
    tradelines::add_routes(router, tradelines);
    scores::add_routes(router, scores);
    reports::add_routes(router, reports);
    letters::add_routes(router, letters);
    disputes::add_routes(router, disputes);
    mailings::add_routes(router, mailings);
    mailings::add_routes(router, papers);
    notifications::add_routes(router, notifications);
    dashboard::add_routes(router, dashboard);
    search::add_routes(router, search);
    console::add_routes(router, console);
    capacity::add_routes(router, plans);
    router.answer_once([this](http::Request& request, const http::RouteRow& row) {
        return repeats.answer(request, row);
    });
}

}  // namespace fairfile::app
