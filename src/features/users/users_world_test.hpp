// A database, keys and the slice on top of them, for this slice's tests.
#pragma once

#include "features/users/users.hpp"
#include "infra/crypto/encoding.hpp"
#include "infra/crypto/random.hpp"
#include "infra/http/memory_request.hpp"
#include "tests/support/plain_database.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace fairfile::users {

class MovedClock final : public Clock {
  public:
    std::chrono::system_clock::time_point now() const override { return time; }
    std::chrono::system_clock::time_point time = runtime::SystemClock().now();
};

class UsersTest : public testing::Test {
  protected:
    UsersTest() { add_routes(router_, users_); }
    ~UsersTest() override { std::filesystem::remove_all(key_folder_); }

    /// The answer of a route, as the server would give it to this caller.
    http::Response call(http::RequestValues values) {
        const auto match = router_.find(values.method, values.path);
        if (match.row == nullptr) return {.status = 404};
        for (const auto& [name, value] : match.parameters) {
            values.parameters.emplace_back(std::string(name), value);
        }
        http::MemoryRequest request(std::move(values));
        return test::wait_for(match.row->handle(request));
    }
    http::Response post(std::string path, std::string body, http::RequestValues values = {}) {
        values.method = http::Method::post;
        values.path = std::move(path);
        values.body = std::move(body);
        values.headers.emplace_back("Content-Type", "application/json");
        return call(std::move(values));
    }

    SignedIn register_user(const std::string& email, ClientKind kind = ClientKind::api) {
        const Client client{.kind = kind, .address = "127.0.0.1", .user_agent = "test"};
        const Credentials credentials{.email = email, .password = Secret(password_)};
        return test::wait_for(users_.register_user(credentials, client)).value();
    }
    Result<SignedIn> sign_in(Credentials credentials, std::string address = "127.0.0.1") {
        const Client client{.address = std::move(address)};
        return test::wait_for(users_.sign_in(std::move(credentials), client));
    }
    Credentials credentials(const std::string& email) const {
        return {.email = email, .password = Secret(password_)};
    }

    http::Caller ask(
        SessionGuard& guard,
        std::string name,
        std::string value,
        http::Method method = http::Method::get,
        std::string csrf = ""
    ) {
        http::RequestValues values{.method = method};
        values.headers.emplace_back(std::move(name), std::move(value));
        values.headers.emplace_back("X-CSRF-Token", std::move(csrf));
        const http::MemoryRequest request(std::move(values));
        if (auto now = guard.authenticate_now(request)) return std::move(*now);
        return test::wait_for(guard.authenticate(request));
    }
    http::Caller ask(SessionGuard& guard, const Secret& token) {
        return ask(guard, "Authorization", "Bearer " + std::string(token.reveal()));
    }
    http::Principal principal(const Secret& token) {
        SessionGuard guard(1, guard_parts());
        return ask(guard, token).value().value();
    }
    SessionGuardParts guard_parts() {
        return {
            .database = database_,
            .tokens = verifier_,
            .external = nullptr,
            .cookies = cookies_,
            .clock = clock_,
            .log = log_,
            .metrics = metrics_};
    }
    /// Of the last message.
    Secret link_token() const {
        const auto& text = mails_.back().text;
        const auto start = text.find("#token=") + 7;
        return Secret(text.substr(start, text.find('\n', start) - start));
    }

    const std::string password_ = "tangerine-obelisk-47";
    const crypto::TokenRules rules_{.issuer = "fairfile", .audience = "fairfile", .type = "at+jwt"};
    const std::filesystem::path key_folder_ = std::filesystem::path(testing::TempDir()) /
                                              ("users." + crypto::to_hex(crypto::random_bytes(8)));
    MovedClock clock_;
    log::Log log_{clock_, log::Level::error};
    metrics::Registry metrics_;
    test::TestDatabase rows_;
    test::PlainDatabase database_{rows_, "fairfile_api"};
    std::unique_ptr<crypto::DirectoryKeyStore> keys_ =
        std::move(crypto::DirectoryKeyStore::open(
                      {.folder = key_folder_, .wrapping = {{{"test", crypto::Key::random()}}}},
                      clock_
        )
                      .value());
    crypto::TokenSigner signer_{crypto::Key::random(), rules_};
    crypto::TokenVerifier verifier_{{signer_.public_key()}, rules_};
    WebCookies cookies_{crypto::Key::random()};
    std::vector<email::Message> mails_;
    email::PrintingMailer mailer_{[this](const email::Message& mail) { mails_.push_back(mail); }};
    std::unique_ptr<PasswordRules> password_rules_ =
        std::move(PasswordRules::open("/var/cache/cracklib/cracklib_dict").value());
    runtime::CpuPool hashing_{1, 16};
    UnitLimits limits_;
    Users users_{
        {.database = database_,
         .keys = *keys_,
         .signer = signer_,
         .cookies = cookies_,
         .mailer = mailer_,
         .password_rules = *password_rules_,
         .hashing = hashing_,
         .limits = limits_,
         .clock = clock_,
         .log = log_,
         .metrics = metrics_},
        {.public_url = "http://localhost:8080"}};
    http::Router router_;
};

}  // namespace fairfile::users
