// Every setting of the program, read once at start. `fairfile config` prints this list.
#pragma once

#include "base/result.hpp"
#include "base/secret.hpp"
#include "infra/config/config.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace fairfile::app {

struct HttpSettings {
    std::string address = "127.0.0.1";
    std::int64_t port = 8080;
    std::string metrics_address = "127.0.0.1";
    std::int64_t metrics_port = 9180;
    std::int64_t cores = 0;
    std::int64_t connections_max = 12'000;
    std::int64_t drain_seconds = 10;
    std::string tls_certificate_file;
    std::string tls_key_file;
    std::string public_url;
    std::string trusted_proxies;
    std::string web_directory;
};

struct DatabaseSettings {
    Secret url;
    Secret worker_url;
    Secret owner_url;
    Secret auditor_url;
    std::string prepare = "auto";
    std::int64_t read_connections = 2;
    std::int64_t write_connections = 4;
    std::int64_t slow_connections = 1;
};

struct StorageSettings {
    std::string data_directory = "var";
    std::string object_directory;
    std::string key_directory;
    std::string key_encryption_keys_file;
};

struct TokenSettings {
    std::string issuer = "fairfile";
    std::string audience = "fairfile";
    std::string signing_key_file;
    Secret external_hs256_secret;
    std::string external_jwks_file;
    std::string external_issuer;
    std::string external_audience = "authenticated";
};

struct LimitSettings {
    std::int64_t user_per_minute = 100;
    std::int64_t address_per_minute = 100;
    std::int64_t signed_in_address_per_minute = 1'000;
    std::string mode = "memory";
    Secret redis_url;
    std::string redis_authorities_file;
    std::int64_t processes = 1;
    std::int64_t paid_reports = -1;
    std::int64_t paid_letters = -1;
};

struct MailSettings {
    std::string smtp_url;
    std::string smtp_user;
    Secret smtp_password;
    std::string from = "Fairfile <no-reply@localhost>";
};

struct PostageSettings {
    std::string company = "Fairfile";
    std::string address = "(no address is set: for trying out only)";
    std::int64_t first_class_cents = 750;
    std::int64_t certified_cents = 1'450;
    std::int64_t return_receipt_cents = 1'850;
    std::string outbox_directory;
    std::string mailer_id = "000000";
};

struct WorkSettings {
    std::int64_t concurrency = 2;
    std::string queues = "high,medium,low";
};

struct LogSettings {
    std::string level = "info";
    std::string file;
    bool access = true;
};

struct Settings {
    HttpSettings http;
    DatabaseSettings database;
    StorageSettings storage;
    TokenSettings token;
    LimitSettings limits;
    MailSettings mail;
    PostageSettings postage;
    WorkSettings work;
    LogSettings log;
    std::vector<config::Described> described;
};

Result<Settings> read_settings(const config::Environment& environment);

}  // namespace fairfile::app
