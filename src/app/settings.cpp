#include "app/settings.hpp"

#include <limits>

namespace fairfile::app {

namespace {

constexpr std::int64_t port_max = 65'535;
constexpr std::int64_t rate_max = 1'000'000'000;

void read(config::Reader& reader, HttpSettings& http) {
    reader.text("FAIRFILE_HTTP_ADDRESS", http.address, "Address that serve listens on.");
    reader.integer("FAIRFILE_HTTP_PORT", http.port, 0, port_max, "Port that serve listens on.");
    reader.text(
        "FAIRFILE_METRICS_ADDRESS", http.metrics_address, "Address of /metrics, apart from the API."
    );
    reader.integer(
        "FAIRFILE_METRICS_PORT", http.metrics_port, 0, port_max, "Port of /metrics; 0 turns it off."
    );
    reader.integer("FAIRFILE_CORES", http.cores, 0, 256, "Event loops; 0 means one per core.");
    reader.integer(
        "FAIRFILE_CONNECTIONS_MAX",
        http.connections_max,
        1,
        1'000'000,
        "Open connections; one more is refused at once."
    );
    reader.integer(
        "FAIRFILE_DRAIN_SECONDS",
        http.drain_seconds,
        0,
        600,
        "How long requests in flight may finish after SIGTERM."
    );
    reader.text("FAIRFILE_TLS_CERTIFICATE", http.tls_certificate_file, "PEM chain; turns TLS on.");
    reader.text("FAIRFILE_TLS_KEY", http.tls_key_file, "PEM key of the certificate.");
    reader.text(
        "FAIRFILE_PUBLIC_URL", http.public_url, "Where people reach us; used in e-mailed links."
    );
    reader.text(
        "FAIRFILE_TRUSTED_PROXIES",
        http.trusted_proxies,
        "Addresses or networks, comma-separated, whose X-Forwarded-For is believed."
    );
    reader.text("FAIRFILE_WEB_DIRECTORY", http.web_directory, "The built web app.");
}

void read(config::Reader& reader, DatabaseSettings& database) {
    reader.secret("DATABASE_URL", database.url, "Connection of the API (role fairfile_api).");
    reader.secret(
        "FAIRFILE_WORKER_DATABASE_URL",
        database.worker_url,
        "Connection of the worker (role fairfile_worker)."
    );
    reader.secret(
        "FAIRFILE_OWNER_DATABASE_URL",
        database.owner_url,
        "Connection for migrations (role fairfile_owner); only migrate needs it."
    );
    reader.secret(
        "FAIRFILE_AUDITOR_DATABASE_URL",
        database.auditor_url,
        "Connection for audit verify (role fairfile_auditor)."
    );
    reader.choice(
        "FAIRFILE_DB_PREPARE",
        database.prepare,
        {"auto", "on", "off"},
        "Prepared statements; off behind PgBouncer in transaction mode, auto finds out."
    );
    reader.integer(
        "FAIRFILE_DB_READ_CONNECTIONS", database.read_connections, 1, 64, "Per core, for reads."
    );
    reader.integer(
        "FAIRFILE_DB_WRITE_CONNECTIONS", database.write_connections, 1, 64, "Per core, for writes."
    );
    reader.integer(
        "FAIRFILE_DB_SLOW_CONNECTIONS",
        database.slow_connections,
        1,
        64,
        "Per core, for statements that may take long."
    );
}

void read(config::Reader& reader, StorageSettings& storage) {
    reader.text("FAIRFILE_DATA", storage.data_directory, "Where up keeps everything.");
    reader.text(
        "FAIRFILE_OBJECT_DIRECTORY",
        storage.object_directory,
        "Encrypted files; default DATA/objects."
    );
    reader.text(
        "FAIRFILE_KEY_DIRECTORY", storage.key_directory, "Wrapped keys; default DATA/keystore."
    );
    reader.text(
        "FAIRFILE_KEY_ENCRYPTION_KEYS",
        storage.key_encryption_keys_file,
        "File with the key-encryption keys, newest first; default DATA/keys/kek."
    );
}

void read(config::Reader& reader, TokenSettings& token) {
    reader.text("FAIRFILE_TOKEN_ISSUER", token.issuer, "iss of our own access tokens.");
    reader.text("FAIRFILE_TOKEN_AUDIENCE", token.audience, "aud of our own access tokens.");
    reader.text(
        "FAIRFILE_TOKEN_KEY", token.signing_key_file, "Ed25519 seed file; default DATA/keys/token."
    );
    reader.secret(
        "FAIRFILE_EXTERNAL_HS256_SECRET",
        token.external_hs256_secret,
        "Accept tokens of an outside issuer signed with this secret (Supabase)."
    );
    reader.text(
        "FAIRFILE_EXTERNAL_JWKS", token.external_jwks_file, "Or with the keys of this JWKS file."
    );
    reader.text("FAIRFILE_EXTERNAL_ISSUER", token.external_issuer, "iss those tokens must have.");
    reader.text(
        "FAIRFILE_EXTERNAL_AUDIENCE", token.external_audience, "aud those tokens must have."
    );
}

void read_shared(config::Reader& reader, LimitSettings& limits) {
    constexpr std::int64_t processes_max = 10'000;
    reader.choice(
        "FAIRFILE_LIMIT_MODE",
        limits.mode,
        {"memory", "hybrid", "redis", "cluster"},
        "Where requests a minute are counted: in each process (memory, also called hybrid), or for"
        " all of them in Redis or a Redis Cluster."
    );
    reader.secret(
        "REDIS_URL",
        limits.redis_url,
        "redis://user:password@host:port, rediss:// with TLS, redis+sentinel://host,host/master;"
        " of a Cluster some nodes, comma-separated."
    );
    reader.text(
        "FAIRFILE_REDIS_AUTHORITIES",
        limits.redis_authorities_file,
        "PEM file of who may sign the certificate of Redis; default the system's."
    );
    reader.integer(
        "FAIRFILE_LIMIT_PROCESSES",
        limits.processes,
        1,
        processes_max,
        "How many serve share Redis: without it each lets its share of a limit through."
    );
}

void read(config::Reader& reader, LimitSettings& limits) {
    read_shared(reader, limits);
    constexpr auto unlimited_or_more = std::numeric_limits<std::int32_t>::max();
    reader.integer(
        "FAIRFILE_LIMIT_USER_PER_MINUTE",
        limits.user_per_minute,
        0,
        rate_max,
        "Requests a minute of one user; 0 counts and never refuses."
    );
    reader.integer(
        "FAIRFILE_LIMIT_ADDRESS_PER_MINUTE",
        limits.address_per_minute,
        0,
        rate_max,
        "Requests a minute of one address without a valid token; 0 never refuses."
    );
    reader.integer(
        "FAIRFILE_LIMIT_SIGNED_IN_ADDRESS_PER_MINUTE",
        limits.signed_in_address_per_minute,
        0,
        rate_max,
        "Requests a minute of one address with valid tokens; 0 never refuses."
    );
    reader.integer(
        "FAIRFILE_PAID_REPORTS",
        limits.paid_reports,
        -1,
        unlimited_or_more,
        "Reports a month of a paid user; -1 is unlimited."
    );
    reader.integer(
        "FAIRFILE_PAID_LETTERS",
        limits.paid_letters,
        -1,
        unlimited_or_more,
        "Letters a month of a paid user; -1 is unlimited."
    );
}

void read(config::Reader& reader, MailSettings& mail) {
    reader.text(
        "FAIRFILE_SMTP_URL",
        mail.smtp_url,
        "smtp://host:port (STARTTLS, or plain to this machine) or smtps://host:port; without it"
        " links are printed and notifications stay in the app."
    );
    reader.text("FAIRFILE_SMTP_USER", mail.smtp_user, "User at the SMTP server.");
    reader.secret("FAIRFILE_SMTP_PASSWORD", mail.smtp_password, "Password at the SMTP server.");
    reader.text("FAIRFILE_MAIL_FROM", mail.from, "Sender of our e-mails.");
}

void read(config::Reader& reader, PostageSettings& postage) {
    constexpr std::int64_t cents_max = 100'000;
    reader.text("FAIRFILE_COMPANY_NAME", postage.company, "Who mails letters for money.");
    reader.text("FAIRFILE_COMPANY_ADDRESS", postage.address, "Its principal business address.");
    reader.integer(
        "FAIRFILE_PRICE_FIRST_CLASS",
        postage.first_class_cents,
        0,
        cents_max,
        "Cents for a letter by First-Class Mail."
    );
    reader.integer(
        "FAIRFILE_PRICE_CERTIFIED",
        postage.certified_cents,
        0,
        cents_max,
        "Cents for a letter by Certified Mail."
    );
    reader.integer(
        "FAIRFILE_PRICE_RETURN_RECEIPT",
        postage.return_receipt_cents,
        0,
        cents_max,
        "Cents for a letter by Certified Mail with return receipt."
    );
    reader.text(
        "FAIRFILE_MAIL_OUTBOX",
        postage.outbox_directory,
        "Folder for letters to print and post; default mail/ in the data directory."
    );
    reader.text(
        "FAIRFILE_MAILER_ID",
        postage.mailer_id,
        "Mailer id of the Postal Service, 6 or 9 digits; zeros: letters are sorted, not tracked."
    );
}

}  // namespace

Result<Settings> read_settings(const config::Environment& environment) {
    const auto file = environment("FAIRFILE_CONFIG").value_or("");
    auto reader = config::Reader::open(environment, file);
    if (!reader) return reader.error();

    Settings settings;
    read(*reader, settings.http);
    read(*reader, settings.database);
    read(*reader, settings.storage);
    read(*reader, settings.token);
    read(*reader, settings.limits);
    read(*reader, settings.mail);
    read(*reader, settings.postage);
    reader->integer(
        "FAIRFILE_WORK_CONCURRENCY", settings.work.concurrency, 1, 64, "Jobs a worker runs at once."
    );
    reader->text("FAIRFILE_WORK_QUEUES", settings.work.queues, "Queues a worker takes from.");
    reader->choice(
        "FAIRFILE_LOG_LEVEL",
        settings.log.level,
        {"debug", "info", "warning", "error"},
        "Least level."
    );
    reader->text("FAIRFILE_LOG_FILE", settings.log.file, "Log file; default standard error.");
    reader->truth("FAIRFILE_LOG_ACCESS", settings.log.access, "One line for each request.");

    auto described = reader->finish();
    if (!described) return described.error();
    settings.described = std::move(*described);

    auto& storage = settings.storage;
    if (storage.object_directory.empty())
        storage.object_directory = storage.data_directory + "/objects";
    if (storage.key_directory.empty()) storage.key_directory = storage.data_directory + "/keystore";
    if (storage.key_encryption_keys_file.empty()) {
        storage.key_encryption_keys_file = storage.data_directory + "/keys/kek";
    }
    if (settings.token.signing_key_file.empty()) {
        settings.token.signing_key_file = storage.data_directory + "/keys/token";
    }
    return settings;
}

}  // namespace fairfile::app
