#include "infra/email/mailer.hpp"

#include "infra/crypto/encoding.hpp"
#include "infra/crypto/random.hpp"
#include "infra/email/mime.hpp"

#include <boost/asio/post.hpp>
#include <curl/curl.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <mutex>
#include <optional>

namespace fairfile::email {

namespace {

struct CurlDeleter {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct ListDeleter {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Handle = std::unique_ptr<CURL, CurlDeleter>;
using List = std::unique_ptr<curl_slist, ListDeleter>;

std::size_t read_from(char* into, std::size_t size, std::size_t count, void* source) {
    auto* rest = static_cast<std::string_view*>(source);
    const auto length = std::min(size * count, rest->size());
    std::memcpy(into, rest->data(), length);
    rest->remove_prefix(length);
    return length;
}

void set_connection(CURL* handle, const SmtpConfig& config) {
    const bool is_implicit = config.encryption == Encryption::implicit;
    const auto url = std::string(is_implicit ? "smtps://" : "smtp://") + config.host + ":" +
                     std::to_string(config.port);
    curl_easy_setopt(handle, CURLOPT_URL, url.c_str());
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    const auto tls = config.encryption == Encryption::none ? CURLUSESSL_NONE : CURLUSESSL_ALL;
    curl_easy_setopt(handle, CURLOPT_USE_SSL, static_cast<long>(tls));
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle, CURLOPT_NOPROXY, "*");
    curl_easy_setopt(handle, CURLOPT_TIMEOUT, static_cast<long>(config.time_max.count()));
    if (!config.user.empty()) {
        const std::string password(config.password.reveal());
        curl_easy_setopt(handle, CURLOPT_USERNAME, config.user.c_str());
        curl_easy_setopt(handle, CURLOPT_PASSWORD, password.c_str());
    }
}

/// What went wrong, without addresses; nothing when the server took the message.
std::optional<std::string> transfer(
    const SmtpConfig& config, const std::string& to, const std::string& content
) {
    static std::once_flag once;
    std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
    const Handle handle(curl_easy_init());
    const List recipients(curl_slist_append(nullptr, ("<" + to + ">").c_str()));
    if (!handle || !recipients) return "no memory";

    set_connection(handle.get(), config);
    const auto from = "<" + config.from + ">";
    std::string_view rest = content;
    curl_easy_setopt(handle.get(), CURLOPT_MAIL_FROM, from.c_str());
    curl_easy_setopt(handle.get(), CURLOPT_MAIL_RCPT, recipients.get());
    curl_easy_setopt(handle.get(), CURLOPT_READFUNCTION, read_from);
    curl_easy_setopt(handle.get(), CURLOPT_READDATA, &rest);
    curl_easy_setopt(handle.get(), CURLOPT_UPLOAD, 1L);
    const auto code = curl_easy_perform(handle.get());
    if (code != CURLE_OK) return curl_easy_strerror(code);
    return std::nullopt;
}

}  // namespace

bool PrintingMailer::send(Message message) {
    if (!is_plain_address(message.to)) return false;
    print_(message);
    return true;
}

SmtpMailer::SmtpMailer(
    SmtpConfig config,
    runtime::CpuPool& pool,
    const Clock& clock,
    log::Log& log,
    metrics::Registry& metrics
)
    : config_(std::move(config)),
      pool_(pool),
      clock_(clock),
      log_(log),
      sent_(metrics.counter("emails_total", "E-mails by outcome", {{"outcome", "sent"}})),
      failed_(metrics.counter("emails_total", "E-mails by outcome", {{"outcome", "failed"}})) {}

bool SmtpMailer::send(Message message) {
    if (!is_plain_address(message.to)) return false;
    if (!pool_.try_enter()) {
        failed_.add();
        log_.warning("email.queue_full");
        return false;
    }
    boost::asio::post(pool_.threads(), [this, message = std::move(message)] {
        deliver(message);
        pool_.leave();
    });
    return true;
}

void SmtpMailer::deliver(const Message& message) {
    const Envelope envelope{
        .from = config_.from,
        .from_name = config_.from_name,
        .date = clock_.now(),
        .unique = crypto::to_hex(crypto::random_bytes(16))};
    const auto content = compose(message, envelope);
    std::optional<std::string> failure;
    for (int attempt = 0; attempt < config_.attempts_max; ++attempt) {
        failure = transfer(config_, message.to, content);
        if (!failure) return sent_.add();
    }
    failed_.add();
    log_.error("email.failed", {{"reason", std::string_view(*failure)}});
}

}  // namespace fairfile::email
