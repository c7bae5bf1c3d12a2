// Letters on their way. The person mails an approved letter and records when it went, its tracking
// number and when it arrived; the letter and its disputes move along in the same transaction.
// Without a delivery date no clock runs.
#pragma once

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "base/result.hpp"
#include "features/disputes/disputes.hpp"
#include "features/letters/letters.hpp"
#include "features/mailings/orders.hpp"
#include "features/mailings/papers.hpp"
#include "infra/http/http.hpp"
#include "infra/postgres/postgres.hpp"

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace fairfile::mailings {

using boost::asio::awaitable;

/// By the person's own hand.
struct SelfMailing {
    std::chrono::sys_days mailed;
    std::optional<std::string> tracking;
};

/// What is known later; at least one of them.
struct MailingChange {
    std::optional<std::chrono::sys_days> delivered = std::nullopt;
    std::optional<std::string> tracking = std::nullopt;
    bool returned = false;
};

class Mailings {
  public:
    explicit Mailings(const Orders::Parts& parts)
        : database_(parts.database), letters_(parts.letters), clock_(parts.clock), orders_(parts) {}

    struct Recorded {
        MailingId id;
        std::string json;
    };
    /// "letters.not_approved"; "mailings.already_mailed" (conflict); "mailings.impossible_day".
    awaitable<Result<Recorded>> record(
        UserId user, LetterId letter, SelfMailing mailing, std::optional<Uuid> repeat = std::nullopt
    );
    /// "mailings.finished" (conflict) once delivered or returned; "mailings.impossible_day".
    awaitable<Result<std::string>> change(UserId user, MailingId id, MailingChange change);
    /// We mail it; errors as Orders::order.
    awaitable<Result<Recorded>> order(
        UserId user, LetterId letter, MailOrder order, std::optional<Uuid> repeat = std::nullopt
    );
    /// "mailings.on_its_way" (conflict) once it is given to the provider.
    awaitable<Result<std::string>> cancel(UserId user, MailingId id);
    /// The letter's mailings, newest first, as a list's page.
    awaitable<Result<std::string>> of_letter(UserId user, LetterId letter);

  private:
    awaitable<Result<std::string>> show(UserId user, MailingId id);

    postgres::Database& database_;
    letters::Letters& letters_;
    const Clock& clock_;
    Orders orders_;
};

void add_routes(http::Router& router, Mailings& mailings);

std::vector<const postgres::Statement*> statements();

}  // namespace fairfile::mailings
