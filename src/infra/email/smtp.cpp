#include "infra/email/smtp.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <mutex>

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

/// A server that refuses our sign-in or our TLS is set up wrongly: an operator will see to it, and
/// the message is as good as before.
Delivery judge(CURLcode code, long reply) {
    if (code == CURLE_OK) return {Delivery::Outcome::taken, static_cast<int>(reply), {}};
    Delivery delivery{.reply = static_cast<int>(reply), .reason = curl_easy_strerror(code)};
    const bool is_ours = code == CURLE_LOGIN_DENIED || code == CURLE_USE_SSL_FAILED;
    const bool is_final = reply >= 500 && reply < 600 && !is_ours;
    if (is_final) delivery.outcome = Delivery::Outcome::refused;
    return delivery;
}

}  // namespace

Delivery deliver_once(const SmtpConfig& config, const std::string& to, const std::string& content) {
    static std::once_flag once;
    std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
    const Handle handle(curl_easy_init());
    const List recipients(curl_slist_append(nullptr, ("<" + to + ">").c_str()));
    if (!handle || !recipients) return {.reason = "no memory"};

    set_connection(handle.get(), config);
    const auto from = "<" + config.from + ">";
    std::string_view rest = content;
    curl_easy_setopt(handle.get(), CURLOPT_MAIL_FROM, from.c_str());
    curl_easy_setopt(handle.get(), CURLOPT_MAIL_RCPT, recipients.get());
    curl_easy_setopt(handle.get(), CURLOPT_READFUNCTION, read_from);
    curl_easy_setopt(handle.get(), CURLOPT_READDATA, &rest);
    curl_easy_setopt(handle.get(), CURLOPT_UPLOAD, 1L);
    const auto code = curl_easy_perform(handle.get());
    long reply = 0;
    curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &reply);
    return judge(code, reply);
}

}  // namespace fairfile::email
