#include "infra/email/mailer.hpp"

#include "infra/crypto/encoding.hpp"
#include "infra/crypto/random.hpp"
#include "infra/email/mime.hpp"
#include "infra/email/smtp.hpp"

#include <boost/asio/post.hpp>

namespace fairfile::email {

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
    Delivery delivery;
    for (int attempt = 0; attempt < config_.attempts_max; ++attempt) {
        delivery = deliver_once(config_, message.to, content);
        if (delivery.outcome == Delivery::Outcome::taken) return sent_.add();
    }
    failed_.add();
    log_.error("email.failed", {{"reason", std::string_view(delivery.reason)}});
}

}  // namespace fairfile::email
