// Letters that we mail for a person. An order is one transaction: mailing, payment, outbox and job,
// with the person's approval of that very letter at that price. The mail room carries it out, each
// step recorded before the next, so that it may die anywhere and be run again:
//
//   requested -> amount held -> submitted -> accepted by the provider -> amount taken -> mailed
//
// Until `submitted` the person may cancel. What fails lets the amount go.
#pragma once

#include "features/letters/letters.hpp"
#include "features/mailings/papers.hpp"
#include "infra/jobs/jobs.hpp"
#include "infra/log/log.hpp"
#include "infra/mail/mail.hpp"
#include "infra/payment/payment.hpp"

namespace fairfile::mailings {

using MailingId = Id<struct MailingNoun>;

struct MailOrder {
    std::string mail_class;
    std::string digest;  // hex, of the approved PDF that the person saw
    std::int64_t price_cents = 0;
    std::string name;            // typed by the person
    std::string payment_method;  // empty unless the payment provider wants one
};

class Orders {
  public:
    struct Parts {
        postgres::Database& database;
        letters::Letters& letters;
        crypto::KeyStore& keys;
        runtime::CpuPool& pool;
        const Clock& clock;
        const ServiceTerms& terms;
        std::string_view payment = "none";
    };
    explicit Orders(Parts parts) : parts_(parts) {}

    /// "letters.not_approved", "mailings.already_mailed", "mailings.other_letter",
    /// "mailings.undeliverable" (invalid), "mailings.papers_missing", "mailings.too_early",
    /// "mailings.price_changed", "mailings.not_possible".
    awaitable<Result<MailingId>> order(
        UserId user, LetterId letter, MailOrder order, std::optional<Uuid> repeat = std::nullopt
    );
    /// "mailings.on_its_way" (conflict).
    awaitable<Result<bool>> cancel(UserId user, MailingId id);

  private:
    struct Contract;
    awaitable<Result<Contract>> contract(UserId user, const crypto::Key& key);

    Parts parts_;
};

/// What the worker does. `letters` acts as a job.
class MailRoom {
  public:
    struct Parts {
        postgres::Database& database;
        letters::Letters& letters;
        crypto::KeyStore& keys;
        runtime::CpuPool& pool;
        mail::Provider& mail;
        payment::Provider& payment;
        const Clock& clock;
        log::Log& log;
    };
    explicit MailRoom(Parts parts) : parts_(parts) {}

    /// Goes as far as it can; legal to repeat and to run twice at once.
    awaitable<jobs::Outcome> carry_out(UserId user, MailingId mailing);
    awaitable<jobs::Outcome> abandon(UserId user, MailingId mailing);
    /// Looks which accepted letters the post has by now.
    awaitable<jobs::Outcome> watch();

  private:
    struct Order;
    /// Nothing: go on with the next step.
    using Step = Result<std::optional<jobs::Outcome>>;

    awaitable<Result<Order>> load(UserId user, MailingId mailing);
    awaitable<Step> step(const Order& order);
    awaitable<Step> hold(const Order& order);
    awaitable<Step> submit(const Order& order);
    awaitable<Step> take(const Order& order);
    awaitable<Step> let_go(const Order& order);
    awaitable<Step> look(const Order& order);
    awaitable<Step> fail(const Order& order, std::string_view why);
    awaitable<Step> move(const Order& order, std::vector<postgres::Call> calls);

    Parts parts_;
};

inline constexpr std::string_view mail_letter = "mail_letter";
inline constexpr std::string_view watch_mail = "watch_mail";

std::vector<jobs::Kind> job_kinds(MailRoom& room);

}  // namespace fairfile::mailings
