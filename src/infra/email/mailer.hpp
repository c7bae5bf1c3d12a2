// Sending e-mail. `send` takes the message over and returns at once: nobody can tell from the time
// of an answer whether a message went out. Delivery is tried a few times, then logged and counted
// as failed; what must not get lost belongs into the outbox instead.
#pragma once

#include "base/secret.hpp"
#include "infra/log/log.hpp"
#include "infra/metrics/metrics.hpp"
#include "infra/runtime/runtime.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>

namespace fairfile::email {

struct Message {
    std::string to = {};
    std::string subject = {};
    std::string text = {};
    std::string html = {};         // may be empty
    std::string unsubscribe = {};  // may be empty; where a POST ends these messages (RFC 8058)
};

class Mailer {
  public:
    virtual ~Mailer() = default;

    /// False when too much is waiting or the address cannot be one.
    virtual bool send(Message message) = 0;
};

/// Hands each message to a callback: how `up` shows links when no mail server is configured.
class PrintingMailer final : public Mailer {
  public:
    explicit PrintingMailer(std::function<void(const Message&)> print) : print_(std::move(print)) {}

    bool send(Message message) override;

  private:
    std::function<void(const Message&)> print_;
};

enum class Encryption : std::uint8_t { none, starttls, implicit };

struct SmtpConfig {
    std::string host = {};
    std::uint16_t port = 587;
    Encryption encryption = Encryption::starttls;
    std::string user = {};  // empty: no sign-in
    Secret password = {};
    std::string from = {};  // a bare address
    std::string from_name = "Fairfile";
    std::chrono::seconds time_max{20};
    int attempts_max = 3;
};

/// Delivers over SMTP on a pool of its own; the pool's queue is the limit. The pool is stopped
/// before this goes.
class SmtpMailer final : public Mailer {
  public:
    SmtpMailer(
        SmtpConfig config,
        runtime::CpuPool& pool,
        const Clock& clock,
        log::Log& log,
        metrics::Registry& metrics
    );

    bool send(Message message) override;

  private:
    void deliver(const Message& message);

    const SmtpConfig config_;
    runtime::CpuPool& pool_;
    const Clock& clock_;
    log::Log& log_;
    metrics::Counter& sent_;
    metrics::Counter& failed_;
};

}  // namespace fairfile::email
